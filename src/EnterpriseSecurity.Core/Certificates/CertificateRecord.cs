using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// How managed certificates stand in the store's records. The body is the files as they are written: the certificate's,
/// the request's and the key's, each with its length in front (4 bytes, big-endian). An authority's key is nowhere else.
/// </summary>
internal static class CertificateRecord
{
    public const string Collection = "certificate";
    public const string Requested = "requested";
    public const string Active = "active";

    private const string IsAuthorityAttribute = "authority";
    private const string IssuerAttribute = "issuedBy";
    private const string IssuedAtAttribute = "issuedAt";
    private const string SerialAttribute = "serial";
    private const string KeyAttribute = "keyDigest";
    private const string ListNumberAttribute = "crlNumber";
    private const string RenewalsAttribute = "renewals";

    /// <summary>A new record of a certificate, or of a request when there is none yet.</summary>
    public static Record Create(string name, X509Certificate2? certificate, CertificateKey key, bool isAuthority, string? issuedBy, DateTimeOffset now)
    {
        Record record = new()
        {
            Collection = Collection,
            Id = Guid.NewGuid().ToString(),
            Name = name,
            CreatedAt = now,
            State = Requested,
            Attributes = new JsonObject { [IsAuthorityAttribute] = isAuthority, [KeyAttribute] = DigestOf(key.PublicKeyInfo.Span) },
        };
        return certificate is null ? record : WithCertificate(record, certificate, key.PublicKeyInfo.Span, issuedBy);
    }

    /// <summary>The record with another certificate.</summary>
    public static Record WithCertificate(Record record, X509Certificate2 certificate, ReadOnlySpan<byte> publicKeyInfo, string? issuedBy)
    {
        JsonObject attributes = record.Attributes.DeepClone().AsObject();
        if (record.State == Active) attributes[RenewalsAttribute] = Number(record, RenewalsAttribute) + 1L;
        attributes[IssuerAttribute] = issuedBy;
        attributes[IssuedAtAttribute] = new DateTimeOffset(certificate.NotBefore.ToUniversalTime()).ToUnixTimeMilliseconds();
        attributes[SerialAttribute] = certificate.SerialNumber;
        attributes[KeyAttribute] = DigestOf(publicKeyInfo);
        return record with { State = Active, ExpiresAt = certificate.NotAfter.ToUniversalTime(), Attributes = attributes };
    }

    /// <summary>The record with the certificate that it had before; the number of an authority's lists only grows.</summary>
    public static Record Returned(Record record, JsonObject before, DateTimeOffset? expiresAt)
    {
        JsonObject attributes = before.DeepClone().AsObject();
        attributes[ListNumberAttribute] = record.Attributes[ListNumberAttribute]?.DeepClone();
        return record with { ExpiresAt = expiresAt, Attributes = attributes };
    }

    /// <summary>The authority's record with the number of the list that it signs next.</summary>
    public static Record WithNextList(Record record, out long number)
    {
        number = Number(record, ListNumberAttribute) + 1;
        JsonObject attributes = record.Attributes.DeepClone().AsObject();
        attributes[ListNumberAttribute] = number;
        return record with { Attributes = attributes };
    }

    public static bool IsAuthority(Record record) => record.Attributes[IsAuthorityAttribute]?.GetValue<bool>() ?? false;

    /// <summary>The id of the authority that signed; null when it signed itself or no authority of the store did.</summary>
    public static string? IssuedBy(Record record) => record.Attributes[IssuerAttribute]?.GetValue<string>();

    /// <summary>From when on the present certificate is valid.</summary>
    public static DateTimeOffset IssuedAtOf(Record record) =>
        record.Attributes[IssuedAtAttribute]?.GetValue<long>() is long milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : record.CreatedAt;

    public static string SerialOf(Record record) => record.Attributes[SerialAttribute]?.GetValue<string>() ?? "";

    public static string KeyDigestOf(Record record) => record.Attributes[KeyAttribute]?.GetValue<string>() ?? "";

    public static string DigestOf(ReadOnlySpan<byte> publicKeyInfo) => Convert.ToHexStringLower(SHA256.HashData(publicKeyInfo));

    /// <summary>The body; the caller disposes of it.</summary>
    public static SecretBuffer Encode(string? certificate, string? request, ReadOnlySpan<byte> key)
    {
        byte[] first = Encoding.ASCII.GetBytes(certificate ?? "");
        byte[] second = Encoding.ASCII.GetBytes(request ?? "");
        SecretBuffer body = new(12 + first.Length + second.Length + key.Length);
        Span<byte> rest = body.Span;
        Write(first, ref rest);
        Write(second, ref rest);
        Write(key, ref rest);
        return body;
    }

    private static void Write(ReadOnlySpan<byte> part, ref Span<byte> rest)
    {
        BinaryPrimitives.WriteInt32BigEndian(rest, part.Length);
        part.CopyTo(rest[4..]);
        rest = rest[(4 + part.Length)..];
    }

    private static long Number(Record record, string attribute) => record.Attributes[attribute]?.GetValue<long>() ?? 0;
}
