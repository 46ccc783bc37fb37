using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>The signed body of a revocation list, taken apart.</summary>
internal sealed class RevocationListContent
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly string[] Reasons =
        ["unspecified", "keyCompromise", "cACompromise", "affiliationChanged", "superseded", "cessationOfOperation", "certificateHold", "", RevocationEntry.Lifted, "privilegeWithdrawn", "aACompromise", "weakAlgorithmOrKey"];

    public required byte[] Issuer { get; init; }

    public required string IssuerText { get; init; }

    public required DateTimeOffset ThisUpdate { get; init; }

    public required DateTimeOffset? NextUpdate { get; init; }

    public required Dictionary<string, RevocationEntry> Entries { get; init; }

    public required RevocationListScope Scope { get; init; }

    /// <exception cref="AsnContentException">The encoding is broken.</exception>
    public static RevocationListContent Read(SignedStructure signed)
    {
        AsnReader body = new AsnReader(signed.Body, AsnEncodingRules.DER).ReadSequence();
        if (body.PeekTag() == Asn1Tag.Integer) body.ReadInteger();
        if (SignatureAlgorithm.Read(body.ReadSequence()) != signed.Algorithm) throw new AsnContentException();
        byte[] issuer = body.ReadEncodedValue().ToArray();
        DateTimeOffset thisUpdate = ReadTime(body);
        DateTimeOffset? nextUpdate = body.HasData && IsTime(body.PeekTag()) ? ReadTime(body) : null;
        Dictionary<string, RevocationEntry> entries = new(StringComparer.Ordinal);
        bool isUsable = true;
        if (body.HasData && body.PeekTag() == Asn1Tag.Sequence) ReadEntries(body.ReadSequence(), entries, ref isUsable);
        RevocationListScope scope = RevocationListScope.Everything;
        if (body.HasData)
        {
            AsnReader extensions = body.ReadSequence(Context0);
            scope = ReadScope(extensions.ReadSequence());
            extensions.ThrowIfNotEmpty();
        }

        body.ThrowIfNotEmpty();
        return new RevocationListContent
        {
            Issuer = issuer,
            IssuerText = DistinguishedNameText.Of(issuer),
            ThisUpdate = thisUpdate,
            NextUpdate = nextUpdate,
            Entries = entries,
            Scope = scope with { IsUsable = scope.IsUsable && isUsable },
        };
    }

    private static void ReadEntries(AsnReader list, Dictionary<string, RevocationEntry> entries, ref bool isUsable)
    {
        while (list.HasData)
        {
            AsnReader one = list.ReadSequence();
            string serial = CertificateInfoReader.HexOf(one.ReadInteger());
            DateTimeOffset at = ReadTime(one);
            string? reason = null;
            if (one.HasData)
            {
                foreach ((string oid, bool critical, byte[] value) in ReadExtensions(one.ReadSequence()))
                {
                    if (oid == CertificateOids.CrlReason) reason = NameOfReason(Only(value, content => content.ReadEnumeratedBytes()));
                    else if (critical) isUsable = false;
                }

                one.ThrowIfNotEmpty();
            }

            // Of several entries, one that lifts a revocation takes none away.
            if (reason != RevocationEntry.Lifted || !entries.ContainsKey(serial)) entries[serial] = new RevocationEntry(serial, at, reason);
        }
    }

    private static RevocationListScope ReadScope(AsnReader extensions)
    {
        RevocationListScope scope = RevocationListScope.Everything;
        foreach ((string oid, bool critical, byte[] value) in ReadExtensions(extensions))
        {
            if (oid == CertificateOids.IssuingDistributionPoint) scope = ReadDistributionPoint(Only(value, content => content.ReadSequence()), scope);
            else if (oid == CertificateOids.CrlNumber) _ = Only(value, content => content.ReadInteger());
            else if (oid == CertificateOids.DeltaCrl)
            {
                _ = Only(value, content => content.ReadInteger());
                scope = scope with { IsPart = true };
            }
            else if (critical) scope = scope with { IsUsable = false };
        }

        return scope;
    }

    private static RevocationListScope ReadDistributionPoint(AsnReader point, RevocationListScope scope)
    {
        bool isUsable = scope.IsUsable, isPart = scope.IsPart, onlyUsers = false, onlyAuthorities = false;
        List<string> urls = [];
        while (point.HasData)
        {
            Asn1Tag tag = point.PeekTag();
            switch (tag.TagValue)
            {
                case 0:
                    AsnReader name = point.ReadSequence(Context0);
                    // A name relative to the issuer's is not followed.
                    if (name.PeekTag() != Context0) isUsable = false;
                    else urls.AddRange(CertificateName.ReadAll(name.ReadSequence(Context0)).Select(one => one.Value));
                    break;
                case 1:
                    onlyUsers = point.ReadBoolean(tag);
                    break;
                case 2:
                    onlyAuthorities = point.ReadBoolean(tag);
                    break;
                case 3:
                    point.ReadEncodedValue();
                    isPart = true;
                    break;
                default:
                    // Other issuers' certificates, attribute certificates.
                    point.ReadEncodedValue();
                    isUsable = false;
                    break;
            }
        }

        return new RevocationListScope(isUsable, isPart, onlyUsers, onlyAuthorities, urls);
    }

    private static IEnumerable<(string Oid, bool Critical, byte[] Value)> ReadExtensions(AsnReader extensions)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (extensions.HasData)
        {
            AsnReader one = extensions.ReadSequence();
            string oid = one.ReadObjectIdentifier();
            if (!seen.Add(oid)) throw new AsnContentException("An extension is there twice.");
            bool critical = one.PeekTag() == Asn1Tag.Boolean && one.ReadBoolean();
            byte[] value = one.ReadOctetString();
            one.ThrowIfNotEmpty();
            yield return (oid, critical, value);
        }
    }

    // An extension holds one value and nothing after it.
    private static T Only<T>(byte[] extension, Func<AsnReader, T> read)
    {
        AsnReader content = new(extension, AsnEncodingRules.DER);
        T value = read(content);
        content.ThrowIfNotEmpty();
        return value;
    }

    private static string NameOfReason(ReadOnlyMemory<byte> code) =>
        code.Length == 1 && code.Span[0] < Reasons.Length && Reasons[code.Span[0]].Length > 0 ? Reasons[code.Span[0]] : Convert.ToHexString(code.Span);

    private static bool IsTime(Asn1Tag tag) => tag == Asn1Tag.UtcTime || tag == Asn1Tag.GeneralizedTime;

    private static DateTimeOffset ReadTime(AsnReader reader) => reader.PeekTag() == Asn1Tag.UtcTime ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
