using System.Collections.ObjectModel;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// An OpenSSH certificate: a public key with what it may be used for, signed by a certification authority's key
/// (OpenSSH's PROTOCOL.certkeys, version 01). Immutable. Reading one proves nothing: only <see cref="Verify"/> says
/// whether it is to be believed.
/// </summary>
public sealed class SshCertificate
{
    /// <summary>The most principals that a certificate can name; OpenSSH's number.</summary>
    public const int MaximumPrincipals = 256;

    private const int MaximumSize = 256 * 1024;
    private const int MaximumTextLength = 2 * MaximumSize;

    private readonly byte[] _blob;
    private readonly int _signedLength;
    private readonly byte[] _signature;

    private SshCertificate(ref SshWireReader reader, ReadOnlySpan<byte> blob, string comment)
    {
        SshAlgorithm algorithm = SshAlgorithm.ReadCertificate(ref reader);

        // The nonce, there for the signature only.
        reader.ReadString();
        PublicKey = SshPublicKey.ReadFields(ref reader, algorithm, comment);
        Serial = reader.ReadUInt64();
        Type = ReadType(ref reader);
        KeyId = ReadLine(ref reader);
        Principals = ReadPrincipals(reader.ReadString());
        ValidAfterSeconds = reader.ReadUInt64();
        ValidBeforeSeconds = reader.ReadUInt64();
        CriticalOptions = SshCertificateOptions.Read(ref reader);
        Extensions = SshCertificateOptions.Read(ref reader);

        // Reserved: to be ignored.
        reader.ReadString();
        SigningKey = ReadSigningKey(reader.ReadString());
        _signedLength = reader.Position;
        _signature = reader.ReadString().ToArray();
        reader.ExpectEnd();
        SignatureAlgorithm = ReadSignatureAlgorithm(_signature);
        _blob = blob.ToArray();
    }

    /// <summary>The name of the certificate's type on the wire, for example <c>ssh-ed25519-cert-v01@openssh.com</c>.</summary>
    public string Algorithm => PublicKey.KeyAlgorithm.CertificateName;

    /// <summary>Whether the certificate speaks for a user or a host.</summary>
    public SshCertificateType Type { get; }

    /// <summary>The certified key, with the certificate's comment.</summary>
    public SshPublicKey PublicKey { get; }

    /// <summary>The key of the authority that the certificate says it was signed by.</summary>
    public SshPublicKey SigningKey { get; }

    /// <summary>The name of the signature's algorithm, for example <c>ssh-ed25519</c> or <c>rsa-sha2-512</c>.</summary>
    public string SignatureAlgorithm { get; }

    /// <summary>The number that the authority gave the certificate; 0 when it does not count them.</summary>
    public ulong Serial { get; }

    /// <summary>The name that the certificate goes by in logs and revocation lists.</summary>
    public string KeyId { get; }

    /// <summary>The account or host names that the key may use; empty for any.</summary>
    public IReadOnlyList<string> Principals { get; }

    /// <summary>From when on the certificate is valid; null for always. A time past the calendar's end is shown as that end.</summary>
    public DateTimeOffset? ValidAfter => ValidAfterSeconds == SshCertificateTime.Always ? null : SshCertificateTime.FromSeconds(ValidAfterSeconds);

    /// <summary>The first time at which the certificate is no longer valid; null for forever. A time past the calendar's end is shown as that end.</summary>
    public DateTimeOffset? ValidBefore => ValidBeforeSeconds == SshCertificateTime.Forever ? null : SshCertificateTime.FromSeconds(ValidBeforeSeconds);

    /// <summary>The options that whoever accepts the certificate has to know and follow: names and values; the value of a flag is empty.</summary>
    public IReadOnlyDictionary<string, string> CriticalOptions { get; }

    /// <summary>What the certificate permits besides: names and values; the value of a flag is empty.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; }

    /// <summary>The comment; empty when there is none. It is not signed.</summary>
    public string Comment => PublicKey.Comment;

    /// <summary>The certificate in SSH wire encoding.</summary>
    public ReadOnlySpan<byte> Blob => _blob;

    internal ulong ValidAfterSeconds { get; }

    internal ulong ValidBeforeSeconds { get; }

    /// <summary>True when the signature's algorithm or the certified key is of a kind that is no longer safe; such a certificate is never accepted.</summary>
    internal bool IsWeak => SignatureAlgorithm is SshRsaAlgorithm.AlgorithmName or SshDsaAlgorithm.AlgorithmName || PublicKey.KeyAlgorithm is SshDsaAlgorithm;

