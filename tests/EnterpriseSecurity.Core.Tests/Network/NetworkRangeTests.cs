using System.Net;
using EnterpriseSecurity.Network;

namespace EnterpriseSecurity.Core.Tests.Network;

public sealed class NetworkRangeTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.1.2", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "a00::", false)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.6", false)]
    [InlineData("192.0.2.6/31", "192.0.2.7", true)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:DB8::/32", "2001:db9::1", false)]
    [InlineData("2001:db8::1", "2001:db8:0:0:0:0:0:1", true)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "10.0.0.1", false)]
    public void An_address_is_in_its_network_only(string network, string address, bool expected) =>
        Assert.Equal(expected, NetworkRange.Parse(network)!.Value.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10.0.0")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/99999999999")]
    [InlineData(" 10.0.0.1")]
    [InlineData("10.0.0.*")]
    [InlineData("!10.0.0.1")]
    [InlineData("example.com")]
    [InlineData("[::1]")]
    [InlineData("[::1]:22")]
    [InlineData("::1%1")]
    [InlineData("2001:db8::1/32")]
    [InlineData("::/129")]
    [InlineData("10.0.0.1:22")]
    public void Anything_else_is_no_network(string text)
    {
        Assert.Null(NetworkRange.Parse(text));
        Assert.Null(NetworkRange.ParseList("10.0.0.0/8," + text));
    }
}
