using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>The names that a certificate is for (RFC 5280, 4.2.1.6): hosts, addresses, mailboxes and URIs, each checked.</summary>
public sealed class SubjectAlternativeNames
{
    /// <summary>The most names in one certificate or request.</summary>
    public const int Most = 250;

    private static readonly Asn1Tag Email = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Dns = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag Ip = new(TagClass.ContextSpecific, 7);

    private SubjectAlternativeNames(IEnumerable<string> dns, IEnumerable<IPAddress> ip, IEnumerable<string> email, IEnumerable<string> uri, IEnumerable<string> others)
    {
        DnsNames = [.. dns.Distinct(StringComparer.Ordinal)];
        IpAddresses = [.. ip.Distinct()];
        EmailAddresses = [.. email.Distinct(StringComparer.Ordinal)];
        Uris = [.. uri.Distinct(StringComparer.Ordinal)];
        Others = [.. others];
    }

    /// <summary>No names.</summary>
    public static SubjectAlternativeNames None { get; } = new([], [], [], [], []);

    /// <summary>Hosts, in lower case and in A-labels; a star may stand for the whole first label.</summary>
    public IReadOnlyList<string> DnsNames { get; }

    /// <summary>IPv4 and IPv6 addresses.</summary>
    public IReadOnlyList<IPAddress> IpAddresses { get; }

    /// <summary>Mail addresses.</summary>
    public IReadOnlyList<string> EmailAddresses { get; }

    /// <summary>URIs.</summary>
    public IReadOnlyList<string> Uris { get; }

    /// <summary>What else an extension that was read has in it, or what in it is no proper name; never written.</summary>
    public IReadOnlyList<string> Others { get; }

    /// <summary>The number of names.</summary>
    public int Count => DnsNames.Count + IpAddresses.Count + EmailAddresses.Count + Uris.Count + Others.Count;

    /// <summary>Checks names.</summary>
    /// <param name="dnsNames">Hosts; other than ASCII letters are turned into A-labels.</param>
    /// <param name="ipAddresses">Addresses.</param>
    /// <param name="emailAddresses">Mail addresses.</param>
    /// <param name="uris">URIs.</param>
    /// <exception cref="InvalidInputException">Some are no such names; the error lists all of them. Or there are more than <see cref="Most"/>.</exception>
    public static SubjectAlternativeNames Create(
        IEnumerable<string>? dnsNames = null, IEnumerable<string>? ipAddresses = null, IEnumerable<string>? emailAddresses = null, IEnumerable<string>? uris = null)
    {
        List<string> bad = [];
        SubjectAlternativeNames names = new(
            Checked(dnsNames, name => CertificateNames.TryDns(name), "DNS", bad),
            Checked(ipAddresses, CertificateNames.TryIp, "IP", bad),
            Checked(emailAddresses, CertificateNames.TryEmail, "e-mail", bad),
            Checked(uris, CertificateNames.TryUri, "URI", bad),
            []);
        if (bad.Count > 0) throw SecurityErrors.CertificateNamesInvalid(bad);
        if (names.Count > Most) throw SecurityErrors.CertificateNamesTooMany(names.Count, Most);
        return names;
    }

    /// <summary>The name in a common name: a host or an address; none when it is neither.</summary>
    public static SubjectAlternativeNames FromCommonName(string commonName)
    {
        ArgumentNullException.ThrowIfNull(commonName);
        if (CertificateNames.TryIp(commonName) is { } address) return new([], [address], [], [], []);
        if (CertificateNames.TryDns(commonName) is { } host) return new([host], [], [], [], []);
        return CertificateNames.TryEmail(commonName) is { } mailbox ? new([], [], [mailbox], [], []) : None;
    }

    /// <summary>The names with their kinds, for people.</summary>
    public IReadOnlyList<string> ToTexts() =>
    [
        .. DnsNames.Select(name => $"DNS:{name}"), .. IpAddresses.Select(address => $"IP:{address}"),
        .. EmailAddresses.Select(mailbox => $"email:{mailbox}"), .. Uris.Select(uri => $"URI:{uri}"), .. Others,
    ];

    /// <summary>The names with their kinds, with commas between.</summary>
    public override string ToString() => string.Join(", ", ToTexts());

    /// <summary>Reads an extension's value.</summary>
    /// <exception cref="AsnContentException">The encoding is broken, or there are too many names.</exception>
    internal static SubjectAlternativeNames Read(ReadOnlyMemory<byte> value)
    {
        List<string> dns = [];
        List<IPAddress> ip = [];
        List<string> email = [];
        List<string> uri = [];
        List<string> others = [];
        AsnReader outer = new(value, AsnEncodingRules.DER);
        AsnReader names = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        while (names.HasData)
        {
            if (dns.Count + ip.Count + email.Count + uri.Count + others.Count >= Most) throw new AsnContentException($"There are more than {Most} names.");
            Asn1Tag tag = names.PeekTag();
            if (tag.HasSameClassAndValue(Dns)) Sort(Text(names, Dns), text => CertificateNames.TryDns(text), "DNS", dns, others);
            else if (tag.HasSameClassAndValue(Email)) Sort(Text(names, Email), CertificateNames.TryEmail, "email", email, others);
            else if (tag.HasSameClassAndValue(UriTag)) Sort(Text(names, UriTag), CertificateNames.TryUri, "URI", uri, others);
            else if (tag.HasSameClassAndValue(Ip)) ReadAddress(names.ReadOctetString(Ip), ip, others);
            else others.Add(ReadOther(names, tag));
        }

        return new(dns, ip, email, uri, others);
    }

    /// <summary>The extension; critical when there is no subject beside it (RFC 5280).</summary>
    internal X509Extension ToExtension(bool critical = false)
    {
        SubjectAlternativeNameBuilder builder = new();
        foreach (string name in DnsNames) builder.AddDnsName(name);
        foreach (IPAddress address in IpAddresses) builder.AddIpAddress(address);
        foreach (string mailbox in EmailAddresses) builder.AddEmailAddress(mailbox);
        foreach (string uri in Uris) builder.AddUri(new Uri(uri));
        return builder.Build(critical);
    }

    private static List<T> Checked<T>(IEnumerable<string>? texts, Func<string, T?> check, string kind, List<string> bad)
        where T : class
    {
        List<T> good = [];
        foreach (string? text in texts ?? [])
        {
            if (text is not null && check(text) is { } name) good.Add(name);
            else bad.Add($"{kind}:{text}");
        }

        return good;
    }

    private static string Text(AsnReader names, Asn1Tag tag) => names.ReadCharacterString(UniversalTagNumber.IA5String, tag);

    private static void Sort(string text, Func<string, string?> check, string kind, List<string> good, List<string> others)
    {
        if (check(text) is { } name) good.Add(name);
        else others.Add($"{kind}:{text}");
    }

    private static void ReadAddress(byte[] octets, List<IPAddress> good, List<string> others)
    {
        if (octets.Length is 4 or 16) good.Add(new IPAddress(octets));
        else others.Add($"IP:{Convert.ToHexString(octets)}");
    }

    private static string ReadOther(AsnReader names, Asn1Tag tag)
    {
        ReadOnlyMemory<byte> encoded = names.ReadEncodedValue();
        if (tag.TagValue == 4) return "directoryName";
        if (tag.TagValue != 0) return $"[{tag.TagValue}]";
        try
        {
            return $"otherName:{new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence(tag).ReadObjectIdentifier()}";
        }
        catch (AsnContentException)
        {
            return "otherName";
        }
    }
}
