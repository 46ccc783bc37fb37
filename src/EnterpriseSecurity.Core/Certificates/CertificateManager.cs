using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// Certificates and authorities that a store manages by name. Certificates and their keys are also files in the store's
/// <c>certs</c> folder, for the programs that use them; an authority's key is sealed in the store and never a file. The
/// store knows everything that its authorities have signed, so that it can be revoked. Every call, the refused ones too,
/// leaves an entry in the audit trail.
/// </summary>
public sealed partial class CertificateManager
{
    private readonly SecurityStore _store;
    private readonly string _folder;

    internal CertificateManager(SecurityStore store)
    {
        _store = store;
        _folder = Path.Combine(store.Path, "certs");
        Issuer = new CertificateIssuer(store);
    }

    /// <summary>Certificates in files that the store does not manage, with an entry in its audit trail for each.</summary>
    public CertificateIssuer Issuer { get; }

    internal DateTimeOffset Now => _store.Now;

    /// <summary>Makes a key and a certificate that signs itself.</summary>
    /// <param name="options">How.</param>
    /// <param name="name">Its name; the common name when null.</param>
    /// <param name="keyPassphrase">What encrypts the private key's file; null for a key in clear.</param>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    /// <exception cref="InvalidInputException">The name, the subject, an alternative name or the lifetime cannot be used.</exception>
    public IssuedCertificate CreateSelfSigned(CertificateOptions options, string? name = null, SecretBuffer? keyPassphrase = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        AuditNote note = new(AuditAction.CertificateGenerated, name ?? options.Subject.CommonName ?? "");
        return Add(note, name, options.Subject, () =>
        {
            CertificateKey key = CertificateKey.Generate(options.KeyType);
            X509Certificate2 certificate = CertificateBuilder.SelfSigned(options, key, Now);
            return new Draft(key, certificate, CertificateSigning.ToPem(certificate, []), null, key.ToPem(keyPassphrase), null);
        });
    }

    /// <summary>Makes a certificate authority, a root or one below another of the store; its key stays sealed in the store.</summary>
    /// <param name="options">How.</param>
    /// <param name="name">Its name; the common name when null.</param>
    /// <param name="parent">The name of the authority above it; null for a root.</param>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    /// <exception cref="NotFoundException">There is no such parent.</exception>
    /// <exception cref="InvalidInputException">The name, the subject, a constraint, the path length or the lifetime cannot be used.</exception>
    public IssuedCertificate CreateAuthority(CertificateAuthorityOptions options, string? name = null, string? parent = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        AuditNote note = new(AuditAction.CertificateAuthorityCreated, name ?? options.Subject.CommonName ?? "");
        return Add(note, name, options.Subject, () =>
        {
            CertificateKey key = CertificateKey.Generate(options.KeyType);
            if (parent is null)
            {
                X509Certificate2 root = CertificateBuilder.Authority(options, key, null, Now);
                return new Draft(key, root, CertificateSigning.ToPem(root, []), null, key.ToPem(), null) { IsAuthority = true };
            }

            using CertificateContent above = Peek(parent);
            _store.Peek(view => ExpectSigns(view, above.Record));
            using CertificateAuthority signer = AuthorityOf(above);
            X509Certificate2 certificate = CertificateBuilder.Authority(options, key, signer, Now);
            return new Draft(key, certificate, CertificateSigning.ToPem(certificate, signer.ChainBelow), null, key.ToPem(), above.Record.Id) { IsAuthority = true };
        });
    }

