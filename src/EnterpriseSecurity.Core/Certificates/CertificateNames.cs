using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EnterpriseSecurity.Certificates;

/// <summary>Checks names before they stand in a certificate, and brings each to its one form.</summary>
internal static class CertificateNames
{
    private const int LongestDnsName = 253;
    private const int LongestUri = 2048;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>A host's name in lower case, in A-labels (RFC 5890); null when it is none. A wildcard is a whole first label (RFC 6125).</summary>
    public static string? TryDns(string name, bool allowWildcard = true)
    {
        bool isWildcard = name.StartsWith("*.", StringComparison.Ordinal);
        string host = isWildcard ? name[2..] : name;
        if (host.Length is 0 or > LongestDnsName || (isWildcard && !allowWildcard)) return null;
        try
        {
            host = Idn.GetAscii(host).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        string[] labels = host.Split('.');
        if (labels.Any(label => !IsLabel(label)) || labels[^1].All(char.IsAsciiDigit)) return null;
        // A star below a top-level domain would stand for everybody's names.
        if (isWildcard && labels.Length < 2) return null;
        string whole = isWildcard ? "*." + host : host;
        return whole.Length <= LongestDnsName ? whole : null;
    }

    /// <summary>An address as programs write it; null for anything that only some of them would take for one.</summary>
    public static IPAddress? TryIp(string text)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address)) return null;
        if (address.AddressFamily == AddressFamily.InterNetwork) return address.ToString() == text ? address : null;
        return text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal) ? null : address;
    }

    /// <summary>A mail address whose local part is a dot-atom (RFC 5322) and whose domain is in A-labels; null when it is none.</summary>
    public static string? TryEmail(string text)
    {
        int at = text.LastIndexOf('@');
        if (at is < 1 or > 64 || TryDns(text[(at + 1)..], allowWildcard: false) is not { } domain) return null;
        string local = text[..at];
        bool isAtom = local.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+/=?^_`{|}~-.".Contains(c, StringComparison.Ordinal));
        return isAtom && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal) ? $"{local}@{domain}" : null;
    }

    /// <summary>An absolute URI in ASCII (RFC 3986) with a host, or a URN; null when it is none.</summary>
    public static string? TryUri(string text)
    {
        if (text.Length is 0 or > LongestUri || text.Any(c => c <= ' ' || c == 0x7f)) return null;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !char.IsAsciiLetter(text[0]) || !text[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.')) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.UserInfo.Length > 0) return null;
        bool isUrn = uri.Scheme == "urn";
        if (!isUrn && (uri.Host.Length == 0 || !text[colon..].StartsWith("://", StringComparison.Ordinal))) return null;
        // A path that climbs means different things to different readers.
        if (text.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase).Split('/', '?', '#').Any(part => part is "." or "..")) return null;
        string ascii = uri.AbsoluteUri;
        return ascii.All(char.IsAscii) ? ascii : null;
    }

    /// <summary>True when a name is a domain or is below it; both are checked forms.</summary>
    public static bool IsWithin(string name, string domain) =>
        name.Equals(domain, StringComparison.OrdinalIgnoreCase) ||
        (name.Length > domain.Length + 1 && name[^(domain.Length + 1)] == '.' && name.EndsWith(domain, StringComparison.OrdinalIgnoreCase));

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
