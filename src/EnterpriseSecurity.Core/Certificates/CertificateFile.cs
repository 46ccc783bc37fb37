using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// Reads and writes certificate files in PEM (RFC 7468), DER, PFX (RFC 7292) and P7B (RFC 2315). The form of a file
/// is known by its content. Files of up to 4 MiB and 2,000 certificates are read.
/// </summary>
public static class CertificateFile
{
    private const int PemLineLength = 64;

    // Certificates are read by programs of other users.
    private const UnixFileMode ReadableMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Reads a file; the caller disposes of the bundle.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">What opens a PFX or an encrypted key; null for none.</param>
    /// <param name="withPrivateKey">False to leave private keys unread; PEM then needs no passphrase.</param>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedDataException">It is no certificate file, or holds no certificate.</exception>
    /// <exception cref="AuthenticationFailedException">The passphrase is wrong or missing.</exception>
    /// <exception cref="UnsupportedException">The key is of an unknown kind, or opening the file would cost too much.</exception>
    public static CertificateBundle Read(string path, SecretBuffer? passphrase = null, bool withPrivateKey = true)
    {
        using SecretBuffer content = ReadContent(path);
        return CertificateReader.Parse(content.Memory, passphrase, withPrivateKey);
    }

    /// <summary>Reads a file's bytes; the caller disposes of the bundle. See <see cref="Read"/> for the exceptions.</summary>
    public static CertificateBundle Parse(ReadOnlySpan<byte> content, SecretBuffer? passphrase = null, bool withPrivateKey = true)
    {
        using SecretBuffer copy = SecretBuffer.CopyOf(content);
        return CertificateReader.Parse(copy.Memory, passphrase, withPrivateKey);
    }

    /// <summary>Reads the private key of a PEM, DER or PFX file, as a PKCS#8 PrivateKeyInfo in DER; the caller disposes of it.</summary>
    /// <exception cref="MalformedDataException">There is no key, or it is broken.</exception>
    /// <exception cref="AuthenticationFailedException">The passphrase is wrong or missing.</exception>
    public static SecretBuffer ReadPrivateKey(string path, SecretBuffer? passphrase = null)
    {
        using SecretBuffer content = ReadContent(path);
        return CertificateReader.ParsePrivateKey(content.Memory, passphrase);
    }

    /// <summary>
    /// Writes a file in one step: nobody ever sees a part of it. It is owner-only when it holds a private key. DER
    /// takes the leaf alone, P7B the certificates alone.
    /// </summary>
    /// <exception cref="AlreadyExistsException">The file exists; nothing was overwritten.</exception>
    /// <exception cref="InvalidInputException">The key is not the certificate's, or the passphrase is empty.</exception>
    /// <exception cref="UnsupportedException">The form cannot hold the key on this platform.</exception>
    public static void Write(string path, CertificateBundle bundle, CertificateWriteOptions? options = null)
    {
        options ??= new CertificateWriteOptions();
        using SecretBuffer content = Encode(bundle, options);
        bool isSecret = bundle.PrivateKey is not null && options.Format is CertificateFormat.Pem or CertificateFormat.Pfx;
        Put(path, content.Span, isSecret, options.Overwrite);
    }

    /// <summary>Writes a private key alone: PKCS#8 in PEM, encrypted when there is a passphrase, owner-only.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pkcs8">The key as a PrivateKeyInfo in DER.</param>
    /// <param name="passphrase">What encrypts it; null for a key in clear.</param>
    /// <param name="overwrite">True to replace a file that exists.</param>
    /// <exception cref="AlreadyExistsException">The file exists; nothing was overwritten.</exception>
    public static void WritePrivateKey(string path, SecretBuffer pkcs8, SecretBuffer? passphrase, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(pkcs8);
        using SecretBuffer pem = EncodeKey(pkcs8, passphrase);
        Put(path, pem.Span, isSecret: true, overwrite);
    }

