using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Tokens;

/// <summary>
/// A key that signs or verifies tokens. Which algorithms it may be used with follows from what it is, never from what
/// a token says. It may be used by several threads. Private parts are wiped, or given back to the platform, on
/// <see cref="Dispose"/>.
/// </summary>
public abstract class JwtKey : IDisposable
{
    /// <summary>The least size of an RSA key in bits (RFC 7518 section 3.3).</summary>
    public const int SmallestRsaKey = 2048;

    private protected JwtKey(JwtKeyType type, IReadOnlyList<JwtAlgorithm> algorithms, bool isPrivate)
    {
        KeyType = type;
        Algorithms = algorithms;
        IsPrivate = isPrivate;
    }

    /// <summary>What kind of key it is.</summary>
    public JwtKeyType KeyType { get; }

    /// <summary>The algorithms that it may be used with; the first one is what it signs with unless another is asked for.</summary>
    public IReadOnlyList<JwtAlgorithm> Algorithms { get; private set; }

    /// <summary>True when it can sign.</summary>
    public bool IsPrivate { get; }

    /// <summary>
    /// The id that goes into a token's header and finds the key again. For public-key kinds it is the RFC 7638
    /// thumbprint (SHA-256) unless another was given; a shared secret has none by itself, because its thumbprint would
    /// let others try out secrets.
    /// </summary>
    public string? KeyId { get; private set; }

    /// <summary>Takes a shared secret.</summary>
    /// <param name="secret">At least 32 random bytes; HS384 needs 48, HS512 needs 64.</param>
    /// <param name="keyId">Its id, or null.</param>
    /// <exception cref="InvalidInputException">It is too short, or is a key file: a public key or certificate is no secret.</exception>
    public static JwtKey FromSecret(ReadOnlySpan<byte> secret, string? keyId = null) => new JwtSymmetricKey(secret).With(keyId, null);

    /// <summary>Reads a private or public key, or a certificate.</summary>
    /// <param name="pem">PEM (PKCS#1, SEC1, PKCS#8, SubjectPublicKeyInfo, X.509), or an OpenSSH or PuTTY private key.</param>
    /// <param name="passphrase">The passphrase in UTF-8; empty for none.</param>
    /// <param name="keyId">Its id; the thumbprint when null.</param>
    /// <exception cref="MalformedDataException">It is no key.</exception>
    /// <exception cref="AuthenticationFailedException">The passphrase is missing or wrong.</exception>
    /// <exception cref="InvalidInputException">Tokens are not signed with such a key, or it is too small.</exception>
    public static JwtKey FromPem(ReadOnlySpan<byte> pem, ReadOnlySpan<byte> passphrase = default, string? keyId = null) =>
        JwtKeyFile.Read(pem, passphrase).With(keyId, null);

    /// <summary>Reads a JSON Web Key (RFC 7517). Its <c>alg</c>, when it has one, is the only algorithm that it is used with.</summary>
    /// <exception cref="MalformedDataException">It is no key.</exception>
    /// <exception cref="InvalidInputException">Tokens are not signed with such a key, or it is too small.</exception>
    public static JwtKey FromJwk(ReadOnlyMemory<byte> json) => JwtJwk.Read(json);

    /// <summary>Reads a key in any of the forms above; what is neither PEM nor a JSON Web Key is a shared secret.</summary>
    /// <param name="content">The key's bytes.</param>
    /// <param name="passphrase">For a private key that has one; empty for none.</param>
    /// <exception cref="SecurityException">As the forms have them.</exception>
    public static JwtKey Load(ReadOnlySpan<byte> content, ReadOnlySpan<byte> passphrase = default)
    {
        if (JwtKeyFile.IsOne(content)) return FromPem(content, passphrase);
        if (!JwtJwk.IsOne(content)) return FromSecret(content);
        using SecretBuffer copy = SecretBuffer.CopyOf(content);
        return FromJwk(copy.Memory);
    }

    /// <summary>Makes a new key for one algorithm.</summary>
    /// <param name="algorithm">The algorithm; the key is used with no other.</param>
    /// <param name="rsaBits">The size of an RSA key.</param>
    public static JwtKey Generate(JwtAlgorithm algorithm, int rsaBits = 3072)
    {
        if (!Enum.IsDefined(algorithm)) throw new ArgumentOutOfRangeException(nameof(algorithm));
        return Make().With(null, algorithm);

        JwtKey Make()
        {
            switch (algorithm.KeyType())
            {
                case JwtKeyType.Symmetric:
                    using (SecretBuffer secret = SecretBuffer.Random(algorithm.HashSize())) return new JwtSymmetricKey(secret.Span);
                case JwtKeyType.Rsa:
                    ArgumentOutOfRangeException.ThrowIfLessThan(rsaBits, SmallestRsaKey);
                    return new JwtRsaKey(RSA.Create(rsaBits), isPrivate: true);
                case JwtKeyType.Ecdsa:
                    return JwtEcdsaKey.Generate(algorithm);
                default:
                    using (SecretBuffer seed = SecretBuffer.Random(Ed25519.SeedSize)) return JwtEd25519Key.FromSeed(seed.Span);
            }
        }
    }

