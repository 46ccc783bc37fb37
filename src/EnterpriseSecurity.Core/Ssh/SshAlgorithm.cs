using System.Security.Cryptography;
using System.Text;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// One public key algorithm of SSH. A public blob is the algorithm's name and its public fields; a private body is
/// the name and the private fields in the order of PROTOCOL.key (which is also the agent's).
/// </summary>
internal abstract class SshAlgorithm
{
    public const string CertificateSuffix = "-cert-v01@openssh.com";

    private static readonly Dictionary<string, SshAlgorithm> All = new SshAlgorithm[]
    {
        new SshEd25519Algorithm(),
        new SshEcdsaAlgorithm("nistp256", 256, ECCurve.NamedCurves.nistP256, "1.2.840.10045.3.1.7", HashAlgorithmName.SHA256),
        new SshEcdsaAlgorithm("nistp384", 384, ECCurve.NamedCurves.nistP384, "1.3.132.0.34", HashAlgorithmName.SHA384),
        new SshEcdsaAlgorithm("nistp521", 521, ECCurve.NamedCurves.nistP521, "1.3.132.0.35", HashAlgorithmName.SHA512),
        new SshRsaAlgorithm(),
        new SshDsaAlgorithm(),
        new SshSecurityKeyAlgorithm("sk-ssh-ed25519@openssh.com", "ED25519-SK", "ssh-ed25519"),
        new SshSecurityKeyAlgorithm("sk-ecdsa-sha2-nistp256@openssh.com", "ECDSA-SK", "ecdsa-sha2-nistp256"),
    }.ToDictionary(algorithm => algorithm.Name, StringComparer.Ordinal);

    protected SshAlgorithm(string name, string displayName)
    {
        Name = name;
        DisplayName = displayName;
    }

    /// <summary>The name on the wire, for example <c>ssh-ed25519</c>.</summary>
    public string Name { get; }

    /// <summary>The name that <c>ssh-keygen -l</c> shows, for example <c>ED25519</c>.</summary>
    public string DisplayName { get; }

    /// <summary>The type name of a certificate for such a key.</summary>
    public virtual string CertificateName => Name + CertificateSuffix;

    /// <summary>False for kinds that are read as public keys only.</summary>
    public virtual bool HasPrivateKeys => true;

    public static SshAlgorithm? Find(string name) => All.GetValueOrDefault(name);

    public static SshAlgorithm? FindByCertificate(string name) =>
        All.Values.FirstOrDefault(algorithm => algorithm.CertificateName == name);

    /// <summary>Reads the name at the start of a blob and finds its algorithm.</summary>
    /// <exception cref="UnsupportedException">The name is of an algorithm that is not known here.</exception>
    public static SshAlgorithm Read(ref SshWireReader reader)
    {
        string name = ReadName(ref reader);
        return Find(name) ?? throw SecurityErrors.SshKeyUnsupported($"Keys of type '{name}' are not supported.");
    }

    /// <summary>Reads the name at the start of a certificate and finds the algorithm of the key in it.</summary>
    /// <exception cref="UnsupportedException">The name is not of a certificate for an algorithm that is known here.</exception>
    public static SshAlgorithm ReadCertificate(ref SshWireReader reader)
    {
        string name = ReadName(ref reader);
        if (Find(name) is not null) throw reader.Malformed("it is a key, not a certificate.");
        return FindByCertificate(name) ?? throw SecurityErrors.SshKeyUnsupported($"Certificates of type '{name}' are not supported.");
    }

    /// <summary>Reads the name of an algorithm, known or not.</summary>
    public static string ReadName(ref SshWireReader reader)
    {
        ReadOnlySpan<byte> name = reader.ReadString();
        if (name.Length is 0 or > 64 || name.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7e) >= 0) throw reader.Malformed("the algorithm's name is not a name.");
        return Encoding.ASCII.GetString(name);
    }

    /// <summary>Reads and checks the public fields that follow the name; returns the key's size in bits.</summary>
    /// <exception cref="MalformedDataException">A field is out of range.</exception>
    public abstract int ReadPublicFields(ref SshWireReader reader);

    /// <summary>Reads the private fields that follow the name, proves that they belong together, and writes the public fields.</summary>
    /// <exception cref="MalformedDataException">A field is out of range or contradicts another.</exception>
    public virtual void ReadPrivateFields(ref SshWireReader reader, SshWireWriter publicFields) => throw PublicOnly();

    /// <summary>Writes a private body for a new key.</summary>
    public virtual void Generate(int bits, SshWireWriter body) => throw PublicOnly();

    /// <summary>Writes a signature blob; <paramref name="fields"/> stands after the name of a private body.</summary>
    public virtual void Sign(SshWireReader fields, ReadOnlySpan<byte> data, SshRsaHash rsaHash, SshWireWriter signature) => throw PublicOnly();

    /// <summary>Writes the fields that an agent wants after a certificate: those that the certificate does not hold.</summary>
    public virtual void WriteFieldsBesideCertificate(SshWireReader fields, SshWireWriter message) => throw PublicOnly();

    /// <summary>Checks a signature; <paramref name="publicFields"/> and <paramref name="signature"/> stand after their names.</summary>
    public abstract bool Verify(SshWireReader publicFields, string signatureAlgorithm, SshWireReader signature, ReadOnlySpan<byte> data);

    protected UnsupportedException PublicOnly() => SecurityErrors.SshKeyUnsupported($"Keys of type '{Name}' can only be read as public keys.");
}
