using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>Ed25519 in SSH: RFC 8709. Public key 32, private field 64 (seed and public key), signature 64 bytes.</summary>
internal sealed class SshEd25519Algorithm : SshAlgorithm
{
    public const string AlgorithmName = "ssh-ed25519";
    public const int KeySize = 32;
    public const int SignatureSize = 64;

    public SshEd25519Algorithm()
        : base(AlgorithmName, "ED25519")
    {
    }

    public override int ReadPublicFields(ref SshWireReader reader)
    {
        if (reader.ReadString().Length != KeySize) throw reader.Malformed("an Ed25519 public key is 32 bytes.");
        return 256;
    }

    public override void ReadPrivateFields(ref SshWireReader reader, SshWireWriter publicFields)
    {
        ReadOnlySpan<byte> publicKey = reader.ReadString();
        ReadOnlySpan<byte> pair = reader.ReadString();
        if (publicKey.Length != KeySize || pair.Length != 2 * KeySize) throw reader.Malformed("an Ed25519 private key is 64 bytes.");

        Span<byte> computed = stackalloc byte[KeySize];
        Ed25519.GetPublicKey(pair[..KeySize], computed);
        if (!CryptographicOperations.FixedTimeEquals(computed, publicKey) || !CryptographicOperations.FixedTimeEquals(computed, pair[KeySize..]))
        {
            throw SecurityErrors.SshKeyInconsistent("its public part does not belong to its private part.");
        }

        publicFields.WriteString(publicKey);
    }

    public override void Generate(int bits, SshWireWriter body)
    {
        using SecretBuffer seed = SecretBuffer.Random(KeySize);
        WriteBody(seed.Span, body);
    }

    /// <summary>Writes the private body of the key that a seed stands for.</summary>
    public static void WriteBody(ReadOnlySpan<byte> seed, SshWireWriter body)
    {
        Span<byte> publicKey = stackalloc byte[KeySize];
        Ed25519.GetPublicKey(seed, publicKey);
        body.WriteText(AlgorithmName);
        body.WriteString(publicKey);
        body.WriteUInt32(2 * KeySize);
        body.WriteBytes(seed);
        body.WriteBytes(publicKey);
    }

    public override void Sign(SshWireReader fields, ReadOnlySpan<byte> data, SshRsaHash rsaHash, SshWireWriter signature)
    {
        fields.ReadString();
        Span<byte> bytes = stackalloc byte[SignatureSize];
        Ed25519.Sign(fields.ReadString()[..KeySize], data, bytes);
        signature.WriteText(AlgorithmName);
        signature.WriteString(bytes);
    }

    public override void WriteFieldsBesideCertificate(SshWireReader fields, SshWireWriter message) => message.WriteBytes(fields.Remaining);

    public override bool Verify(SshWireReader publicFields, string signatureAlgorithm, SshWireReader signature, ReadOnlySpan<byte> data)
    {
        if (signatureAlgorithm != AlgorithmName) return false;
        ReadOnlySpan<byte> bytes = signature.ReadString();
        return signature.IsAtEnd && bytes.Length == SignatureSize && Ed25519.Verify(publicFields.ReadString(), data, bytes);
    }
}