    /// <summary>Reads a certificate from one line as in <c>id_ed25519-cert.pub</c>: type, Base64, comment.</summary>
    /// <exception cref="MalformedDataException">The line is not a certificate.</exception>
    /// <exception cref="UnsupportedException">The certificate or one of its keys is of a kind that is not supported.</exception>
    public static SshCertificate Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        line = line.Trim();
        if (line.Length > MaximumTextLength) throw Malformed($"it is larger than {MaximumTextLength} characters.");
        if (line.AsSpan().ContainsAny('\r', '\n')) throw Malformed("it has more than one line.");
        (string type, byte[] blob, string comment) = SshPublicKeyText.SplitLine(line, SshData.Certificate);
        SshCertificate certificate = FromBlob(blob, SshComment.FromFile(comment));
        return certificate.Algorithm == type ? certificate : throw Malformed("the type in the line is not the type in the certificate.");
    }

    /// <summary>Reads a certificate from its SSH wire encoding.</summary>
    /// <param name="blob">The whole certificate and nothing after it, at most 256 KiB.</param>
    /// <param name="comment">A comment to carry with the certificate.</param>
    /// <exception cref="MalformedDataException">The bytes are not a certificate.</exception>
    /// <exception cref="UnsupportedException">The certificate or one of its keys is of a kind that is not supported.</exception>
    /// <exception cref="InvalidInputException">The comment is not one short line.</exception>
    public static SshCertificate FromBlob(ReadOnlySpan<byte> blob, string comment = "")
    {
        SshComment.Check(comment);
        if (blob.Length > MaximumSize) throw Malformed($"it is larger than {MaximumSize} bytes.");
        SshWireReader reader = new(blob, SshData.Certificate);
        return new SshCertificate(ref reader, blob, comment);
    }

    /// <summary>Makes a certificate.</summary>
    /// <param name="request">What to certify.</param>
    /// <param name="caKey">The authority's key.</param>
    /// <param name="rsaHash">The hash of the signature when the authority's key is an RSA key; other kinds ignore it.</param>
    /// <exception cref="InvalidInputException">The request is not one that can be certified safely; the message says why.</exception>
    /// <exception cref="ObjectDisposedException">The authority's key has been wiped.</exception>
    public static SshCertificate Sign(SshCertificateRequest request, SshPrivateKey caKey, SshRsaHash rsaHash = SshRsaHash.Sha512)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caKey);
        SshCertificateRequestCheck.Check(request);
        using SshWireWriter certificate = new();
        SshCertificateWriter.WriteSigned(request, caKey.PublicKey, certificate);
        byte[] signature = caKey.Sign(certificate.Written, rsaHash);
        certificate.WriteString(signature);
        if (certificate.Length > MaximumSize) throw SecurityErrors.SshCertificateRequestInvalid($"The certificate would be larger than {MaximumSize} bytes. Ask for fewer or shorter options.");
        return FromBlob(certificate.Written, request.PublicKey.Comment);
    }

    /// <summary>
    /// True when the signature belongs to the certificate and its <see cref="SigningKey"/>. It says nothing about
    /// whether that key is trusted.
    /// </summary>
    public bool IsSignatureValid() => SigningKey.Verify(_blob.AsSpan(0, _signedLength), _signature);

    /// <summary>
    /// Says whether the certificate is to be believed. The caller still has to follow <c>force-command</c> and
    /// <c>verify-required</c> when they are among the <see cref="CriticalOptions"/>.
    /// </summary>
    /// <param name="expectation">Whom to trust, and what the certificate is shown for.</param>
    /// <param name="timeProvider">The clock that is asked when the expectation names no time; the system's when null.</param>
    public SshCertificateVerification Verify(SshCertificateExpectation expectation, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        DateTimeOffset at = expectation.At ?? (timeProvider ?? TimeProvider.System).GetUtcNow();
        return new SshCertificateVerification(SshCertificateVerifier.Judge(this, expectation, at), this, expectation, at);
    }

    /// <summary>The certificate as one line without a line break, as in <c>id_ed25519-cert.pub</c>.</summary>
    public string ToOpenSsh()
    {
        string line = $"{Algorithm} {Convert.ToBase64String(_blob)}";
        return Comment.Length == 0 ? line : $"{line} {Comment}";
    }

    /// <summary>The certificate as one line, as <see cref="ToOpenSsh"/>.</summary>
    public override string ToString() => ToOpenSsh();

    private static SshCertificateType ReadType(ref SshWireReader reader)
    {
        uint number = reader.ReadUInt32();
        return number is (uint)SshCertificateType.User or (uint)SshCertificateType.Host
            ? (SshCertificateType)number
            : throw reader.Malformed("it is neither for a user nor for a host.");
    }

    private static ReadOnlyCollection<string> ReadPrincipals(ReadOnlySpan<byte> list)
    {
        SshWireReader reader = new(list, SshData.Certificate);
        List<string> principals = [];
        while (!reader.IsAtEnd)
        {
            if (principals.Count == MaximumPrincipals) throw reader.Malformed($"it names more than {MaximumPrincipals} principals.");
            string principal = ReadLine(ref reader);
            if (principal.Length == 0) throw reader.Malformed("a principal in it has no name.");
            principals.Add(principal);
        }

        return principals.AsReadOnly();
    }

    // These stand in logs and lists: a line break in one would forge a line.
    private static string ReadLine(ref SshWireReader reader)
    {
        string text = reader.ReadText();
        return text.Any(char.IsControl) ? throw reader.Malformed("a name in it has control characters.") : text;
    }

    private static SshPublicKey ReadSigningKey(ReadOnlySpan<byte> blob)
    {
        SshWireReader name = new(blob, SshData.Certificate);
        if (SshAlgorithm.FindByCertificate(name.ReadText()) is not null) throw name.Malformed("its authority's key is itself a certificate.");
        SshWireReader reader = new(blob, SshData.Certificate);
        return SshPublicKey.FromBlob(ref reader);
    }

    private static string ReadSignatureAlgorithm(ReadOnlySpan<byte> signature)
    {
        SshWireReader reader = new(signature, SshData.Certificate);
        return SshAlgorithm.ReadName(ref reader);
    }

    private static MalformedDataException Malformed(string detail) => SecurityErrors.SshMalformed(SshData.Certificate, detail);
}
