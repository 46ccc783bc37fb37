using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// Makes certificates, authorities, requests and revocation lists, to files that no store manages. It needs no store;
/// one that comes from a store writes to its audit trail. Certificates are version 3 (RFC 5280), with serial numbers of
/// 126 random bits, and count from five minutes ago, for clocks that differ.
/// </summary>
public sealed class CertificateIssuer
{
    private readonly SecurityStore? _store;
    private readonly TimeProvider _time;

    /// <summary>Works without a store and without an audit trail.</summary>
    /// <param name="time">The clock; the system's when null.</param>
    public CertificateIssuer(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    internal CertificateIssuer(SecurityStore store)
    {
        _store = store;
        _time = store.Time;
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Makes a key and a certificate that signs itself and is no authority's.</summary>
    /// <exception cref="AlreadyExistsException">One of the files exists; nothing was overwritten.</exception>
    /// <exception cref="InvalidInputException">The subject, a name or the lifetime cannot be used.</exception>
    public IssuedCertificate CreateSelfSigned(CertificateOptions options, CertificateTarget target)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Create(AuditAction.CertificateGenerated, options.Subject, options.KeyType, target, null, key => CertificateBuilder.SelfSigned(options, key, Now));
    }

    /// <summary>Makes a key and a certificate authority: a root, or one below a parent.</summary>
    /// <exception cref="AlreadyExistsException">One of the files exists; nothing was overwritten.</exception>
    /// <exception cref="InvalidInputException">The subject, a constraint, the path length or the lifetime cannot be used.</exception>
    /// <exception cref="ExpiredException">The parent is not valid now.</exception>
    public IssuedCertificate CreateAuthority(CertificateAuthorityOptions options, CertificateTarget target, CertificateAuthority? parent = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Create(AuditAction.CertificateAuthorityCreated, options.Subject, options.KeyType, target, parent, key => CertificateBuilder.Authority(options, key, parent, Now));
    }

    /// <summary>Makes a key and a request for a certificate.</summary>
    /// <exception cref="AlreadyExistsException">One of the files exists; nothing was overwritten.</exception>
    /// <exception cref="InvalidInputException">The subject or a name cannot be used.</exception>
    public CertificateRequestInfo CreateRequest(CertificateOptions options, CertificateTarget target)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(target);
        AuditNote note = new(AuditAction.CertificateRequested, target.Name ?? options.Subject.CommonName ?? "");
        (CertificateKey made, string pem, CertificateFileSet files) = Attempt(note, () =>
        {
            CertificateFileSet set = FilesOf(target, options.Subject);
            if (!target.Overwrite) set.ExpectAbsent(set.RequestPath, set.KeyPath);
            CertificateKey key = CertificateKey.Generate(options.KeyType);
            return (key, CertificateSigning.ToRequestPem(CertificateBuilder.Request(options, key)), set);
        });
        using CertificateKey ownKey = made;
        using SecretBuffer keyPem = made.ToPem(target.KeyPassphrase);
        note.Metadata["path"] = files.RequestPath;
        Put(note, files, target.Overwrite, () =>
        {
            files.Stage(files.RequestPath, Encoding.ASCII.GetBytes(pem));
            files.Stage(files.KeyPath, keyPem.Span);
        });
        return ToInfo(Path.GetFileNameWithoutExtension(files.RequestPath), options, made, pem, files);
    }

