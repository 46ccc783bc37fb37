using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// Certificates in files, system stores and at endpoints: what they say, when they expire, whether they hold, and their
/// conversion. It needs no store; one that comes from a store writes to its audit trail.
/// </summary>
public sealed class CertificateFiles
{
    private readonly SecurityStore? _store;
    private readonly TimeProvider _time;

    /// <summary>Works without a store and without an audit trail.</summary>
    /// <param name="time">The clock; the system's when null.</param>
    public CertificateFiles(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    internal CertificateFiles(SecurityStore store)
    {
        _store = store;
        _time = store.Time;
    }

    /// <summary>What the certificates of a file say. See <see cref="CertificateFile.Read"/> for the exceptions.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">What opens a PFX; null for none. Private keys are not read.</param>
    public IReadOnlyList<CertificateInfo> Get(string path, SecretBuffer? passphrase = null) => Read(path, () =>
    {
        using CertificateBundle bundle = CertificateFile.Read(path, passphrase, withPrivateKey: false);
        return Describe(bundle, path);
    });

    /// <summary>When the certificates of a file expire. See <see cref="CertificateFile.Read"/> for the exceptions.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">What opens a PFX; null for none.</param>
    /// <param name="soon">What counts as soon; 30 days when null.</param>
    public IReadOnlyList<CertificateExpiration> GetExpiration(string path, SecretBuffer? passphrase = null, TimeSpan? soon = null)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return [.. Get(path, passphrase).Select(one => CertificateExpiration.Of(one, path, now, soon))];
    }

    /// <summary>When the certificates of a store of the system expire.</summary>
    /// <param name="store">The location and the store's name, as <c>CurrentUser/My</c>; the location may be left out.</param>
    /// <param name="soon">What counts as soon; 30 days when null.</param>
    /// <exception cref="InvalidInputException">There is no such store.</exception>
    public IReadOnlyList<CertificateExpiration> GetSystemExpiration(string store, TimeSpan? soon = null) => Read(store, () =>
    {
        string[] parts = store.Split('/', '\\');
        StoreLocation location = StoreLocation.CurrentUser;
        bool isKnown = parts.Length is 1 or 2 && parts[^1].Length > 0 && (parts.Length == 1 || (Enum.TryParse(parts[0], ignoreCase: true, out location) && Enum.IsDefined(location)));
        if (!isKnown) throw SecurityErrors.SystemStoreUnknown(store);
        try
        {
            using X509Store opened = new(parts[^1], location, OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            DateTimeOffset now = _time.GetUtcNow();
            List<CertificateExpiration> found = [];
            foreach (X509Certificate2 one in opened.Certificates)
            {
                using (one) found.Add(CertificateExpiration.Of(one, $"{location}/{parts[^1]}", now, soon));
            }

            return found;
        }
        catch (CryptographicException error)
        {
            throw SecurityErrors.SystemStoreUnknown(store, error);
        }
    });

    /// <summary>Checks the certificate of a file; the other certificates in it may stand between it and a root.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">What opens a PFX; null for none.</param>
    /// <param name="options">What to check it against.</param>
    public CertificateVerification Check(string path, SecretBuffer? passphrase = null, CertificateCheckOptions? options = null)
    {
        string resource = Path.GetFullPath(path);
        CertificateVerification result = Attempt(new AuditNote(AuditAction.CertificateValidated, resource), () =>
        {
            options ??= new CertificateCheckOptions();
            try
            {
                using CertificateBundle bundle = CertificateFile.Read(path, passphrase, withPrivateKey: false);
                return new CertificateChecker(_time).Check(bundle.Leaf, options.WithIntermediates(bundle.Others)) with { Path = path };
            }
            catch (MalformedDataException error)
            {
                return Unreadable(path, options, error);
            }
        });
        return Told(result, resource);
    }

    /// <summary>Checks the leaf of a bundle; its other certificates may stand between it and a root.</summary>
    /// <param name="bundle">The bundle; it stays the caller's.</param>
    /// <param name="options">What to check it against.</param>
    public CertificateVerification Check(CertificateBundle bundle, CertificateCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return Check(bundle.Leaf, (options ?? new CertificateCheckOptions()).WithIntermediates(bundle.Others));
    }

    /// <summary>Checks a certificate.</summary>
    /// <param name="certificate">The certificate; it stays the caller's.</param>
    /// <param name="options">What to check it against.</param>
    public CertificateVerification Check(X509Certificate2 certificate, CertificateCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        CertificateVerification result = Attempt(new AuditNote(AuditAction.CertificateValidated, certificate.Thumbprint), () => new CertificateChecker(_time).Check(certificate, options));
        return Told(result, certificate.Thumbprint);
    }

    /// <summary>Writes a certificate file in another form.</summary>
    /// <returns>What the new file's certificates say, the leaf first.</returns>
    /// <exception cref="AlreadyExistsException">A file to write exists; nothing was overwritten.</exception>
    /// <exception cref="InvalidInputException">The key is not the certificate's.</exception>
    public IReadOnlyList<CertificateInfo> Convert(CertificateConversion conversion)
    {
        ArgumentNullException.ThrowIfNull(conversion);
        AuditNote note = new(AuditAction.CertificateConverted, Path.GetFullPath(conversion.Source))
        {
            Metadata = { ["file"] = Path.GetFullPath(conversion.Destination), ["format"] = conversion.Options.Format.ToString() },
        };
        IReadOnlyList<CertificateInfo> written = Attempt(note, () => CertificateConverter.Run(conversion, _time.GetUtcNow()));
        _store?.Append(note, durable: true);
        return written;
    }

    /// <summary>Fetches the certificate of a TLS endpoint. See <see cref="RemoteCertificateReader.ReadAsync"/> for the exceptions.</summary>
    /// <param name="request">Whose, and how.</param>
    /// <param name="savePath">A new PEM file for what the server presented, or null.</param>
    /// <param name="overwrite">True to replace a file that exists.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public RemoteCertificate Fetch(RemoteCertificateRequest request, string? savePath = null, bool overwrite = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        AuditNote note = new(AuditAction.CertificateFetched, AuditText.Clip(request.ToString()));
        RemoteCertificate fetched = Attempt(note, () =>
        {
            RemoteCertificate remote = new RemoteCertificateReader(_time).ReadAsync(request, cancellation).GetAwaiter().GetResult();
            if (savePath is null) return remote;
            CertificateFile.Write(savePath, new CertificateBundle(remote.Certificates, null, CertificateFormat.Pem), new CertificateWriteOptions { Overwrite = overwrite });
            return remote with { Path = savePath };
        });
        note.Metadata["thumbprint"] = fetched.Info.Thumbprint;
        note.Metadata["valid"] = fetched.IsValid ? "true" : "false";
        _store?.Append(note, durable: false);
        return fetched;
    }

