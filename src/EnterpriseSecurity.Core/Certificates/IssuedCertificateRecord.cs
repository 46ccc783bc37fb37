using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <summary>What an authority of the store has signed: one record a serial number, the certificate in DER as its body.</summary>
internal static class IssuedCertificateRecord
{
    public const string Collection = "certificate-issued";
    public const string Active = "active";
    public const string Revoked = "revoked";

    private const string RevokedAtAttribute = "revokedAt";
    private const string ReasonAttribute = "reason";

    public static string IdOf(string authorityId, string serial) => $"{PrefixOf(authorityId)}{serial}";

    public static string PrefixOf(string authorityId) => $"{authorityId}/";

    public static string SerialOf(Record record) => record.Id[(record.Id.LastIndexOf('/') + 1)..];

    public static Record Create(string authorityId, X509Certificate2 certificate, DateTimeOffset now) => new()
    {
        Collection = Collection,
        Id = IdOf(authorityId, certificate.SerialNumber),
        HoldsName = false,
        State = Active,
        CreatedAt = now,
        ExpiresAt = certificate.NotAfter.ToUniversalTime(),
    };

    public static Record WithRevocation(Record record, X509RevocationReason reason, DateTimeOffset at)
    {
        JsonObject attributes = record.Attributes.DeepClone().AsObject();
        attributes[RevokedAtAttribute] = at.ToUnixTimeSeconds();
        attributes[ReasonAttribute] = (long)reason;
        return record with { State = Revoked, Attributes = attributes };
    }

    /// <summary>The revocation, or null.</summary>
    public static CertificateRevocation? RevocationOf(Record record) => record.State != Revoked ? null : new CertificateRevocation(
        SerialOf(record),
        DateTimeOffset.FromUnixTimeSeconds(record.Attributes[RevokedAtAttribute]!.GetValue<long>()),
        (X509RevocationReason)record.Attributes[ReasonAttribute]!.GetValue<long>());
}