    /// <summary>Issues a certificate for a request, as far as a policy allows it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="policy">What is granted.</param>
    /// <param name="authority">Who signs.</param>
    /// <param name="expiresIn">The lifetime; the policy's when null, or until the authority ends if that is sooner.</param>
    /// <param name="path">The certificate's new file, or null for none.</param>
    /// <param name="overwrite">True to replace a file that exists.</param>
    /// <exception cref="AccessRefusedException">The policy does not allow it; the error has every reason.</exception>
    /// <exception cref="InvalidInputException">The authority's name constraints do not allow a name, or the lifetime cannot be used.</exception>
    public IssuedCertificate Approve(CertificateSigningRequest request, CertificateRequestPolicy policy, CertificateAuthority authority, TimeSpan? expiresIn = null, string? path = null, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(authority);
        AuditNote note = CertificateSigning.NoteOf(request, authority);
        using X509Certificate2 certificate = Attempt(note, () =>
        {
            if (path is not null && !overwrite && Path.Exists(path)) throw SecurityErrors.CertificateFileExists(path);
            return CertificateSigning.Issue(request, policy, authority, expiresIn, Now);
        });
        string pem = CertificateSigning.ToPem(certificate, authority.ChainBelow);
        CertificateSigning.Describe(note, certificate);
        CertificateFileSet? files = path is null ? null : new CertificateFileSet(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileNameWithoutExtension(path));
        if (files is not null && files.CertificatePath != Path.GetFullPath(path!)) throw SecurityErrors.CertificatePathInvalid(path!);
        if (files is null) _store?.Append(note, durable: true);
        else Put(note, files, overwrite, () => files.Stage(files.CertificatePath, Encoding.ASCII.GetBytes(pem)));
        return IssuedCertificate.Of(request.CommonName ?? request.Subject, certificate, pem) with { CertificatePath = files?.CertificatePath, LeftOut = request.OtherWishes };
    }

    /// <summary>Renews a certificate in its files: the same subject, names and uses, with new dates.</summary>
    /// <param name="certificatePath">The certificate's file, <c>NAME.crt</c>.</param>
    /// <param name="keyPath">The key's file; <c>NAME.key</c> beside it when null.</param>
    /// <param name="keyPassphrase">The key's passphrase; a new key is encrypted by it too.</param>
    /// <param name="authority">Who signs; null when it signs itself.</param>
    /// <param name="options">How.</param>
    /// <exception cref="InvalidInputException">It was issued by an authority, and that was not given.</exception>
    public IssuedCertificate Renew(string certificatePath, string? keyPath = null, SecretBuffer? keyPassphrase = null, CertificateAuthority? authority = null, CertificateRenewal? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(certificatePath);
        options ??= new CertificateRenewal();
        string full = Path.GetFullPath(certificatePath);
        CertificateFileSet files = new(Path.GetDirectoryName(full)!, Path.GetFileNameWithoutExtension(full));
        AuditNote note = new(AuditAction.CertificateRenewed, full);
        (X509Certificate2 renewed, CertificateKey key, string pem) = Attempt(note, () =>
        {
            if (files.CertificatePath != full || (options.NewKey && keyPath is not null && Path.GetFullPath(keyPath) != files.KeyPath)) throw SecurityErrors.CertificatePathInvalid(full);
            using CertificateBundle bundle = CertificateFile.Read(full, null, withPrivateKey: false);
            if (bundle.HasPrivateKey) throw SecurityErrors.CertificateFileHoldsKey(full);
            using CertificateKey present = OpenKey(keyPath ?? files.KeyPath, keyPassphrase);
            return CertificateSigning.Renewed(bundle.Leaf, present, authority, options, Now);
        });
        using X509Certificate2 certificate = renewed;
        using CertificateKey ownKey = key;
        using SecretBuffer keyPem = key.ToPem(keyPassphrase);
        CertificateSigning.Describe(note, certificate);
        Put(note, files, overwrite: true, () =>
        {
            files.Stage(files.CertificatePath, Encoding.ASCII.GetBytes(pem));
            if (options.NewKey) files.Stage(files.KeyPath, keyPem.Span);
        });
        return IssuedCertificate.Of(Path.GetFileNameWithoutExtension(full), certificate, pem) with { CertificatePath = full, PrivateKeyPath = keyPath ?? files.KeyPath };
    }

    /// <summary>Writes a revocation list in DER, signed by an authority.</summary>
    /// <param name="authority">Who signs.</param>
    /// <param name="revocations">Everything that it has revoked.</param>
    /// <param name="number">The list's number, larger with each.</param>
    /// <param name="lifetime">Until the next list.</param>
    /// <exception cref="InvalidInputException">The lifetime is out of range, or the authority may not sign lists.</exception>
    public byte[] CreateRevocationList(CertificateAuthority authority, IEnumerable<CertificateRevocation> revocations, BigInteger number, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(authority);
        AuditNote note = new(AuditAction.CertificateRevocationListIssued, authority.ToString()) { Metadata = { ["number"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture) } };
        byte[] list = Attempt(note, () => CertificateRevocationList.Write(authority, revocations, number, Now, lifetime));
        _store?.Append(note, durable: true);
        return list;
    }

