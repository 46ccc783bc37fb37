using System.Buffers.Binary;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <summary>A managed certificate's record and the files in it.</summary>
internal sealed class CertificateContent : IDisposable
{
    private CertificateContent(Record record, byte[]? certificate, byte[]? request, SecretBuffer? key)
    {
        Record = record;
        Certificate = certificate;
        Request = request;
        Key = key;
    }

    public Record Record { get; }

    /// <summary>The certificate's file, or null for a request that was not answered yet.</summary>
    public byte[]? Certificate { get; }

    /// <summary>The request's file, or null.</summary>
    public byte[]? Request { get; }

    /// <summary>The key's file.</summary>
    public SecretBuffer? Key { get; }

    public static CertificateContent Open(StoreView view, Record record)
    {
        using SecretBuffer body = view.Open(record);
        ReadOnlySpan<byte> rest = body.Span;
        ReadOnlySpan<byte> certificate = Part(ref rest, record);
        ReadOnlySpan<byte> request = Part(ref rest, record);
        ReadOnlySpan<byte> key = Part(ref rest, record);
        return new CertificateContent(record, certificate.IsEmpty ? null : certificate.ToArray(), request.IsEmpty ? null : request.ToArray(), key.IsEmpty ? null : SecretBuffer.CopyOf(key));
    }

    /// <summary>A record with nothing in it.</summary>
    public static CertificateContent Empty(Record record) => new(record, null, null, null);

    public string? RequestText => Request is null ? null : Encoding.ASCII.GetString(Request);

    public string CertificateText => Encoding.ASCII.GetString(Certificate ?? throw SecurityErrors.CertificateNotYetIssued(Record.Name!));

    /// <summary>The certificate and those above it; the caller disposes of them.</summary>
    public CertificateBundle ReadCertificate() => CertificateFile.Parse(Certificate ?? throw SecurityErrors.CertificateNotYetIssued(Record.Name!), null, withPrivateKey: false);

    /// <summary>The key; the caller disposes of it.</summary>
    /// <exception cref="AuthenticationFailedException">It is encrypted, and no passphrase, or a wrong one, was given.</exception>
    public CertificateKey ReadKey(SecretBuffer? passphrase) => CertificateKey.Load(Key!.Span, passphrase);

    /// <summary>The authority that this is; the caller disposes of it.</summary>
    /// <param name="root">The root above it, which becomes the authority's, for its constraints; null when none is known.</param>
    public CertificateAuthority ToAuthority(X509Certificate2? root = null)
    {
        CertificateBundle bundle = ReadCertificate();
        IEnumerable<X509Certificate2> above = bundle.Certificates.Skip(1);
        return CertificateAuthority.Create(bundle.Certificates[0], ReadKey(null), root is null ? above : above.Append(root));
    }

    /// <summary>Brings its files in line with the record. An authority's key is never one of them.</summary>
    public void Settle(CertificateFileSet files) => files.Settle(Certificate, Request, CertificateRecord.IsAuthority(Record) ? null : Key);

    public void Dispose() => Key?.Dispose();

    private static ReadOnlySpan<byte> Part(ref ReadOnlySpan<byte> rest, Record record)
    {
        if (rest.Length < 4 || BinaryPrimitives.ReadInt32BigEndian(rest) is var length && (length < 0 || length > rest.Length - 4)) throw SecurityErrors.RecordChanged(CertificateRecord.Collection, record.Id);
        ReadOnlySpan<byte> part = rest.Slice(4, length);
        rest = rest[(4 + length)..];
        return part;
    }
}
