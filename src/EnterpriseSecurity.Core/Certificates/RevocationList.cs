using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// A certificate revocation list (RFC 5280 section 5), read from PEM or DER. Its signature is checked when a
/// certificate is checked against it. Lists of up to 64 MiB are read.
/// </summary>
public sealed class RevocationList
{
    private const int LargestFile = 64 * 1024 * 1024;
    private readonly Dictionary<string, RevocationEntry> _entries;
    private readonly SignedStructure _signed;

    internal RevocationList(SignedStructure signed, RevocationListContent content)
    {
        _signed = signed;
        _entries = content.Entries;
        IssuerEncoded = content.Issuer;
        Issuer = content.IssuerText;
        ThisUpdate = content.ThisUpdate;
        NextUpdate = content.NextUpdate;
        Scope = content.Scope;
    }

    /// <summary>Who issued it, spelled as a certificate's issuer.</summary>
    public string Issuer { get; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset ThisUpdate { get; }

    /// <summary>By when a newer one is out; null when it does not say.</summary>
    public DateTimeOffset? NextUpdate { get; }

    /// <summary>The signature's algorithm by OpenSSL's name.</summary>
    public string SignatureAlgorithm => _signed.Algorithm.Name;

    /// <summary>The revoked certificates.</summary>
    public IReadOnlyCollection<RevocationEntry> Entries => _entries.Values;

    /// <summary>The file that it comes from, or null.</summary>
    public string? Path { get; private init; }

    internal byte[] IssuerEncoded { get; }

    internal RevocationListScope Scope { get; }

    /// <summary>Reads a list.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedDataException">It is no revocation list.</exception>
    public static RevocationList Read(string path) => ReadAll(path)[0];

    /// <summary>Reads every list of a file; one in PEM may hold several.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedDataException">One is no revocation list, or there is none.</exception>
    public static IReadOnlyList<RevocationList> ReadAll(string path)
    {
        byte[] content;
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (stream.Length > LargestFile) throw SecurityErrors.RevocationListMalformed("it is larger than 64 MiB.");
            content = new byte[stream.Length];
            stream.ReadExactly(content);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw SecurityErrors.CertificateFileMissing(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw SecurityErrors.CertificateFileUnavailable(path, error);
        }

        return [.. ParseContent(content).Select(one => new RevocationList(one.Signed, one.Content) { Path = path })];
    }

    /// <summary>Reads a list's bytes.</summary>
    /// <exception cref="MalformedDataException">It is no revocation list.</exception>
    public static RevocationList Parse(ReadOnlySpan<byte> content)
    {
        (SignedStructure signed, RevocationListContent list) = ParseContent(content.ToArray())[0];
        return new RevocationList(signed, list);
    }

    /// <summary>What the list says of a certificate of its issuer; null when it does not name it.</summary>
    /// <param name="serialNumber">The certificate's serial number.</param>
    public RevocationEntry? Find(System.Numerics.BigInteger serialNumber) => _entries.GetValueOrDefault(CertificateInfoReader.HexOf(serialNumber));

    internal bool? IsSignedBy(PublicKey key) => _signed.IsSignedBy(key);

    private static List<(SignedStructure Signed, RevocationListContent Content)> ParseContent(byte[] content)
    {
        try
        {
            List<(SignedStructure, RevocationListContent)> lists = [];
            foreach (byte[] der in DerContent.IsWhole(content) ? [content] : DecodePem(content))
            {
                SignedStructure signed = SignedStructure.Read(der);
                lists.Add((signed, RevocationListContent.Read(signed)));
            }

            return lists;
        }
        catch (Exception error) when (error is AsnContentException or FormatException or ArgumentException or OverflowException)
        {
            throw SecurityErrors.RevocationListMalformed("its structure is broken.", error);
        }
    }

    private static List<byte[]> DecodePem(byte[] content)
    {
        List<byte[]> lists = [.. PemBlocks.Find(content, Malformed).Where(one => one.Label == "X509 CRL").Select(one => PemBlocks.Decode(content.AsSpan(one.Block), Malformed))];
        return lists.Count > 0 ? lists : throw SecurityErrors.RevocationListMalformed("it is neither binary nor PEM with a block 'X509 CRL'.");

        static MalformedDataException Malformed(string detail) => SecurityErrors.RevocationListMalformed(detail);
    }
}