    /// <summary>Makes a key and a request for a certificate. <see cref="Approve"/> by an authority of the store completes it.</summary>
    /// <param name="options">How.</param>
    /// <param name="name">Its name; the common name when null.</param>
    /// <param name="keyPassphrase">What encrypts the private key's file; null for a key in clear.</param>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    public CertificateRequestInfo CreateRequest(CertificateOptions options, string? name = null, SecretBuffer? keyPassphrase = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        AuditNote note = new(AuditAction.CertificateRequested, name ?? options.Subject.CommonName ?? "");
        (string checkedName, Draft made) = Prepare(note, name, options.Subject, () =>
        {
            CertificateKey key = CertificateKey.Generate(options.KeyType);
            return new Draft(key, null, null, CertificateSigning.ToRequestPem(CertificateBuilder.Request(options, key)), key.ToPem(keyPassphrase), null);
        });
        using Draft draft = made;
        Record record = Insert(note, checkedName, draft);
        return CertificateIssuer.ToInfo(checkedName, options, draft.Key, draft.Request!, FilesOf(checkedName)) with { Id = record.Id };
    }

    /// <summary>Issues a certificate for a request, as far as a policy allows it. One for a key of the store becomes that key's.</summary>
    /// <param name="authority">The name of the authority.</param>
    /// <param name="request">The request.</param>
    /// <param name="policy">What is granted.</param>
    /// <param name="expiresIn">The lifetime; the policy's when null, or until the authority ends if that is sooner.</param>
    /// <param name="path">A further file to write the certificate to, or null.</param>
    /// <param name="overwrite">True to replace a file that exists.</param>
    /// <exception cref="NotFoundException">There is no such authority.</exception>
    /// <exception cref="AccessRefusedException">The policy does not allow it; the error has every reason.</exception>
    /// <exception cref="AlreadyExistsException">The further file exists; nothing was issued.</exception>
    public IssuedCertificate Approve(string authority, CertificateSigningRequest request, CertificateRequestPolicy policy, TimeSpan? expiresIn = null, string? path = null, bool overwrite = false)
    {
        IssuedCertificate issued = Issue(authority, request, policy, expiresIn, path, overwrite);
        if (path is null) return issued;
        CertificateFile.Put(path, Encoding.ASCII.GetBytes(issued.Certificate), isSecret: false, overwrite);
        return issued.CertificatePath is null ? issued with { CertificatePath = Path.GetFullPath(path) } : issued;
    }

    private IssuedCertificate Issue(string authority, CertificateSigningRequest request, CertificateRequestPolicy policy, TimeSpan? expiresIn, string? path, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(policy);
        AuditNote note = new(AuditAction.CertificateIssued, request.Subject.Length == 0 ? "-" : request.Subject) { Metadata = { ["authority"] = AuditText.Clip(authority ?? "") } };
        return WriteAndSettle(note, (change, mark) =>
        {
            if (path is not null) CertificateFile.ExpectRoom(path, overwrite);
            using CertificateContent above = Open(change, authority!);
            ExpectSigns(change, above.Record);
            using CertificateAuthority signer = AuthorityOf(above, FindRoot(change, above.Record));
            using X509Certificate2 certificate = CertificateSigning.Issue(request, policy, signer, expiresIn, Now);
            string pem = CertificateSigning.ToPem(certificate, signer.ChainBelow);
            CertificateSigning.Describe(note, certificate);
            change.Insert(IssuedCertificateRecord.Create(above.Record.Id, certificate, Now), certificate.RawData);
            IssuedCertificate result = IssuedCertificate.Of(request.CommonName ?? request.Subject, certificate, pem) with { Authority = above.Record.Name, LeftOut = request.OtherWishes };
            byte[] publicKey = request.PublicKey.ExportSubjectPublicKeyInfo();
            string digest = CertificateRecord.DigestOf(publicKey);
            Record? waiting = change.List(CertificateRecord.Collection).FirstOrDefault(record => record.State == CertificateRecord.Requested && CertificateRecord.KeyDigestOf(record) == digest);
            if (waiting is null) return result;
            using CertificateContent content = CertificateContent.Open(change, waiting);
            using SecretBuffer body = CertificateRecord.Encode(pem, content.RequestText, content.Key!.Span);
            change.Update(CertificateRecord.WithCertificate(waiting, certificate, publicKey, above.Record.Id), body.Span);
            string name = waiting.Name!;
            mark(name);
            return result with { Name = name, Id = waiting.Id, CertificatePath = FilesOf(name).CertificatePath, PrivateKeyPath = FilesOf(name).KeyPath };
        });
    }

    /// <summary>What is known of a certificate.</summary>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    public IssuedCertificate Get(string name)
    {
        AuditNote note = new(AuditAction.CertificateListed, name ?? "");
        return _store.Read(note, view =>
        {
            using CertificateContent content = Open(view, name!);
            return ToInfo(view, content);
        });
    }

    /// <summary>The certificates whose names match, in the order of their names; requests that wait are left out.</summary>
    /// <param name="pattern">A name; <c>*</c> and <c>?</c> stand for any characters and for one.</param>
    public IReadOnlyList<IssuedCertificate> List(string pattern = "*") =>
        _store.Read(new AuditNote(AuditAction.CertificateListed, pattern), view => (IReadOnlyList<IssuedCertificate>)
        [
            .. view.List(CertificateRecord.Collection)
                .Where(record => record.State == CertificateRecord.Active && NamePattern.Matches(pattern, record.Name!))
                .OrderBy(record => record.Name, StringComparer.OrdinalIgnoreCase)
                .Select(record =>
                {
                    using CertificateContent content = CertificateContent.Open(view, record);
                    return ToInfo(view, content);
                }),
        ]);

    /// <summary>What an authority has signed, in the order of the serial numbers.</summary>
    /// <param name="authority">Its name.</param>
    /// <exception cref="NotFoundException">There is no such authority.</exception>
    public IReadOnlyList<IssuedCertificate> ListIssued(string authority) =>
        _store.Read(new AuditNote(AuditAction.CertificateListed, authority ?? ""), view =>
        {
            Record signer = Find(view, authority!);
            return (IReadOnlyList<IssuedCertificate>)[.. view.ListByPrefix(IssuedCertificateRecord.Collection, IssuedCertificateRecord.PrefixOf(signer.Id)).Select(record => ToInfo(view, record, signer.Name!))];
        });

    private static Record Find(StoreView view, string name) => view.FindByName(CertificateRecord.Collection, name) ?? throw SecurityErrors.CertificateNotFound(name);

    private static CertificateContent Open(StoreView view, string name) => CertificateContent.Open(view, Find(view, name));

    private static CertificateAuthority AuthorityOf(CertificateContent content, X509Certificate2? root = null) =>
        CertificateRecord.IsAuthority(content.Record) ? content.ToAuthority(root) : throw SecurityErrors.CertificateNotAuthority(content.Record.Name!);

    // A root is in no file below it, and its constraints bind all the same.
    private static X509Certificate2? FindRoot(StoreView view, Record authority)
    {
        Record top = authority;
        while (CertificateRecord.IssuedBy(top) is { } id && view.Find(CertificateRecord.Collection, id) is { } signer) top = signer;
        if (ReferenceEquals(top, authority) || CertificateRecord.IssuedBy(top) is not null) return null;
        using CertificateContent content = CertificateContent.Open(view, top);
        return content.ReadCertificate().Certificates[0];
    }

    private CertificateContent Peek(string name) => _store.Peek(view => Open(view, name));

    internal CertificateFileSet FilesOf(string name) => new(_folder, name, ownerOnly: true);

    private IssuedCertificate ToInfo(StoreView view, CertificateContent content)
    {
        Record record = content.Record;
        using CertificateBundle bundle = content.ReadCertificate();
        string? signer = CertificateRecord.IssuedBy(record);
        Record? issued = signer is null ? null : view.Find(IssuedCertificateRecord.Collection, IssuedCertificateRecord.IdOf(signer, CertificateRecord.SerialOf(record)));
        CertificateRevocation? revocation = issued is null ? null : IssuedCertificateRecord.RevocationOf(issued);
        CertificateFileSet files = FilesOf(record.Name!);
        return IssuedCertificate.Of(record.Name!, bundle.Certificates[0], content.CertificateText) with
        {
            Id = record.Id,
            CertificatePath = files.CertificatePath,
            PrivateKeyPath = CertificateRecord.IsAuthority(record) ? null : files.KeyPath,
            Authority = signer is null ? null : view.Find(CertificateRecord.Collection, signer)?.Name,
            RevokedAt = revocation?.At,
            RevocationReason = revocation?.Reason,
        };
    }

    private static IssuedCertificate ToInfo(StoreView view, Record issued, string authority)
    {
        using SecretBuffer body = view.Open(issued);
        using X509Certificate2 certificate = CertificateReader.LoadDer(body.Span);
        CertificateRevocation? revocation = IssuedCertificateRecord.RevocationOf(issued);
        string name = DistinguishedNameText.CommonNameOf(certificate.SubjectName) ?? DistinguishedNameText.Of(certificate.SubjectName);
        return IssuedCertificate.Of(name, certificate, CertificateSigning.ToPem(certificate, [])) with { Authority = authority, RevokedAt = revocation?.At, RevocationReason = revocation?.Reason };
    }
}