    /// <summary>The bytes that <see cref="Write"/> puts in the file; the caller disposes of them.</summary>
    public static SecretBuffer Encode(CertificateBundle bundle, CertificateWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Passphrase is { Length: 0 }) throw SecurityErrors.CertificatePassphraseEmpty();
        switch (options.Format)
        {
            case CertificateFormat.Der:
                return SecretBuffer.CopyOf(bundle.Leaf.RawData);
            case CertificateFormat.P7b:
                return SshPem.Write("PKCS7", Pkcs7Container.Write([bundle.Leaf, .. bundle.Others]), PemLineLength);
            case CertificateFormat.Pfx:
                return SecretBuffer.CopyOf(Pkcs12Container.Write(bundle, options.Passphrase is null ? default : options.Passphrase.Span, options.Legacy));
            default:
                return EncodePem(bundle, options.Passphrase);
        }
    }

    private static SecretBuffer EncodePem(CertificateBundle bundle, SecretBuffer? passphrase)
    {
        if (bundle.PrivateKey is not null && !CertificateKeyReader.Matches(bundle.Leaf, bundle.PrivateKey)) throw SecurityErrors.CertificateKeyMismatch();
        using SshWireWriter output = new();
        foreach (System.Security.Cryptography.X509Certificates.X509Certificate2 one in bundle.Others.Prepend(bundle.Leaf))
        {
            using SecretBuffer pem = SshPem.Write("CERTIFICATE", one.RawData, PemLineLength);
            output.WriteBytes(pem.Span);
        }

        if (bundle.PrivateKey is not null)
        {
            using SecretBuffer key = EncodeKey(bundle.PrivateKey, passphrase);
            output.WriteBytes(key.Span);
        }

        return output.ToSecret();
    }

    /// <summary>A private key alone as PEM; the caller disposes of it.</summary>
    internal static SecretBuffer EncodeKey(SecretBuffer pkcs8, SecretBuffer? passphrase)
    {
        if (passphrase is null) return SshPem.Write("PRIVATE KEY", pkcs8.Span, PemLineLength);
        if (passphrase.Length == 0) throw SecurityErrors.CertificatePassphraseEmpty();
        using SecretBuffer encrypted = SshPkcs8Encryption.Encrypt(pkcs8.Span, passphrase.Span);
        return SshPem.Write("ENCRYPTED PRIVATE KEY", encrypted.Span, PemLineLength);
    }

    internal static SecretBuffer ReadContent(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (stream.Length > CertificateReader.LargestFile) throw SecurityErrors.CertificateMalformed("it is larger than 4 MiB.");
            SecretBuffer content = new((int)stream.Length);
            stream.ReadExactly(content.Span);
            return content;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw SecurityErrors.CertificateFileMissing(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw SecurityErrors.CertificateFileUnavailable(path, error);
        }
    }

    /// <summary>Refuses a place where no file could be written, before there is anything to write.</summary>
    internal static void ExpectRoom(string path, bool overwrite)
    {
        if (!overwrite && (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)) throw SecurityErrors.CertificateFileExists(path);
        if (Directory.Exists(path)) throw SecurityErrors.CertificateFileUnavailable(path, new IOException("It is a folder."));
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))) throw SecurityErrors.CertificateFileUnavailable(path, new DirectoryNotFoundException("There is no such folder."));
    }

    /// <summary>Writes a whole file in one step.</summary>
    internal static void Put(string path, ReadOnlySpan<byte> content, bool isSecret, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (!overwrite && (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)) throw SecurityErrors.CertificateFileExists(path);
            if (overwrite) OwnerOnlyFile.Replace(path, content, isSecret ? null : MakeReadable);
            else OwnerOnlyFile.WriteNew(path, content, isSecret ? null : MakeReadable);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.CertificateFileUnavailable(path, error);
        }
    }

    private static void MakeReadable(FileStream file)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.Name, ReadableMode);
    }
}
