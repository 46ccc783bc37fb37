using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Tokens;

/// <summary>JSON Web Keys: RFC 7517, RFC 7518 section 6, RFC 8037. Secret members never become strings.</summary>
internal static class JwtJwk
{
    private const int LongestMember = 16_384 / 8;

    /// <summary>True for a JSON object with a key type, well-formed as a key or not.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> text = content[MarkOf(content)..].TrimStart(" \t\r\n"u8);
        return text.StartsWith("{"u8) && text.IndexOf("\"kty\""u8) >= 0;
    }

    /// <summary>Reads one key.</summary>
    public static JwtKey Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > 64 * 1024) throw SecurityErrors.JwtKeyMalformed("it is larger than 64 KiB.");
        // JsonElement.Parse keeps a copy that nobody wipes; a document over the caller's memory keeps none.
        try
        {
            using JsonDocument document = JsonDocument.Parse(json[MarkOf(json.Span)..], new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            return Read(document.RootElement) ?? throw SecurityErrors.JwtKeyUnsupported("a JSON Web Key of this type");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw SecurityErrors.JwtKeyMalformed("it is not a JSON object with each member once.");
        }
    }

    /// <summary>Reads one key; null for a type that is not known, which a key set may have beside ours.</summary>
    public static JwtKey? Read(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object) throw SecurityErrors.JwtKeyMalformed("it is not a JSON object.");
        CheckUse(jwk);
        JwtAlgorithm? algorithm = null;
        if (jwk.TryGetProperty("alg", out _)) algorithm = JwtAlgorithms.Find(JwtJson.Text(jwk, "alg")) ?? throw SecurityErrors.JwtKeyUnsupported("a JSON Web Key for another algorithm");
        string? id = jwk.TryGetProperty("kid", out _) ? JwtJson.Text(jwk, "kid") ?? throw SecurityErrors.JwtKeyMalformed("its id is no text.") : null;
        JwtKey? key = JwtJson.Text(jwk, "kty") switch
        {
            "oct" => Symmetric(jwk),
            "RSA" => Rsa(jwk),
            "EC" => Ec(jwk),
            "OKP" when JwtJson.Text(jwk, "crv") == "Ed25519" => Ed(jwk),
            _ => null,
        };
        return key?.With(id, algorithm);
    }

    // How long the byte order mark is that some editors write.
    private static int MarkOf(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? 3 : 0;

    private static void CheckUse(JsonElement jwk)
    {
        bool wrongUse = jwk.TryGetProperty("use", out _) && JwtJson.Text(jwk, "use") != "sig";
        bool wrongOperations = jwk.TryGetProperty("key_ops", out JsonElement operations)
            && !(operations.ValueKind == JsonValueKind.Array && operations.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() is "sign" or "verify"));
        if (wrongUse || wrongOperations) throw SecurityErrors.JwtKeyUnsupported("a JSON Web Key that is not for signatures");
    }

    private static JwtSymmetricKey Symmetric(JsonElement jwk)
    {
        using SecretBuffer secret = Bytes(jwk, "k");
        return new JwtSymmetricKey(secret.Span);
    }

    private static JwtRsaKey Rsa(JsonElement jwk)
    {
        bool isPrivate = jwk.TryGetProperty("d", out _);
        RSAParameters key = new() { Modulus = Array(jwk, "n"), Exponent = Array(jwk, "e") };
        if (isPrivate) (key.D, key.P, key.Q, key.DP, key.DQ, key.InverseQ) = (Array(jwk, "d"), Array(jwk, "p"), Array(jwk, "q"), Array(jwk, "dp"), Array(jwk, "dq"), Array(jwk, "qi"));
        try
        {
            return new JwtRsaKey(Checked(RSA.Create(), rsa => rsa.ImportParameters(key)), isPrivate);
        }
        finally
        {
            foreach (byte[]? part in new[] { key.D, key.P, key.Q, key.DP, key.DQ, key.InverseQ }) CryptographicOperations.ZeroMemory(part);
        }
    }

    private static JwtEcdsaKey Ec(JsonElement jwk)
    {
        (ECCurve curve, int size) = JwtEcdsaKey.FindCurve(JwtJson.Text(jwk, "crv")) ?? throw SecurityErrors.JwtKeyUnsupported("an elliptic curve other than P-256, P-384 and P-521");
        bool isPrivate = jwk.TryGetProperty("d", out _);
        ECParameters key = new() { Curve = curve, Q = new ECPoint { X = Array(jwk, "x"), Y = Array(jwk, "y") }, D = isPrivate ? Array(jwk, "d") : null };
        try
        {
            if (key.Q.X!.Length != size || key.Q.Y!.Length != size || (isPrivate && key.D!.Length != size)) throw SecurityErrors.JwtKeyMalformed("its numbers do not have the size of its curve.");
            return JwtEcdsaKey.From(Checked(ECDsa.Create(), ecdsa => ecdsa.ImportParameters(key)), isPrivate);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key.D);
        }
    }

    private static JwtEd25519Key Ed(JsonElement jwk)
    {
        using SecretBuffer publicKey = Bytes(jwk, "x");
        if (!jwk.TryGetProperty("d", out _)) return JwtEd25519Key.FromPublic(publicKey.Span);
        using SecretBuffer seed = Bytes(jwk, "d");
        if (seed.Length != Ed25519.SeedSize) throw SecurityErrors.JwtKeyMalformed("an Ed25519 private key has 32 bytes.");
        JwtEd25519Key key = JwtEd25519Key.FromSeed(seed.Span);
        if (key.HasPublic(publicKey.Span)) return key;
        key.Dispose();
        throw SecurityErrors.JwtKeyMalformed("its public part does not belong to its private part.");
    }

    private static T Checked<T>(T key, Action<T> import)
        where T : AsymmetricAlgorithm
    {
        try
        {
            import(key);
            return key;
        }
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException)
        {
            key.Dispose();
            throw SecurityErrors.JwtKeyMalformed("its numbers do not belong together.", error);
        }
    }

    // Pinned, because the platform's parameters take arrays and private ones are wiped afterwards.
    private static byte[] Array(JsonElement jwk, string name)
    {
        using SecretBuffer bytes = Bytes(jwk, name);
        byte[] pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.Span.CopyTo(pinned);
        return pinned;
    }

    private static SecretBuffer Bytes(JsonElement jwk, string name)
    {
        if (!jwk.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String) throw SecurityErrors.JwtKeyMalformed($"it has no member '{name}', or it is no text.");
        ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        if (text.Length > Base64Url.GetEncodedLength(LongestMember)) throw SecurityErrors.JwtKeyMalformed($"its member '{name}' is too long.");
        using SecretBuffer decoded = new(Base64Url.GetMaxDecodedLength(text.Length));
        bool isGood = !text.IsEmpty && JwtCompact.IsStrict(text) && Base64Url.DecodeFromUtf8(text, decoded.Span, out _, out int written) == OperationStatus.Done && written > 0;
        return isGood ? SecretBuffer.CopyOf(decoded.Span[..Base64Url.GetMaxDecodedLength(text.Length)]) : throw SecurityErrors.JwtKeyMalformed($"its member '{name}' is no Base64url.");
    }
}
