using System.Globalization;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshCertificateRequestTests : IDisposable
{
    private readonly CertificateAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("ann,root")]
    [InlineData("ann\nroot")]
    [InlineData("ann\0")]
    [InlineData(" ann")]
    [InlineData("ann ")]
    [InlineData("\ud800")]
    public void A_principal_is_one_name(string principal) => AssertRefused(_authority.UserRequest with { Principals = ["good", principal] });

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData("a\u001b[2J")]
    public void A_key_id_is_a_line_with_something_in_it(string keyId) => AssertRefused(_authority.UserRequest with { KeyId = keyId });

    [Fact]
    public void Long_names_and_many_principals_are_refused()
    {
        AssertRefused(_authority.UserRequest with { KeyId = new string('a', 1025) });
        AssertRefused(_authority.UserRequest with { Principals = [new string('a', 1025)] });
        string[] most = [.. Enumerable.Range(0, 256).Select(number => "u" + number.ToString(CultureInfo.InvariantCulture))];
        Assert.Equal(256, _authority.Sign(_authority.UserRequest with { Principals = most }).Principals.Count);
        AssertRefused(_authority.UserRequest with { Principals = [.. most, "one-more"] });
    }

    [Fact]
    public void No_principals_means_any_and_has_to_be_said()
    {
        AssertRefused(_authority.UserRequest with { Principals = [] });
        AssertRefused(_authority.HostRequest with { Principals = [] });
        Assert.Empty(_authority.Sign(_authority.UserRequest with { Principals = [], AllowAnyPrincipal = true }).Principals);
    }

    [Fact]
    public void Validity_ends_after_it_begins()
    {
        DateTimeOffset begin = CertificateAuthority.Begin;
        AssertRefused(_authority.UserRequest with { ValidBefore = begin });
        AssertRefused(_authority.UserRequest with { ValidBefore = begin.AddMilliseconds(999) });
        AssertRefused(_authority.UserRequest with { ValidBefore = begin.AddDays(-1) });
        AssertRefused(_authority.UserRequest with { ValidAfter = null, ValidBefore = DateTimeOffset.UnixEpoch });
        AssertRefused(_authority.UserRequest with { ValidAfter = DateTimeOffset.UnixEpoch.AddTicks(-1) });
        AssertRefused(_authority.UserRequest with { ValidAfter = null, ValidBefore = DateTimeOffset.MinValue });
        Assert.Equal(begin.AddSeconds(1), _authority.Sign(_authority.UserRequest with { ValidBefore = begin.AddSeconds(1) }).ValidBefore);
    }

    [Fact]
    public void A_host_has_no_options_or_permissions_of_users()
    {
        AssertRefused(_authority.HostRequest with { ForceCommand = "true" });
        AssertRefused(_authority.HostRequest with { SourceAddresses = ["10.0.0.0/8"] });
        AssertRefused(_authority.HostRequest with { VerifyRequired = true });
        AssertRefused(_authority.HostRequest with { Extensions = new Dictionary<string, string> { ["permit-pty"] = "" } });
    }

    [Fact]
    public void A_host_name_that_ssh_would_never_find_is_refused() => AssertRefused(_authority.HostRequest with { Principals = ["Web.example.com"] });

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("true\nfalse")]
    public void A_forced_command_is_a_line_with_something_in_it(string command) => AssertRefused(_authority.UserRequest with { ForceCommand = command });

    [Theory]
    [InlineData("")]
    [InlineData("example.com")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/8,0.0.0.0/0")]
    [InlineData("10.*")]
    [InlineData("::/129")]
    public void A_source_address_is_one_network(string address) => AssertRefused(_authority.UserRequest with { SourceAddresses = ["10.0.0.0/8", address] });

    [Theory]
    [InlineData("", "")]
    [InlineData("permit-ptty", "")]
    [InlineData("permit-pty", "yes")]
    [InlineData("verify-required", "")]
    [InlineData("@example.com", "")]
    [InlineData("a b@example.com", "")]
    [InlineData("a,b@example.com", "")]
    [InlineData("login@example.com", "a\nb")]
    public void An_extension_is_one_that_openssh_or_its_domain_knows(string name, string value) =>
        AssertRefused(_authority.UserRequest with { Extensions = new Dictionary<string, string> { [name] = value } });

    [Fact]
    public void Missing_lists_and_wrong_types_are_refused()
    {
        AssertRefused(_authority.UserRequest with { Principals = null! });
        AssertRefused(_authority.UserRequest with { Principals = [null!] });
        AssertRefused(_authority.UserRequest with { SourceAddresses = null! });
        AssertRefused(_authority.UserRequest with { SourceAddresses = [null!] });
        AssertRefused(_authority.UserRequest with { KeyId = null! });
        AssertRefused(_authority.UserRequest with { Type = 0 });
        AssertRefused(_authority.UserRequest with { Extensions = new Dictionary<string, string> { ["a@example.com"] = null! } });
    }

    [Fact]
    public void A_dsa_key_is_not_certified()
    {
        using SshWireWriter blob = new();
        blob.WriteText("ssh-dss");
        for (int i = 0; i < 4; i++) blob.WriteString([0x11]);
        AssertRefused(_authority.UserRequest with { PublicKey = SshPublicKey.FromBlob(blob.Written) });
    }

    [Fact]
    public void A_certificate_that_would_be_too_large_is_refused() => AssertRefused(_authority.UserRequest with { ForceCommand = new string('a', 300_000) });

    private void AssertRefused(SshCertificateRequest request)
    {
        InvalidInputException refused = Assert.Throws<InvalidInputException>(() => _authority.Sign(request));
        Assert.Equal("SshCertificateRequestInvalid", refused.ErrorId);
        Assert.DoesNotContain(refused.Message, char.IsControl);
    }
}
