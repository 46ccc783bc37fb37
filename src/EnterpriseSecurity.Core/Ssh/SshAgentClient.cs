using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// Speaks to an SSH agent (draft-miller-ssh-agent): lists, adds and removes keys, and has data signed without
/// seeing the key. One exchange at a time; <see cref="Dispose"/> breaks one off that hangs.
/// </summary>
/// <remarks>
/// Every member that asks the agent throws <see cref="UnavailableException"/> (<c>SshAgentUnavailable</c>) when it
/// cannot be reached or does not answer in time, <see cref="AccessRefusedException"/> (<c>SshAgentRefused</c>) when it
/// refuses, and <see cref="MalformedDataException"/> (<c>SshAgentAnswerMalformed</c>) when its answer makes no sense.
/// </remarks>
public sealed class SshAgentClient : IDisposable
{
    /// <summary>How long an exchange may take unless another time is given.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private readonly SshAgentConnection _connection;

    /// <summary>Connects to an agent.</summary>
    /// <param name="endpoint">
    /// The path of a Unix socket, or a named pipe (<c>\\.\pipe\…</c>). Null for the agent of the session: what
    /// SSH_AUTH_SOCK names; on Windows, where it is not set, <c>\\.\pipe\openssh-ssh-agent</c>.
    /// </param>
    /// <param name="timeout">
    /// How long one exchange may take, up to a day; null for <see cref="DefaultTimeout"/>. An agent that asks its user
    /// to confirm a signature answers only when he has.
    /// </param>
    /// <exception cref="UnavailableException">There is no agent.</exception>
    public SshAgentClient(string? endpoint = null, TimeSpan? timeout = null) =>
        _connection = new SshAgentConnection(endpoint, timeout ?? DefaultTimeout);

    /// <summary>The socket or pipe of the agent.</summary>
    public string Endpoint => _connection.Endpoint;

    /// <summary>The keys and certificates that the agent holds. A locked agent shows none.</summary>
    public IReadOnlyList<SshAgentIdentity> List()
    {
        using SshWireWriter message = Begin(SshAgentMessage.RequestIdentities);
        return Ask(message, "list its keys", SshAgentMessage.IdentitiesAnswer, SshAgentIdentity.ReadAll);
    }

    /// <summary>Gives the agent a private key, or a private key with a certificate for it.</summary>
    /// <param name="key">The key; the caller still owns it.</param>
    /// <param name="comment">What the agent shows beside the key; null for the key's own comment.</param>
    /// <param name="lifetime">After what time the agent forgets the key, rounded up to seconds; null for never.</param>
    /// <param name="confirm">True when the agent is to ask its user before each use.</param>
    /// <param name="certificateBlob">A certificate for the key in SSH wire encoding; empty to add the key alone.</param>
    /// <exception cref="InvalidInputException">The comment or lifetime is out of range, or the certificate is for another key.</exception>
    /// <exception cref="MalformedDataException">The certificate cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The key has been wiped.</exception>
    public void Add(SshPrivateKey key, string? comment = null, TimeSpan? lifetime = null, bool confirm = false, ReadOnlyMemory<byte> certificateBlob = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        comment ??= key.Comment;
        SshComment.Check(comment);
        using SshWireWriter message = Begin(lifetime is null && !confirm ? SshAgentMessage.AddIdentity : SshAgentMessage.AddConstrained);
        if (certificateBlob.IsEmpty) message.WriteBytes(key.Body);
        else WriteCertified(message, key, certificateBlob.Span);
        message.WriteText(comment);
        if (lifetime is { } time)
        {
            message.WriteByte(SshAgentMessage.ConstrainLifetime);
            message.WriteUInt32(ToSeconds(time));
        }

        if (confirm) message.WriteByte(SshAgentMessage.ConstrainConfirm);
        Tell(message, "take the key");
    }

    /// <summary>Has the agent forget a key. A certificate for it is an identity of its own and stays.</summary>
    public void Remove(SshPublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Remove(key.Blob);
    }

    /// <summary>Has the agent forget a key or certificate.</summary>
    /// <param name="blob">The key or certificate in SSH wire encoding, as <see cref="SshAgentIdentity.Blob"/>.</param>
    public void Remove(ReadOnlySpan<byte> blob)
    {
        using SshWireWriter message = Begin(SshAgentMessage.RemoveIdentity);
        message.WriteString(blob);
        Tell(message, "remove the key");
    }

    /// <summary>Has the agent forget every key.</summary>
    public void RemoveAll()
    {
        using SshWireWriter message = Begin(SshAgentMessage.RemoveAllIdentities);
        Tell(message, "remove its keys");
    }

