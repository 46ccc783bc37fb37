using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// The files of one certificate: <c>NAME.crt</c>, <c>NAME.key</c>, <c>NAME.csr</c>. New ones are first written, whole
/// and durable, under hidden names, and put in place together afterwards, the key last.
/// </summary>
internal sealed class CertificateFileSet
{
    private const string NextSuffix = ".next";
    private const string ChangedSuffix = ".changed";

    // Programs of other users read certificates; keys are for the owner alone.
    private const UnixFileMode ReadableMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _folder;
    private readonly string _name;
    private readonly bool _ownerOnly;

    /// <param name="folder">The folder; it is made, owner-only, when it is absent.</param>
    /// <param name="name">A checked file name.</param>
    /// <param name="ownerOnly">True when certificates too are the owner's alone.</param>
    public CertificateFileSet(string folder, string name, bool ownerOnly = false)
    {
        _folder = Path.GetFullPath(folder);
        _name = name;
        _ownerOnly = ownerOnly;
    }

    public string CertificatePath => PathOf(".crt");

    public string RequestPath => PathOf(".csr");

    public string KeyPath => PathOf(".key");

    /// <summary>True while the files are changed, and after a crash in that.</summary>
    public bool IsMarked => File.Exists(Marker);

    private string Marker => Path.Combine(_folder, $".{_name}{ChangedSuffix}");

    private string[] Paths => [CertificatePath, RequestPath, KeyPath];

    /// <summary>The names in a folder whose files a crash left unsettled.</summary>
    public static IEnumerable<string> FindUnsettled(string folder) =>
        Directory.EnumerateFiles(folder, ".*")
            .Select(Path.GetFileName)
            .Select(file => file!.EndsWith(ChangedSuffix, StringComparison.Ordinal) ? file[1..^ChangedSuffix.Length] : file.EndsWith(NextSuffix, StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(file[1..^NextSuffix.Length]) : "")
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();

    /// <summary>The name that a certificate's files have by its common name: a star becomes <c>_wildcard</c>, a colon an underscore.</summary>
    public static string NameFor(string? commonName)
    {
        if (commonName is null) throw SecurityErrors.CertificateNameNeeded();
        string name = commonName.StartsWith("*.", StringComparison.Ordinal) ? "_wildcard" + commonName[1..] : commonName;
        return CanonicalName.CheckFileName("certificate", name.Replace(':', '_'));
    }

    /// <exception cref="AlreadyExistsException">One of the files that would be written exists.</exception>
    public void ExpectAbsent(params string[] paths)
    {
        foreach (string path in paths)
        {
            if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null) throw SecurityErrors.CertificateFileExists(path);
        }
    }

    /// <summary>True when the certificate's file is there, and the key's.</summary>
    public bool Exists(bool withKey) => File.Exists(CertificatePath) && (!withKey || File.Exists(KeyPath));

    /// <summary>The serial number of the certificate in the file; null when there is none that can be read.</summary>
    public string? TryReadSerial()
    {
        if (!File.Exists(CertificatePath)) return null;
        try
        {
            using CertificateBundle bundle = CertificateFile.Read(CertificatePath, null, withPrivateKey: false);
            return bundle.Certificates[0].SerialNumber;
        }
        catch (SecurityException)
        {
            return null;
        }
    }

    /// <summary>Writes a file under its hidden name.</summary>
    public void Stage(string path, ReadOnlySpan<byte> content)
    {
        string next = NextOf(path);
        try
        {
            if (!Directory.Exists(_folder)) OwnerOnlyFile.CreateFolder(_folder);
            File.Delete(next);
            OwnerOnlyFile.WriteUnflushed(next, content);
            if (path != KeyPath && !_ownerOnly && !OperatingSystem.IsWindows()) File.SetUnixFileMode(next, ReadableMode);
            DurableRename.FlushFiles(_folder, [next]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.CertificateFileUnavailable(path, error);
        }
    }

    /// <summary>Puts the staged files in place.</summary>
    /// <exception cref="AlreadyExistsException">One exists meanwhile, and is not to be replaced; nothing was put in place.</exception>
    public void Publish(bool overwrite)
    {
        List<string> placed = [];
        try
        {
            foreach (string path in Paths.Where(path => File.Exists(NextOf(path))))
            {
                if (overwrite) File.Move(NextOf(path), path, overwrite: true);
                else DurableRename.WithoutOverwrite(NextOf(path), path);
                placed.Add(path);
            }

            DurableRename.FlushFolder(_folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (!overwrite) placed.ForEach(FileErasure.Erase);
            Discard();
            string failed = Paths.FirstOrDefault(path => !placed.Contains(path) && Path.Exists(path)) ?? CertificatePath;
            throw overwrite || !Path.Exists(failed) ? SecurityErrors.CertificateFileUnavailable(failed, error) : SecurityErrors.CertificateFileExists(failed);
        }
    }

    /// <summary>Throws the staged files away.</summary>
    public void Discard()
    {
        foreach (string path in Paths) TryErase(NextOf(path));
    }

    /// <summary>Notes that the files are about to change or to go.</summary>
    public void MarkChanged()
    {
        TryErase(Marker);
        try
        {
            OwnerOnlyFile.WriteUnflushed(Marker, []);
            DurableRename.FlushFiles(_folder, [Marker]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.CertificateFileUnavailable(CertificatePath, error);
        }
    }

    /// <summary>Brings the files in line with what the store knows, after a change or after a crash in one.</summary>
    /// <param name="certificate">What the certificate's file holds; null for none.</param>
    /// <param name="request">What the request's file holds; null for none.</param>
    /// <param name="key">What the key's file holds; null for none.</param>
    public void Settle(byte[]? certificate, byte[]? request, SecretBuffer? key)
    {
        Discard();
        bool known = certificate is not null || request is not null;
        if (known)
        {
            if (certificate is not null && !Holds(CertificatePath, certificate)) Stage(CertificatePath, certificate);
            if (request is not null && !Holds(RequestPath, request)) Stage(RequestPath, request);
            if (key is not null && !Holds(KeyPath, key.Span)) Stage(KeyPath, key.Span);
            Publish(overwrite: true);
            // A new key leaves its old request behind.
            if (request is null) TryErase(RequestPath);
        }
        else if (File.Exists(Marker))
        {
            foreach (string path in Paths) TryErase(path);
        }

        TryErase(Marker);
        try
        {
            DurableRename.FlushFolder(_folder);
        }
        catch (IOException error)
        {
            throw SecurityErrors.CertificateFileUnavailable(CertificatePath, error);
        }
    }

    /// <summary>True when a file holds exactly this.</summary>
    public static bool Holds(string path, ReadOnlySpan<byte> content)
    {
        FileInfo file = new(path);
        if (!file.Exists || file.Length != content.Length) return false;
        using SecretBuffer found = CertificateFile.ReadContent(path);
        return CryptographicOperations.FixedTimeEquals(found.Span, content);
    }

    private static void TryErase(string path)
    {
        try
        {
            FileErasure.Erase(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.CertificateFileUnavailable(path, error);
        }
    }

    private string PathOf(string suffix) => Path.Combine(_folder, _name + suffix);

    private string NextOf(string path) => Path.Combine(_folder, $".{Path.GetFileName(path)}{NextSuffix}");
}
