using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// A detached signature as <c>ssh-keygen -Y sign</c> makes it (OpenSSH's PROTOCOL.sshsig, version 1). Immutable.
/// What is signed is a hash of the data together with a namespace, so that a signature made for one purpose cannot
/// be shown for another. RSA keys sign with <c>rsa-sha2-512</c> or <c>rsa-sha2-256</c>, never with SHA-1.
/// </summary>
public sealed class SshSignature
{
    private const string Label = "SSH SIGNATURE";
    private const int LineLength = 70;
    private const uint Version = 1;

    private readonly byte[] _blob;
    private readonly byte[] _signature;

    private SshSignature(byte[] blob, SshPublicKey publicKey, string signatureNamespace, SshSignatureHash hash, string algorithm, byte[] signature)
    {
        _blob = blob;
        _signature = signature;
        PublicKey = publicKey;
        Namespace = signatureNamespace;
        HashAlgorithm = hash;
        SignatureAlgorithm = algorithm;
    }

    /// <summary>The key that the signature says it was made with. It proves nothing about who holds that key.</summary>
    public SshPublicKey PublicKey { get; }

    /// <summary>What the signature is for, for example <c>file</c> or <c>git</c>.</summary>
    public string Namespace { get; }

    /// <summary>The hash of the data.</summary>
    public SshSignatureHash HashAlgorithm { get; }

    /// <summary>The name of the signature's algorithm, for example <c>ssh-ed25519</c> or <c>rsa-sha2-512</c>.</summary>
    public string SignatureAlgorithm { get; }

    /// <summary>The signature in its binary form.</summary>
    public ReadOnlySpan<byte> Blob => _blob;

    /// <summary>True when the signature's algorithm is no longer safe; such a signature is never accepted.</summary>
    internal bool IsWeak => SignatureAlgorithm is "ssh-rsa" or "ssh-dss";

    private static ReadOnlySpan<byte> Preamble => "SSHSIG"u8;

    /// <summary>Signs data.</summary>
    /// <param name="key">The key to sign with.</param>
    /// <param name="data">What to sign.</param>
    /// <param name="signatureNamespace">What the signature is for; not empty, no control characters.</param>
    /// <param name="hash">The hash of the data; an RSA key signs with the same hash.</param>
    /// <exception cref="InvalidInputException">The namespace is empty or has control characters.</exception>
    /// <exception cref="ObjectDisposedException">The key has been wiped.</exception>
    public static SshSignature Sign(
        SshPrivateKey key, ReadOnlySpan<byte> data, string signatureNamespace, SshSignatureHash hash = SshSignatureHash.Sha512)
    {
        ArgumentNullException.ThrowIfNull(key);
        CheckNamespace(signatureNamespace);
        return SignDigest(key, Digest(hash, data), signatureNamespace, hash);
    }

