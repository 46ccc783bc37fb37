using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EnterpriseSecurity.Network;

/// <summary>An address, or a network as address and length (<c>10.0.0.0/8</c>, <c>2001:db8::/32</c>), as OpenSSH reads them.</summary>
internal readonly struct NetworkRange
{
    private const int MappedLength = 96;

    private readonly byte[] _address;
    private readonly int _length;

    private NetworkRange(byte[] address, int length)
    {
        _address = address;
        _length = length;
    }

    /// <summary>True for IPv4 addresses in IPv6 form, which none is ever compared with.</summary>
    public bool IsMapped => _length >= MappedLength && new IPAddress(_address).IsIPv4MappedToIPv6;

    /// <summary>Reads a list with commas between its networks; null when one of them cannot be read.</summary>
    public static IReadOnlyList<NetworkRange>? ParseList(string text)
    {
        List<NetworkRange> networks = [];
        foreach (string part in text.Split(','))
        {
            if (Parse(part) is not { } network) return null;
            networks.Add(network);
        }

        return networks;
    }

    /// <summary>The network, or null when the text is none, or has address bits beyond its length.</summary>
    public static NetworkRange? Parse(string text)
    {
        int slash = text.IndexOf('/');
        if (ParseAddress(slash < 0 ? text : text[..slash]) is not { } address) return null;
        if (slash < 0) return new NetworkRange(address, address.Length * 8);

        string length = text[(slash + 1)..];
        if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int bits) || bits > address.Length * 8) return null;
        for (int i = bits; i < address.Length * 8; i++)
        {
            if (Bit(address, i)) return null;
        }

        return new NetworkRange(address, bits);
    }

    /// <summary>True when the address is in the network. An IPv4 address in IPv6 form counts as the IPv4 address.</summary>
    public bool Contains(IPAddress address)
    {
        byte[] bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        if (bytes.Length != _address.Length) return false;
        for (int i = 0; i < _length; i++)
        {
            if (Bit(bytes, i) != Bit(_address, i)) return false;
        }

        return true;
    }

    // .NET's parser also takes octal and hexadecimal numbers, fewer than four of them, brackets, ports and scopes.
    private static byte[]? ParseAddress(string text)
    {
        bool isIPv6 = text.Contains(':');
        if (isIPv6 && text.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF:.")) return null;
        if (!IPAddress.TryParse(text, out IPAddress? address)) return null;
        if (isIPv6) return address.AddressFamily == AddressFamily.InterNetworkV6 ? address.GetAddressBytes() : null;
        return address.ToString() == text ? address.GetAddressBytes() : null;
    }

    private static bool Bit(byte[] bytes, int index) => (bytes[index / 8] & (0x80 >> (index % 8))) != 0;
}
