using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// A key that lives in a FIDO token (OpenSSH's PROTOCOL.u2f): its public part can be listed, and its signatures
/// checked. The token signs a hash of the application, flags, a counter and a hash of the message.
/// </summary>
internal sealed class SshSecurityKeyAlgorithm : SshAlgorithm
{
    private const byte UserPresent = 1;
    private readonly string _innerName;

    public SshSecurityKeyAlgorithm(string name, string displayName, string innerName)
        : base(name, displayName)
    {
        _innerName = innerName;
    }

    public override string CertificateName => Name.Replace("@openssh.com", CertificateSuffix, StringComparison.Ordinal);

    public override bool HasPrivateKeys => false;

    public override int ReadPublicFields(ref SshWireReader reader)
    {
        int bits = Inner.ReadPublicFields(ref reader);
        reader.ReadText();
        return bits;
    }

    public override bool Verify(SshWireReader publicFields, string signatureAlgorithm, SshWireReader signature, ReadOnlySpan<byte> data)
    {
        if (signatureAlgorithm != Name) return false;
        ReadOnlySpan<byte> bytes = signature.ReadString();
        byte flags = signature.ReadByte();
        uint counter = signature.ReadUInt32();
        if (!signature.IsAtEnd || (flags & UserPresent) == 0) return false;

        ReadOnlySpan<byte> point = Inner is SshEcdsaAlgorithm curve ? curve.ReadPoint(ref publicFields) : publicFields.ReadString();
        using SshWireWriter message = new();
        message.WriteBytes(SHA256.HashData(publicFields.ReadString()));
        message.WriteByte(flags);
        message.WriteUInt32(counter);
        message.WriteBytes(SHA256.HashData(data));
        return Inner is SshEcdsaAlgorithm ecdsa
            ? ecdsa.VerifyNumbers(point, new SshWireReader(bytes, SshData.Signature), message.Written)
            : bytes.Length == SshEd25519Algorithm.SignatureSize && Ed25519.Verify(point, message.Written, bytes);
    }

    private SshAlgorithm Inner => Find(_innerName)!;
}
