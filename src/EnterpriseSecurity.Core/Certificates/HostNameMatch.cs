using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// Whether a certificate is for a host (RFC 9525): by its subject alternative names only, never by the common name. A
/// wildcard stands for the whole leftmost label and no other; an IP address matches only an IP address, bit for bit.
/// </summary>
internal sealed class HostNameMatch
{
    private const int LongestName = 253;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private readonly IPAddress? _address;
    private readonly string _name;

    private HostNameMatch(IPAddress? address, string name)
    {
        _address = address;
        _name = name;
    }

    /// <summary>Takes a host name, in Unicode or in ASCII, or an IP address.</summary>
    /// <exception cref="InvalidInputException">It is neither.</exception>
    public static HostNameMatch For(string host)
    {
        string text = host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;
        if (TryReadAddress(text) is { } address) return new HostNameMatch(address, text);
        string name = text.EndsWith('.') ? text[..^1] : text;
        try
        {
            if (!name.All(char.IsAscii)) name = Idn.GetAscii(name);
        }
        catch (ArgumentException)
        {
            throw SecurityErrors.HostNameInvalid(host);
        }

        if (name.Length is 0 or > LongestName || !name.Split('.').All(IsLabel)) throw SecurityErrors.HostNameInvalid(host);
        // Four numbers that are no address must not pass for a name either.
        if (name.Split('.')[^1].All(char.IsAsciiDigit)) throw SecurityErrors.HostNameInvalid(host);
        return new HostNameMatch(null, name);
    }

    /// <summary>True when one of the names is the host's.</summary>
    public bool Matches(IEnumerable<CertificateName> names) => names.Any(Matches);

    private bool Matches(CertificateName name) => name.Kind switch
    {
        CertificateNameKind.Ip => _address is not null && IPAddress.TryParse(name.Value, out IPAddress? own) && own.Equals(_address),
        CertificateNameKind.Dns => _address is null && MatchesName(name.Value),
        _ => false,
    };

    private bool MatchesName(string pattern)
    {
        if (!pattern.StartsWith("*.", StringComparison.Ordinal)) return string.Equals(pattern, _name, StringComparison.OrdinalIgnoreCase);
        string suffix = pattern[1..];
        int dot = _name.IndexOf('.', StringComparison.Ordinal);
        // "*.com" would be a claim to every name below a top-level domain.
        return dot > 0 && suffix.IndexOf('.', 1) > 0 && !suffix.Contains('*', StringComparison.Ordinal)
            && string.Equals(suffix, _name[dot..], StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_');

    // IPAddress.Parse takes "1", "0x7f.1" and "[::1]:443" too; here only the spellings that mean an address everywhere.
    private static IPAddress? TryReadAddress(string text)
    {
        if (text.AsSpan().ContainsAny('%', '[') || !IPAddress.TryParse(text, out IPAddress? address)) return null;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address;
        return string.Equals(address.ToString(), text, StringComparison.Ordinal) ? address : null;
    }
}
