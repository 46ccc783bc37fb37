using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// The names that an authority may issue for (RFC 5280, 4.2.1.10). A kind of name with something permitted has nothing
/// else permitted; what is excluded is so in any case. A domain stands for itself and everything below it.
/// </summary>
public sealed record CertificateNameConstraints
{
    private static readonly Asn1Tag Permitted = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Excluded = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag Email = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Dns = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag Ip = new(TagClass.ContextSpecific, 7);

    /// <summary>Domains.</summary>
    public IReadOnlyList<string> PermittedDns { get; init; } = [];

    /// <summary>Domains.</summary>
    public IReadOnlyList<string> ExcludedDns { get; init; } = [];

    /// <summary>Networks, IPv4 and IPv6.</summary>
    public IReadOnlyList<IPNetwork> PermittedIp { get; init; } = [];

    /// <summary>Networks, IPv4 and IPv6.</summary>
    public IReadOnlyList<IPNetwork> ExcludedIp { get; init; } = [];

    /// <summary>Mail hosts (<c>example.com</c>), or with a dot in front all hosts below one (<c>.example.com</c>).</summary>
    public IReadOnlyList<string> PermittedEmail { get; init; } = [];

    /// <summary>Mail hosts, as permitted ones.</summary>
    public IReadOnlyList<string> ExcludedEmail { get; init; } = [];

    // Hosts of URIs, as mail hosts; they are obeyed where another program has written them.
    private IReadOnlyList<string> PermittedUri { get; init; } = [];

    private IReadOnlyList<string> ExcludedUri { get; init; } = [];

    /// <summary>True when there is none.</summary>
    public bool IsEmpty => PermittedDns.Count + ExcludedDns.Count + PermittedIp.Count + ExcludedIp.Count + PermittedEmail.Count + ExcludedEmail.Count == 0;

    /// <summary>Networks from text, as in <c>10.0.0.0/8</c>; an address alone is a network of one.</summary>
    /// <exception cref="InvalidInputException">Some are no networks; the error lists all of them.</exception>
    public static IReadOnlyList<IPNetwork> ParseNetworks(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        List<IPNetwork> networks = [];
        List<string> bad = [];
        foreach (string text in texts)
        {
            if (CertificateNames.TryIp(text) is { } address) networks.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            // 10.0.0.1/8 may be meant as one address or as sixteen million.
            else if (IPNetwork.TryParse(text, out IPNetwork network) && network.BaseAddress.Equals(CertificateNames.TryIp(text[..text.IndexOf('/')]))) networks.Add(network);
            else bad.Add($"IP:{text}");
        }

        return bad.Count == 0 ? networks : throw SecurityErrors.CertificateNamesInvalid(bad);
    }