    /// <summary>Has the agent sign data.</summary>
    /// <param name="blob">The key or certificate in SSH wire encoding, as <see cref="SshAgentIdentity.Blob"/>.</param>
    /// <param name="data">What to sign, at most about 256 KiB; the agent hashes it.</param>
    /// <param name="rsaHash">The hash for an RSA key; other kinds ignore it.</param>
    /// <returns>A signature blob as <see cref="SshPublicKey.Verify"/> takes it. That it is right is not checked here.</returns>
    /// <exception cref="InvalidInputException">The data is too long for a message to an agent.</exception>
    public byte[] Sign(ReadOnlySpan<byte> blob, ReadOnlySpan<byte> data, SshRsaHash rsaHash = SshRsaHash.Sha512)
    {
        string? wanted = SignatureName(blob, rsaHash);
        bool isRsa = wanted is "rsa-sha2-256" or "rsa-sha2-512";
        using SshWireWriter message = Begin(SshAgentMessage.SignRequest);
        message.WriteString(blob);
        message.WriteString(data);
        message.WriteUInt32(!isRsa ? 0 : rsaHash == SshRsaHash.Sha256 ? SshAgentMessage.RsaSha256 : SshAgentMessage.RsaSha512);
        return Ask(message, "sign with the key", SshAgentMessage.SignResponse, (ref SshWireReader answer) =>
        {
            byte[] signature = answer.ReadString().ToArray();
            string name = SshAgentIdentity.ReadName(signature);
            // An agent that does not know the flags signs with SHA-1.
            return wanted is null || name == wanted ? signature : throw answer.Malformed($"a signature of type '{wanted}' was asked for, and it is one of type '{name}'.");
        });
    }

    /// <summary>Locks the agent: until it is unlocked it shows and uses no key.</summary>
    /// <param name="passphrase">What unlocks it again.</param>
    public void Lock(SecretBuffer passphrase) => TellPassphrase(SshAgentMessage.Lock, passphrase, "be locked");

    /// <summary>Unlocks the agent.</summary>
    /// <param name="passphrase">What it was locked with.</param>
    public void Unlock(SecretBuffer passphrase) => TellPassphrase(SshAgentMessage.Unlock, passphrase, "be unlocked with this passphrase");

    /// <summary>Closes the connection. The agent keeps its keys.</summary>
    public void Dispose() => _connection.Dispose();

    private delegate T AnswerReader<T>(ref SshWireReader answer);

    private static SshWireWriter Begin(byte type)
    {
        SshWireWriter message = new();
        message.WriteByte(type);
        return message;
    }

    private static void WriteCertified(SshWireWriter message, SshPrivateKey key, ReadOnlySpan<byte> certificate)
    {
        if (!SshCertifiedKey.Read(certificate).Equals(key.PublicKey)) throw SecurityErrors.SshCertificateKeyMismatch();
        message.WriteText(key.PublicKey.KeyAlgorithm.CertificateName);
        message.WriteString(certificate);
        key.PublicKey.KeyAlgorithm.WriteFieldsBesideCertificate(key.Fields(), message);
    }

    private static uint ToSeconds(TimeSpan lifetime)
    {
        double seconds = Math.Ceiling(lifetime.TotalSeconds);
        return seconds is >= 1 and <= uint.MaxValue ? (uint)seconds : throw SecurityErrors.SshAgentLifetimeInvalid(lifetime);
    }

    private static string? SignatureName(ReadOnlySpan<byte> blob, SshRsaHash rsaHash)
    {
        SshWireReader reader = new(blob);
        string name = reader.ReadText();
        string? key = (SshAlgorithm.Find(name) ?? SshAlgorithm.FindByCertificate(name))?.Name;
        return key == SshRsaAlgorithm.AlgorithmName ? rsaHash == SshRsaHash.Sha256 ? "rsa-sha2-256" : "rsa-sha2-512" : key;
    }

    private void TellPassphrase(byte type, SecretBuffer passphrase, string operation)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        using SshWireWriter message = Begin(type);
        message.WriteString(passphrase.Span);
        Tell(message, operation);
    }

    private void Tell(SshWireWriter message, string operation) => Ask(message, operation, SshAgentMessage.Success, (ref SshWireReader _) => true);

    private T Ask<T>(SshWireWriter message, string operation, byte expected, AnswerReader<T> read)
    {
        SshWireReader answer = new(_connection.Exchange(message.Written), SshData.AgentAnswer);
        byte type = answer.ReadByte();
        if (type is SshAgentMessage.Failure or SshAgentMessage.ExtensionFailure or SshAgentMessage.FormerFailure) throw SecurityErrors.SshAgentRefused(operation);
        try
        {
            if (type != expected) throw answer.Malformed($"it is of type {type}.");
            T result = read(ref answer);
            answer.ExpectEnd();
            return result;
        }
        catch (MalformedDataException)
        {
            _connection.Drop();
            throw;
        }
    }
}