    /// <summary>The RFC 7638 thumbprint: Base64url of the SHA-256 of the key's required members.</summary>
    /// <exception cref="InvalidInputException">It is a shared secret.</exception>
    public string GetThumbprint()
    {
        if (KeyType == JwtKeyType.Symmetric) throw SecurityErrors.JwtKeyNotPublic();
        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json, JwtJson.Plain))
        {
            writer.WriteStartObject();
            WriteRequired(writer);
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(SHA256.HashData(json.WrittenSpan));
    }

    /// <summary>The public part as a JSON Web Key.</summary>
    /// <exception cref="InvalidInputException">It is a shared secret.</exception>
    public string ToPublicJwk()
    {
        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json, JwtJson.Plain)) WritePublic(writer);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    /// <summary>Wipes the private part.</summary>
    public abstract void Dispose();

    /// <summary>Says which key it is, never what is in it.</summary>
    public override string ToString() => $"JwtKey ({KeyType}, {(IsPrivate ? "can sign" : "public")}, {KeyId ?? "no id"})";

    /// <summary>True when its id was given to it; a token with another id cannot be its own.</summary>
    internal bool HasGivenId { get; private set; }

    /// <summary>The most bytes that a signature has.</summary>
    internal abstract int SignatureSize(JwtAlgorithm algorithm);

    /// <summary>Signs; the algorithm is one of <see cref="Algorithms"/>.</summary>
    internal abstract int Sign(JwtAlgorithm algorithm, ReadOnlySpan<byte> data, Span<byte> signature);

    /// <summary>Checks a signature; the algorithm is one of <see cref="Algorithms"/>.</summary>
    internal abstract bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);

    /// <summary>What is kept of the key in a store: PKCS#8, a seed, or the secret itself.</summary>
    internal abstract SecretBuffer ExportPrivate();

    /// <summary>The members that the thumbprint covers, in their order (RFC 7638 section 3.2).</summary>
    private protected abstract void WriteRequired(Utf8JsonWriter writer);

    /// <summary>Writes the public part with its id, use and, when it is bound to one, its algorithm.</summary>
    internal void WritePublic(Utf8JsonWriter writer)
    {
        if (KeyType == JwtKeyType.Symmetric) throw SecurityErrors.JwtKeyNotPublic();
        writer.WriteStartObject();
        WriteRequired(writer);
        writer.WriteString("use", "sig");
        if (KeyId is not null) writer.WriteString("kid", KeyId);
        if (Algorithms.Count == 1) writer.WriteString("alg", Algorithms[0].Name());
        writer.WriteEndObject();
    }

    /// <summary>Gives the key an id, and binds it to an algorithm.</summary>
    internal JwtKey With(string? keyId, JwtAlgorithm? algorithm)
    {
        try
        {
            if (keyId is { Length: 0 or > JwtCompact.LongestKeyId }) throw SecurityErrors.JwtKeyMalformed("its id is empty or longer than 256 characters.");
            if (algorithm is { } one && !Algorithms.Contains(one)) throw SecurityErrors.JwtAlgorithmNotOfKey(one.Name(), this);
            HasGivenId |= keyId is not null;
            KeyId = keyId ?? KeyId ?? (KeyType == JwtKeyType.Symmetric ? null : GetThumbprint());
            if (algorithm is { } only) Algorithms = [only];
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The algorithm to sign with: the one asked for, or the key's first.</summary>
    internal JwtAlgorithm Choose(JwtAlgorithm? wanted)
    {
        if (wanted is not { } algorithm) return Algorithms[0];
        if (Algorithms.Contains(algorithm)) return algorithm;
        bool tooShort = algorithm.KeyType() == JwtKeyType.Symmetric && this is JwtSymmetricKey secret && secret.Size < algorithm.HashSize();
        throw tooShort ? SecurityErrors.JwtSecretTooShort(((JwtSymmetricKey)this).Size, algorithm) : SecurityErrors.JwtAlgorithmNotOfKey(algorithm.Name(), this);
    }
}
