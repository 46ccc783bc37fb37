using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

/// <summary>An authority, a subject's key, and requests and certificates that are good but for what a test changes.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    public static readonly DateTimeOffset Begin = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset End = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly SshPrivateKey _subject;

    public CertificateAuthority(SshKeyType type = SshKeyType.Ed25519, SshKeyType subject = SshKeyType.Ed25519)
    {
        Key = SshPrivateKey.Generate(type, "ca@example");
        _subject = SshPrivateKey.Generate(subject, "ann@example");
    }

    public SshPrivateKey Key { get; }

    public SshPublicKey Subject => _subject.PublicKey;

    public SshCertificateRequest UserRequest => new()
    {
        PublicKey = Subject,
        Type = SshCertificateType.User,
        KeyId = "ann 1",
        Principals = ["ann", "deploy"],
        ValidAfter = Begin,
        ValidBefore = End,
        Serial = 42,
    };

    public SshCertificateRequest HostRequest => UserRequest with { Type = SshCertificateType.Host, KeyId = "web", Principals = ["web.example.com"] };

    public SshCertificateExpectation Expectation => new()
    {
        TrustedAuthorities = [Key.PublicKey],
        Type = SshCertificateType.User,
        Principal = "ann",
        At = Begin,
    };

    public SshCertificate Sign(SshCertificateRequest request) => SshCertificate.Sign(request, Key);

    /// <summary>
    /// Signs whatever a test has written between the nonce and the authority's key, as an authority that checks nothing.
    /// </summary>
    public byte[] SignRaw(Action<SshWireWriter> signed, ReadOnlySpan<byte> authority = default, Func<byte[], byte[]>? sign = null)
    {
        using SshWireWriter certificate = new();
        certificate.WriteText(Subject.KeyAlgorithm.CertificateName);
        certificate.WriteString("nonce"u8);
        SshWireReader key = new(Subject.Blob);
        key.ReadString();
        certificate.WriteBytes(key.Remaining);
        signed(certificate);
        certificate.WriteString(authority.IsEmpty ? Key.PublicKey.Blob : authority);
        certificate.WriteString(sign is null ? Key.Sign(certificate.Written) : sign(certificate.ToArray()));
        return certificate.ToArray();
    }

    /// <summary>Writes the fields between key and authority; what a test leaves out is good.</summary>
    public static Action<SshWireWriter> Fields(
        uint type = 1,
        string keyId = "id",
        string[]? principals = null,
        ulong after = 0,
        ulong before = ulong.MaxValue,
        (string Name, byte[] Data)[]? critical = null,
        (string Name, byte[] Data)[]? extensions = null,
        string reserved = "") => certificate =>
    {
        certificate.WriteUInt64(1);
        certificate.WriteUInt32(type);
        certificate.WriteText(keyId);
        using SshWireWriter names = new();
        foreach (string principal in principals ?? ["ann"]) names.WriteText(principal);
        certificate.WriteString(names);
        certificate.WriteUInt64(after);
        certificate.WriteUInt64(before);
        foreach ((string Name, byte[] Data)[] options in (List<(string, byte[])[]>)[critical ?? [], extensions ?? []])
        {
            using SshWireWriter list = new();
            foreach ((string name, byte[] data) in options)
            {
                list.WriteText(name);
                list.WriteString(data);
            }

            certificate.WriteString(list);
        }

        certificate.WriteText(reserved);
    };

    /// <summary>A string inside an option's data.</summary>
    public static byte[] Wrapped(string value)
    {
        using SshWireWriter data = new();
        data.WriteText(value);
        return data.ToArray();
    }

    public void Dispose()
    {
        Key.Dispose();
        _subject.Dispose();
    }
}
