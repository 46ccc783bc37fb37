using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>What a certificate says of policies: RFC 5280 sections 4.2.1.4, 4.2.1.5, 4.2.1.11 and 4.2.1.14.</summary>
internal sealed record CertificatePolicies
{
    private static readonly Asn1Tag RequireExplicit = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag InhibitMapping = new(TagClass.ContextSpecific, 1);

    /// <summary>The policies it was issued under.</summary>
    public required IReadOnlySet<string> Policies { get; init; }

    /// <summary>Policies of the issuer, and those of the subject that count as the same.</summary>
    public required IReadOnlyList<(string Issuer, string Subject)> Mappings { get; init; }

    /// <summary>After how many certificates below every one needs a valid policy.</summary>
    public required int? RequireExplicitAfter { get; init; }

    /// <summary>After how many certificates below nothing is mapped any more.</summary>
    public required int? InhibitMappingAfter { get; init; }

    /// <summary>After how many certificates below 'any policy' no longer counts.</summary>
    public required int? InhibitAnyAfter { get; init; }

    /// <exception cref="AsnContentException">An extension is broken, or names a policy twice.</exception>
    public static CertificatePolicies Read(X509Certificate2 certificate)
    {
        HashSet<string> policies = new(StringComparer.Ordinal);
        if (Open(certificate, CertificateOids.CertificatePolicies)?.ReadSequence() is { } list)
        {
            while (list.HasData)
            {
                if (!policies.Add(list.ReadSequence().ReadObjectIdentifier())) throw new AsnContentException();
            }
        }

        List<(string, string)> mappings = [];
        if (Open(certificate, CertificateOids.PolicyMappings)?.ReadSequence() is { } pairs)
        {
            while (pairs.HasData)
            {
                AsnReader pair = pairs.ReadSequence();
                mappings.Add((pair.ReadObjectIdentifier(), pair.ReadObjectIdentifier()));
            }
        }

        AsnReader? constraints = Open(certificate, CertificateOids.PolicyConstraints)?.ReadSequence();
        return new CertificatePolicies
        {
            Policies = policies,
            Mappings = mappings,
            RequireExplicitAfter = ReadCount(constraints, RequireExplicit),
            InhibitMappingAfter = ReadCount(constraints, InhibitMapping),
            InhibitAnyAfter = ReadCount(Open(certificate, CertificateOids.InhibitAnyPolicy), Asn1Tag.Integer),
        };
    }

    private static AsnReader? Open(X509Certificate2 certificate, string oid) =>
        CertificateInfoReader.Extension(certificate, oid) is { } value ? new AsnReader(value, AsnEncodingRules.DER) : null;

    private static int? ReadCount(AsnReader? reader, Asn1Tag tag)
    {
        if (reader is not { HasData: true } || !reader.PeekTag().HasSameClassAndValue(tag)) return null;
        System.Numerics.BigInteger count = reader.ReadInteger(tag);
        // No chain is as long as that.
        return count.Sign < 0 ? throw new AsnContentException() : (int)System.Numerics.BigInteger.Min(count, int.MaxValue);
    }
}
