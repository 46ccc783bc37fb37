using System.Security.Cryptography;
using System.Text;

namespace EnterpriseSecurity.Ssh;

/// <summary>A key or certificate that an SSH agent holds.</summary>
public sealed class SshAgentIdentity
{
    private const int MaximumNameLength = 64;

    private SshAgentIdentity(ReadOnlyMemory<byte> blob, string algorithm, SshPublicKey? key, string comment, string fingerprint)
    {
        Blob = blob;
        Algorithm = algorithm;
        Key = key;
        Comment = comment;
        Fingerprint = fingerprint;
    }

    /// <summary>The public key or certificate in SSH wire encoding; it names the identity to the agent.</summary>
    public ReadOnlyMemory<byte> Blob { get; }

    /// <summary>The type's name on the wire, for example <c>ssh-ed25519</c> or <c>ssh-ed25519-cert-v01@openssh.com</c>.</summary>
    public string Algorithm { get; }

    /// <summary>True for a certificate.</summary>
    public bool IsCertificate => IsCertificateName(Algorithm);

    /// <summary>The public key; null for a certificate and for a kind of key that is not known here.</summary>
    public SshPublicKey? Key { get; }

    /// <summary>The comment that the key was added with; characters that would break a line are shown as <c>?</c>.</summary>
    public string Comment { get; }

    /// <summary>
    /// The SHA-256 fingerprint as <c>ssh-add -l</c> shows it: of the key, also for a certificate. For a certificate of
    /// a kind that is not known here it is of the certificate.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>Reads all identities of an agent's answer.</summary>
    /// <exception cref="MalformedDataException">Something in it is not a key or certificate.</exception>
    internal static List<SshAgentIdentity> ReadAll(ref SshWireReader reader)
    {
        uint count = reader.ReadUInt32();
        List<SshAgentIdentity> identities = [];
        for (uint i = 0; i < count; i++) identities.Add(Read(ref reader));
        return identities;
    }

    /// <summary>Reads an identity out of an agent's answer.</summary>
    /// <exception cref="MalformedDataException">It is not a key or certificate.</exception>
    internal static SshAgentIdentity Read(ref SshWireReader reader)
    {
        byte[] blob = reader.ReadString().ToArray();
        string comment = SshComment.FromFile(reader.ReadString());
        string algorithm = ReadName(blob);
        SshPublicKey? plain = TryReadKey(blob, algorithm, comment);
        string fingerprint = plain?.GetFingerprint() ?? "SHA256:" + Convert.ToBase64String(SHA256.HashData(blob)).TrimEnd('=');
        return new SshAgentIdentity(blob, algorithm, IsCertificateName(algorithm) ? null : plain, comment, fingerprint);
    }

    /// <summary>The name that a key, certificate or signature begins with.</summary>
    /// <exception cref="MalformedDataException">It begins otherwise.</exception>
    internal static string ReadName(ReadOnlySpan<byte> blob)
    {
        SshWireReader reader = new(blob, SshData.AgentAnswer);
        ReadOnlySpan<byte> name = reader.ReadString();
        if (name.Length is 0 or > MaximumNameLength || name.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7e) >= 0) throw reader.Malformed("the algorithm's name is not a name.");
        return Encoding.ASCII.GetString(name);
    }

    /// <summary>Says which key it is.</summary>
    public override string ToString() => $"{Algorithm} {Fingerprint} {Comment}".TrimEnd();

    private static bool IsCertificateName(string algorithm) => algorithm.EndsWith(SshAlgorithm.CertificateSuffix, StringComparison.Ordinal);

    private static SshPublicKey? TryReadKey(ReadOnlySpan<byte> blob, string algorithm, string comment)
    {
        try
        {
            return IsCertificateName(algorithm) ? SshCertifiedKey.Read(blob) : SshPublicKey.FromBlob(blob, comment);
        }
        catch (UnsupportedException)
        {
            return null;
        }
        catch (MalformedDataException error)
        {
            throw SecurityErrors.SshMalformed(SshData.AgentAnswer, "a key in it cannot be read.", error);
        }
    }
}
