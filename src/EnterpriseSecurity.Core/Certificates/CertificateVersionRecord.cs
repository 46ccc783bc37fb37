using System.Text.Json.Nodes;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// How the other certificate of a rotation stands in the records: the one to come, or the one that was. The body is as that
/// of the certificate in use; the state tells whether it has files on the disk.
/// </summary>
internal static class CertificateVersionRecord
{
    public const string Collection = "certificate-version";

    private const string HasFilesAttribute = "files";
    private const string Before = "before";

    /// <summary>The id of a certificate: that of its record, a dot, and the serial number.</summary>
    public static string IdOf(string recordId, string serial) => $"{recordId}.{serial}";

    /// <summary>The id of the certificate that a record tells of.</summary>
    public static string IdOf(Record certificate) => IdOf(certificate.Id, CertificateRecord.SerialOf(certificate));

    /// <summary>What the ids of one record's certificates begin with.</summary>
    public static string PrefixOf(string recordId) => recordId + ".";

    /// <summary>The certificate to come; it has no files yet.</summary>
    public static Record Successor(Record certificate, string serial, DateTimeOffset notAfter, DateTimeOffset now) => new()
    {
        Collection = Collection,
        Id = IdOf(certificate.Id, serial),
        State = SuccessorState.Issued,
        CreatedAt = now,
        ExpiresAt = notAfter,
    };

    /// <summary>The certificate that was in use until now, with what its record said; it has no files any more.</summary>
    public static Record Previous(Record certificate, DateTimeOffset? end, DateTimeOffset now) => new()
    {
        Collection = Collection,
        Id = IdOf(certificate),
        State = SuccessorState.Previous,
        CreatedAt = now,
        ExpiresAt = end < certificate.ExpiresAt ? end : certificate.ExpiresAt,
        Attributes = new JsonObject { [Before] = certificate.Attributes.DeepClone() },
    };

    /// <summary>The certificate to come, with files beside the present ones.</summary>
    public static Record AsStaged(Record version)
    {
        JsonObject attributes = version.Attributes.DeepClone().AsObject();
        attributes[HasFilesAttribute] = true;
        return version with { State = SuccessorState.Staged, Attributes = attributes };
    }

    public static bool HasFiles(Record version) => version.Attributes[HasFilesAttribute]?.GetValue<bool>() ?? false;

    /// <summary>What the record said when the certificate was in use.</summary>
    public static JsonObject BeforeOf(Record previous) => previous.Attributes[Before]!.AsObject();
}
