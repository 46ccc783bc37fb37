using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// An SSH private key. Its secret numbers stand in one buffer that is wiped on <see cref="Dispose"/>; that they
/// belong together, and to the public key, has been proved when an instance exists.
/// </summary>
public sealed class SshPrivateKey : IDisposable
{
    private readonly SecretBuffer _body;

    private SshPrivateKey(SecretBuffer body, SshPublicKey publicKey)
    {
        _body = body;
        PublicKey = publicKey;
    }

    /// <summary>The public part, with the comment.</summary>
    public SshPublicKey PublicKey { get; }

    /// <summary>The comment; empty when there is none.</summary>
    public string Comment => PublicKey.Comment;

    /// <summary>The algorithm's name on the wire, for example <c>ssh-ed25519</c>.</summary>
    public string Algorithm => PublicKey.Algorithm;

    /// <summary>The key's size in bits.</summary>
    public int Bits => PublicKey.Bits;

    /// <summary>The name and the private fields, in the order of PROTOCOL.key.</summary>
    internal ReadOnlySpan<byte> Body => _body.Span;

    /// <summary>Makes a new key pair.</summary>
    /// <exception cref="InvalidInputException">The comment is not one short line.</exception>
    public static SshPrivateKey Generate(SshKeyType type, string comment = "")
    {
        SshComment.Check(comment);
        (string name, int bits) = type switch
        {
            SshKeyType.Ed25519 => (SshEd25519Algorithm.AlgorithmName, 256),
            SshKeyType.Ecdsa256 => ("ecdsa-sha2-nistp256", 256),
            SshKeyType.Ecdsa384 => ("ecdsa-sha2-nistp384", 384),
            SshKeyType.Ecdsa521 => ("ecdsa-sha2-nistp521", 521),
            SshKeyType.Rsa2048 => (SshRsaAlgorithm.AlgorithmName, 2048),
            SshKeyType.Rsa3072 => (SshRsaAlgorithm.AlgorithmName, 3072),
            SshKeyType.Rsa4096 => (SshRsaAlgorithm.AlgorithmName, 4096),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
        using SshWireWriter body = new();
        SshAlgorithm.Find(name)!.Generate(bits, body);
        return FromBody(body.Written, comment);
    }

    /// <summary>Takes a private body, after proving that it is consistent.</summary>
    /// <exception cref="MalformedDataException">The body is broken, or its parts do not belong together.</exception>
    internal static SshPrivateKey FromBody(ReadOnlySpan<byte> body, string comment)
    {
        SshWireReader reader = new(body);
        SshPrivateKey key = Read(ref reader, comment);
        try
        {
            reader.ExpectEnd();
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Reads a private body out of what a file or message goes on with.</summary>
    internal static SshPrivateKey Read(ref SshWireReader reader, string comment)
    {
        int start = reader.Position;
        SshAlgorithm algorithm = SshAlgorithm.Read(ref reader);
        using SshWireWriter publicBlob = new();
        publicBlob.WriteText(algorithm.Name);
        algorithm.ReadPrivateFields(ref reader, publicBlob);
        return new SshPrivateKey(SecretBuffer.CopyOf(reader.Since(start)), SshPublicKey.FromBlob(publicBlob.Written, comment));
    }

    /// <summary>The same key with another comment, with its own copy of the secret.</summary>
    /// <exception cref="InvalidInputException">The comment is not one short line.</exception>
    /// <exception cref="ObjectDisposedException">The key has been wiped.</exception>
    public SshPrivateKey WithComment(string comment)
    {
        SshPublicKey publicKey = PublicKey.WithComment(comment);
        return new SshPrivateKey(SecretBuffer.CopyOf(_body.Span), publicKey);
    }

    /// <summary>Signs data.</summary>
    /// <param name="data">What to sign; hashed here as the key's algorithm asks.</param>
    /// <param name="rsaHash">The hash for an RSA key; other kinds ignore it.</param>
    /// <returns>A signature blob: the algorithm's name and the signature (RFC 4253 section 6.6, RFC 8332, RFC 5656, RFC 8709).</returns>
    /// <exception cref="ObjectDisposedException">The key has been wiped.</exception>
    public byte[] Sign(ReadOnlySpan<byte> data, SshRsaHash rsaHash = SshRsaHash.Sha512)
    {
        using SshWireWriter signature = new();
        PublicKey.KeyAlgorithm.Sign(Fields(), data, rsaHash, signature);
        return signature.ToArray();
    }

    /// <summary>A reader that stands after the name of the private body.</summary>
    internal SshWireReader Fields()
    {
        SshWireReader reader = new(_body.Span);
        reader.ReadString();
        return reader;
    }

    /// <summary>Wipes the secret numbers.</summary>
    public void Dispose() => _body.Dispose();

    /// <summary>Says which key it is, never what is in it.</summary>
    public override string ToString() => $"SshPrivateKey ({Algorithm}, {PublicKey.GetFingerprint()})";
}