    private IReadOnlyList<CertificateInfo> Describe(CertificateBundle bundle, string path)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return
        [
            .. bundle.Certificates.Select(one => CertificateInfo.Of(one, now) with
            {
                Path = path,
                HasPrivateKey = bundle.HasPrivateKey && ReferenceEquals(one, bundle.Leaf),
            }),
        ];
    }

    private CertificateVerification Told(CertificateVerification result, string resource)
    {
        _store?.Append(new AuditNote(AuditAction.CertificateValidated, resource)
        {
            Result = result.IsValid ? AuditResult.Success : AuditResult.Denied,
            Metadata =
            {
                ["thumbprint"] = result.Chain.Count > 0 ? result.Chain[0].Thumbprint : "",
                ["errors"] = string.Join(',', result.Findings.Where(one => one.Severity == CertificateSeverity.Error).Select(one => one.Id)),
                ["chain"] = result.Chain.Count.ToString(CultureInfo.InvariantCulture),
            },
        }, durable: false);
        return result;
    }

    private CertificateVerification Unreadable(string path, CertificateCheckOptions options, MalformedDataException error) => new()
    {
        Subject = "",
        HostName = options.HostName,
        Findings = [new CertificateFinding(CertificateFindingId.Malformed, CertificateSeverity.Error, error.Message, "")],
        Chain = [],
        CheckedAt = options.At ?? _time.GetUtcNow(),
        Path = path,
    };

    private T Read<T>(string resource, Func<T> work)
    {
        AuditNote note = new(AuditAction.CertificateRead, AuditText.Clip(resource));
        T result = Attempt(note, work);
        _store?.Append(note, durable: false);
        return result;
    }

    private T Attempt<T>(AuditNote note, Func<T> work) => _store is null ? work() : _store.Attempt(note, work);
}