    /// <exception cref="InvalidInputException">A domain or mail host is none.</exception>
    internal X509Extension ToExtension()
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            Write(writer, Permitted, PermittedDns, PermittedIp, PermittedEmail);
            Write(writer, Excluded, ExcludedDns, ExcludedIp, ExcludedEmail);
        }

        return new X509Extension(CertificateOids.NameConstraints, writer.Encode(), critical: true);
    }

    /// <summary>The names that the constraints of a certificate do not allow.</summary>
    /// <exception cref="AsnContentException">The extension is broken, or constrains kinds of names in ways that are not known here.</exception>
    internal static IEnumerable<string> FindForbidden(X509Certificate2 authority, SubjectAlternativeNames names)
    {
        if (authority.Extensions[CertificateOids.NameConstraints] is not { } extension) return [];
        CertificateNameConstraints constraints = Read(extension.RawData);
        return
        [
            .. names.DnsNames.Where(name => !IsAllowed(name, constraints.PermittedDns, constraints.ExcludedDns, IsWithinDns)
                // A star may stand for a name that is excluded, though it is not one itself.
                || (name.StartsWith("*.", StringComparison.Ordinal) && constraints.ExcludedDns.Any(domain => IsWithinDns(domain, name[2..])))).Select(name => $"DNS:{name}"),
            .. names.IpAddresses.Where(address => !IsAllowed(address, constraints.PermittedIp, constraints.ExcludedIp, (one, network) => network.Contains(one))).Select(address => $"IP:{address}"),
            .. names.EmailAddresses.Where(mailbox => !IsAllowed(mailbox, constraints.PermittedEmail, constraints.ExcludedEmail, IsWithinEmail)).Select(mailbox => $"email:{mailbox}"),
            .. names.Uris.Where(uri => !constraints.AllowsUri(uri)).Select(uri => $"URI:{uri}"),
        ];
    }

    private static CertificateNameConstraints Read(byte[] value)
    {
        AsnReader sequence = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
        (List<string> Dns, List<IPNetwork> Ip, List<string> Email, List<string> Uri) permitted = ([], [], [], []), excluded = ([], [], [], []);
        if (sequence.HasData && sequence.PeekTag() == Permitted) permitted = ReadTrees(sequence.ReadSequence(Permitted));
        if (sequence.HasData && sequence.PeekTag() == Excluded) excluded = ReadTrees(sequence.ReadSequence(Excluded));
        return new CertificateNameConstraints
        {
            PermittedDns = permitted.Dns,
            PermittedIp = permitted.Ip,
            PermittedEmail = permitted.Email,
            PermittedUri = permitted.Uri,
            ExcludedDns = excluded.Dns,
            ExcludedIp = excluded.Ip,
            ExcludedEmail = excluded.Email,
            ExcludedUri = excluded.Uri,
        };
    }

    private static (List<string> Dns, List<IPNetwork> Ip, List<string> Email, List<string> Uri) ReadTrees(AsnReader trees)
    {
        (List<string> Dns, List<IPNetwork> Ip, List<string> Email, List<string> Uri) read = ([], [], [], []);
        while (trees.HasData)
        {
            AsnReader tree = trees.ReadSequence();
            Asn1Tag tag = tree.PeekTag();
            if (tag.HasSameClassAndValue(Dns)) read.Dns.Add(tree.ReadCharacterString(UniversalTagNumber.IA5String, Dns));
            else if (tag.HasSameClassAndValue(Email)) read.Email.Add(tree.ReadCharacterString(UniversalTagNumber.IA5String, Email));
            else if (tag.HasSameClassAndValue(UriTag)) read.Uri.Add(tree.ReadCharacterString(UniversalTagNumber.IA5String, UriTag));
            else if (tag.HasSameClassAndValue(Ip)) read.Ip.Add(ToNetwork(tree.ReadOctetString(Ip)));
            else tree.ReadEncodedValue();
        }

        return read;
    }

    private static IPNetwork ToNetwork(byte[] octets)
    {
        if (octets.Length is not (8 or 32)) throw new AsnContentException();
        int half = octets.Length / 2;
        int prefix = octets.AsSpan(half).ToArray().Sum(octet => System.Numerics.BitOperations.PopCount(octet));
        byte[] address = [.. octets.Take(half).Select((octet, i) => (byte)(octet & octets[half + i]))];
        try
        {
            return new IPNetwork(new IPAddress(address), prefix);
        }
        catch (ArgumentException error)
        {
            throw new AsnContentException("A mask has gaps.", error);
        }
    }

    private static void Write(AsnWriter writer, Asn1Tag side, IReadOnlyList<string> dns, IReadOnlyList<IPNetwork> ip, IReadOnlyList<string> email)
    {
        if (dns.Count + ip.Count + email.Count == 0) return;
        List<string> bad = [.. dns.Where(name => CertificateNames.TryDns(name, allowWildcard: false) is null).Select(name => $"DNS:{name}")];
        bad.AddRange(email.Where(host => CertificateNames.TryDns(host.StartsWith('.') ? host[1..] : host, allowWildcard: false) is null).Select(host => $"email:{host}"));
        if (bad.Count > 0) throw SecurityErrors.CertificateNamesInvalid(bad);
        using AsnWriter.Scope trees = writer.PushSequence(side);
        foreach (string name in dns) WriteTree(writer, () => writer.WriteCharacterString(UniversalTagNumber.IA5String, CertificateNames.TryDns(name)!, Dns));
        foreach (string host in email)
        {
            string form = host.StartsWith('.') ? "." + CertificateNames.TryDns(host[1..]) : CertificateNames.TryDns(host)!;
            WriteTree(writer, () => writer.WriteCharacterString(UniversalTagNumber.IA5String, form, Email));
        }

        foreach (IPNetwork network in ip) WriteTree(writer, () => writer.WriteOctetString([.. network.BaseAddress.GetAddressBytes(), .. MaskOf(network)], Ip));
    }

    private static void WriteTree(AsnWriter writer, Action write)
    {
        using AsnWriter.Scope tree = writer.PushSequence();
        write();
    }

    private static byte[] MaskOf(IPNetwork network)
    {
        byte[] mask = new byte[network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 4 : 16];
        for (int bit = 0; bit < network.PrefixLength; bit++) mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return mask;
    }

    private static bool IsAllowed<TName, TBase>(TName name, IReadOnlyList<TBase> permitted, IReadOnlyList<TBase> excluded, Func<TName, TBase, bool> isWithin) =>
        (permitted.Count == 0 || permitted.Any(one => isWithin(name, one))) && !excluded.Any(one => isWithin(name, one));

    // A domain with a dot in front is what is below it only.
    private static bool IsWithinDns(string name, string domain) => domain.Length == 0 || (domain.StartsWith('.') ? IsWithinHost(name, domain) : CertificateNames.IsWithin(name, domain));

    // A constraint is of hosts, and says nothing good of a URI that has none.
    private bool AllowsUri(string uri)
    {
        if (PermittedUri.Count + ExcludedUri.Count == 0) return true;
        string host = new Uri(uri).Host;
        return host.Length > 0 && IsAllowed(host, PermittedUri, ExcludedUri, IsWithinHost);
    }

    private static bool IsWithinHost(string name, string host) =>
        host.StartsWith('.') ? name.EndsWith(host, StringComparison.OrdinalIgnoreCase) : name.Equals(host, StringComparison.OrdinalIgnoreCase);

    private static bool IsWithinEmail(string mailbox, string host)
    {
        if (host.Contains('@', StringComparison.Ordinal)) return mailbox.Equals(host, StringComparison.OrdinalIgnoreCase);
        string domain = mailbox[(mailbox.LastIndexOf('@') + 1)..];
        return IsWithinHost(domain, host);
    }
}
