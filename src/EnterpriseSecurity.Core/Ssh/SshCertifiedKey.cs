using System.Text;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// The key inside a certificate (OpenSSH's PROTOCOL.certkeys): its public fields follow the type's name and a nonce.
/// </summary>
internal static class SshCertifiedKey
{
    /// <summary>Reads the key out of a certificate; the rest of the certificate is not looked at.</summary>
    /// <exception cref="MalformedDataException">The blob does not begin as a certificate does.</exception>
    /// <exception cref="UnsupportedException">It is for a kind of key that is not known here.</exception>
    public static SshPublicKey Read(ReadOnlySpan<byte> blob)
    {
        SshWireReader reader = new(blob, SshData.Certificate);
        string name = Encoding.ASCII.GetString(reader.ReadString());
        if (!name.EndsWith(SshAlgorithm.CertificateSuffix, StringComparison.Ordinal)) throw reader.Malformed("it is not of a certificate's type.");
        SshAlgorithm algorithm = SshAlgorithm.FindByCertificate(name) ?? throw SecurityErrors.SshKeyUnsupported("Certificates for keys of this type are not supported.");
        reader.ReadString();
        int start = reader.Position;
        algorithm.ReadPublicFields(ref reader);
        using SshWireWriter key = new();
        key.WriteText(algorithm.Name);
        key.WriteBytes(reader.Since(start));
        return SshPublicKey.FromBlob(key.Written);
    }
}