    /// <summary>Signs what a stream holds from its position to its end; it is read in blocks.</summary>
    /// <inheritdoc cref="Sign(SshPrivateKey, ReadOnlySpan{byte}, string, SshSignatureHash)"/>
    public static SshSignature Sign(
        SshPrivateKey key, Stream data, string signatureNamespace, SshSignatureHash hash = SshSignatureHash.Sha512)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(data);
        CheckNamespace(signatureNamespace);
        return SignDigest(key, Digest(hash, data), signatureNamespace, hash);
    }

    /// <summary>Reads a signature from its text, from the BEGIN line to the END line.</summary>
    /// <exception cref="MalformedDataException">The text is not a signature.</exception>
    /// <exception cref="UnsupportedException">The key or the hash is of a kind that is not supported.</exception>
    public static SshSignature Parse(string armored)
    {
        ArgumentNullException.ThrowIfNull(armored);
        using SshPem pem = SshPem.Parse(Encoding.UTF8.GetBytes(armored.Trim()), SshData.Signature);
        if (pem.Label != Label || pem.Headers.Count > 0) throw SecurityErrors.SshMalformed(SshData.Signature, $"it does not begin with '-----BEGIN {Label}-----'.");
        return FromBlob(pem.Content.Span);
    }

    /// <summary>Reads a signature from its binary form.</summary>
    /// <param name="blob">The whole signature and nothing after it.</param>
    /// <exception cref="MalformedDataException">The bytes are not a signature.</exception>
    /// <exception cref="UnsupportedException">The key or the hash is of a kind that is not supported.</exception>
    public static SshSignature FromBlob(ReadOnlySpan<byte> blob)
    {
        SshWireReader reader = new(blob, SshData.Signature);
        if (!reader.ReadBytes(Preamble.Length).SequenceEqual(Preamble)) throw reader.Malformed("it does not begin with 'SSHSIG'.");
        if (reader.ReadUInt32() != Version) throw SecurityErrors.SshSignatureUnsupported("its version is not 1.");
        ReadOnlySpan<byte> key = reader.ReadString();
        string signatureNamespace = reader.ReadText();
        if (!IsNamespace(signatureNamespace)) throw reader.Malformed("its namespace is empty or has control characters.");

        // Reserved: to be ignored, and signed as empty.
        reader.ReadString();
        SshSignatureHash hash = ReadHash(reader.ReadText());
        ReadOnlySpan<byte> signature = reader.ReadString();
        reader.ExpectEnd();
        SshWireReader fields = new(signature, SshData.Signature);
        string algorithm = fields.ReadText();
        if (algorithm.Length is 0 or > 64 || algorithm.AsSpan().ContainsAnyExceptInRange('!', '~')) throw fields.Malformed("the algorithm's name is not a name.");
        return new SshSignature(blob.ToArray(), SshPublicKey.FromBlob(key), signatureNamespace, hash, algorithm, signature.ToArray());
    }

    /// <summary>The signature as text, as in a <c>.sig</c> file, with a line break at its end.</summary>
    public string ToArmored()
    {
        using SecretBuffer text = SshPem.Write(Label, _blob, LineLength);
        return Encoding.ASCII.GetString(text.Span);
    }

    /// <summary>
    /// Checks that <see cref="PublicKey"/> signed this data for this purpose. Whether that key may sign is for
    /// <see cref="SshAllowedSigners"/> to say.
    /// </summary>
    /// <param name="data">What was signed.</param>
    /// <param name="expectedNamespace">What the signature has to be for.</param>
    /// <returns>False for other data, another namespace, a forgery, and a signature with SHA-1.</returns>
    public bool Verify(ReadOnlySpan<byte> data, string expectedNamespace)
    {
        ArgumentNullException.ThrowIfNull(expectedNamespace);
        return expectedNamespace == Namespace && VerifyDigest(Digest(HashAlgorithm, data));
    }

    /// <summary>Checks what a stream holds from its position to its end; it is read in blocks.</summary>
    /// <inheritdoc cref="Verify(ReadOnlySpan{byte}, string)"/>
    public bool Verify(Stream data, string expectedNamespace)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(expectedNamespace);
        return expectedNamespace == Namespace && VerifyDigest(Digest(HashAlgorithm, data));
    }

    /// <summary>Says which signature it is.</summary>
    public override string ToString() => $"SshSignature ({SignatureAlgorithm}, {Namespace}, {PublicKey.GetFingerprint()})";

    /// <summary>Hashes data as a signature wants it.</summary>
    internal static byte[] Digest(SshSignatureHash hash, ReadOnlySpan<byte> data) => CryptographicOperations.HashData(Name(hash), data);

    /// <inheritdoc cref="Digest(SshSignatureHash, ReadOnlySpan{byte})"/>
    internal static byte[] Digest(SshSignatureHash hash, Stream data) => CryptographicOperations.HashData(Name(hash), data);

    /// <summary>The message that the key signs in the data's place.</summary>
    internal static byte[] ToBeSigned(ReadOnlySpan<byte> digest, string signatureNamespace, SshSignatureHash hash)
    {
        using SshWireWriter message = new();
        message.WriteBytes(Preamble);
        message.WriteText(signatureNamespace);
        message.WriteString([]);
        message.WriteText(WireName(hash));
        message.WriteString(digest);
        return message.ToArray();
    }

    /// <summary>Puts a signature together from what a key, wherever it is held, made of <see cref="ToBeSigned"/>.</summary>
    internal static SshSignature Create(SshPublicKey key, string signatureNamespace, SshSignatureHash hash, ReadOnlySpan<byte> signatureBlob)
    {
        using SshWireWriter blob = new();
        blob.WriteBytes(Preamble);
        blob.WriteUInt32(Version);
        blob.WriteString(key.Blob);
        blob.WriteText(signatureNamespace);
        blob.WriteString([]);
        blob.WriteText(WireName(hash));
        blob.WriteString(signatureBlob);
        return FromBlob(blob.Written);
    }

    /// <exception cref="InvalidInputException">The namespace is empty or has control characters.</exception>
    internal static void CheckNamespace(string signatureNamespace)
    {
        ArgumentNullException.ThrowIfNull(signatureNamespace);
        if (!IsNamespace(signatureNamespace)) throw SecurityErrors.SshNamespaceInvalid();
    }

    /// <summary>Checks the signature over data that has been hashed with <see cref="HashAlgorithm"/>.</summary>
    internal bool VerifyDigest(ReadOnlySpan<byte> digest) =>
        !IsWeak && PublicKey.Verify(ToBeSigned(digest, Namespace, HashAlgorithm), _signature);

    private static SshSignature SignDigest(SshPrivateKey key, ReadOnlySpan<byte> digest, string signatureNamespace, SshSignatureHash hash)
    {
        SshRsaHash rsaHash = hash == SshSignatureHash.Sha256 ? SshRsaHash.Sha256 : SshRsaHash.Sha512;
        return Create(key.PublicKey, signatureNamespace, hash, key.Sign(ToBeSigned(digest, signatureNamespace, hash), rsaHash));
    }

    private static bool IsNamespace(string text) => text.Length > 0 && !text.Any(char.IsControl);

    private static HashAlgorithmName Name(SshSignatureHash hash) => hash switch
    {
        SshSignatureHash.Sha512 => HashAlgorithmName.SHA512,
        SshSignatureHash.Sha256 => HashAlgorithmName.SHA256,
        _ => throw new ArgumentOutOfRangeException(nameof(hash)),
    };

    private static string WireName(SshSignatureHash hash) => hash == SshSignatureHash.Sha256 ? "sha256" : "sha512";

    private static SshSignatureHash ReadHash(string name) => name switch
    {
        "sha512" => SshSignatureHash.Sha512,
        "sha256" => SshSignatureHash.Sha256,
        _ => throw SecurityErrors.SshSignatureUnsupported("its hash is neither sha512 nor sha256."),
    };
}