    /// <summary>Opens an authority in files; the caller disposes of it.</summary>
    /// <param name="certificatePath">Its certificate, with those above it after it.</param>
    /// <param name="keyPath">Its key; when null, the file beside it with <c>.key</c>.</param>
    /// <param name="keyPassphrase">The key's passphrase; null for none.</param>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidInputException">The certificate is no authority's, or the key is another's.</exception>
    public static CertificateAuthority OpenAuthority(string certificatePath, string? keyPath = null, SecretBuffer? keyPassphrase = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(certificatePath);
        CertificateKey key = OpenKey(keyPath ?? Path.ChangeExtension(certificatePath, ".key"), keyPassphrase);
        try
        {
            // Whose the bundle is ends with the authority, which takes over what is in it.
            CertificateBundle bundle = CertificateFile.Read(certificatePath, null, withPrivateKey: false);
            return CertificateAuthority.Create(bundle.Certificates[0], key, bundle.Certificates.Skip(1));
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    internal static CertificateRequestInfo ToInfo(string name, CertificateOptions options, CertificateKey key, string pem, CertificateFileSet files) => new()
    {
        Name = name,
        RequestPath = files.RequestPath,
        PrivateKeyPath = files.KeyPath,
        Subject = options.Subject.ToString(),
        AlternativeNames = CertificateBuilder.NamesOf(options).ToTexts(),
        Key = key.ToString(),
        Request = pem,
    };

    private static CertificateKey OpenKey(string path, SecretBuffer? passphrase)
    {
        using SecretBuffer pkcs8 = CertificateFile.ReadPrivateKey(path, passphrase);
        return CertificateKey.FromPkcs8(pkcs8);
    }

    private static CertificateFileSet FilesOf(CertificateTarget target, CertificateSubject subject) =>
        new(target.Folder, target.Name is null ? CertificateFileSet.NameFor(subject.CommonName) : CanonicalName.CheckFileName("certificate", target.Name));

    private IssuedCertificate Create(string action, CertificateSubject subject, CertificateKeyType keyType, CertificateTarget target, CertificateAuthority? parent, Func<CertificateKey, X509Certificate2> sign)
    {
        ArgumentNullException.ThrowIfNull(target);
        AuditNote note = new(action, target.Name ?? subject.CommonName ?? "");
        (CertificateFileSet files, CertificateKey made, X509Certificate2 signed) = Attempt(note, () =>
        {
            CertificateFileSet set = FilesOf(target, subject);
            if (!target.Overwrite) set.ExpectAbsent(set.CertificatePath, set.KeyPath);
            CertificateKey key = CertificateKey.Generate(keyType);
            try
            {
                return (set, key, sign(key));
            }
            catch
            {
                key.Dispose();
                throw;
            }
        });
        using CertificateKey ownKey = made;
        using X509Certificate2 certificate = signed;
        using SecretBuffer keyPem = Attempt(note, () => made.ToPem(target.KeyPassphrase));
        string pem = CertificateSigning.ToPem(certificate, parent?.ChainBelow ?? []);
        note.Metadata["path"] = files.CertificatePath;
        CertificateSigning.Describe(note, certificate);
        Put(note, files, target.Overwrite, () =>
        {
            files.Stage(files.CertificatePath, Encoding.ASCII.GetBytes(pem));
            files.Stage(files.KeyPath, keyPem.Span);
        });
        return IssuedCertificate.Of(Path.GetFileNameWithoutExtension(files.CertificatePath), certificate, pem) with { CertificatePath = files.CertificatePath, PrivateKeyPath = files.KeyPath };
    }

    // Staged, then told to the audit trail, then put in place: what is told has happened, or nothing of it has.
    private void Put(AuditNote note, CertificateFileSet files, bool overwrite, Action stage)
    {
        try
        {
            // What a crash left there would be put in place with it.
            files.Discard();
            if (_store is null) stage();
            else
            {
                _store.Write(note, _ =>
                {
                    stage();
                    return true;
                });
            }
        }
        catch
        {
            files.Discard();
            throw;
        }

        files.Publish(overwrite);
    }

    private T Attempt<T>(AuditNote note, Func<T> work) => _store is null ? work() : _store.Attempt(note, work);
}
