using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Ssh;

/// <content>Certificates and the running agent, with their audit entries.</content>
public sealed partial class SshKeyFiles
{
    /// <summary>Signs a certificate with an authority's key.</summary>
    /// <exception cref="InvalidInputException">The request asks for what a certificate cannot or should not say.</exception>
    public SshCertificate SignCertificate(SshCertificateRequest request, SshPrivateKey authority)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(authority);
        AuditNote note = new(AuditAction.SshCertificateSigned, AuditText.Clip(request.KeyId))
        {
            Metadata =
            {
                ["authority"] = authority.PublicKey.GetFingerprint(),
                ["key"] = request.PublicKey.GetFingerprint(),
                ["type"] = request.Type.ToString(),
                ["serial"] = request.Serial.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["principals"] = string.Join(',', request.Principals),
                ["validBefore"] = request.ValidBefore?.ToString("u") ?? "forever",
            },
        };
        SshCertificate certificate = Attempt(note, () => SshCertificate.Sign(request, authority));
        _store?.Append(note, durable: true);
        return certificate;
    }

    /// <summary>Gives a key to an agent.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="key">The private key.</param>
    /// <param name="certificate">The certificate to give with it, or null.</param>
    /// <param name="lifetime">After which time the agent forgets it; never when null.</param>
    /// <param name="confirm">True to have the agent ask its user at each use.</param>
    /// <exception cref="InvalidInputException">The certificate is another key's.</exception>
    public void AddToAgent(SshAgentClient agent, SshPrivateKey key, SshCertificate? certificate = null, TimeSpan? lifetime = null, bool confirm = false)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(key);
        AuditNote note = AgentNote(AuditAction.SshAgentKeyAdded, key.PublicKey.GetFingerprint(), agent);
        Attempt(note, () =>
        {
            if (certificate is not null && !certificate.PublicKey.Equals(key.PublicKey)) throw SecurityErrors.SshCertificateKeyMismatch();
            agent.Add(key, lifetime: lifetime, confirm: confirm);
            if (certificate is not null) agent.Add(key, lifetime: lifetime, confirm: confirm, certificateBlob: certificate.Blob.ToArray());
            return true;
        });
        _store?.Append(note, durable: true);
    }

    /// <summary>Has an agent forget an identity.</summary>
    public void RemoveFromAgent(SshAgentClient agent, SshAgentIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(identity);
        AuditNote note = AgentNote(AuditAction.SshAgentKeyRemoved, identity.Fingerprint, agent);
        Attempt(note, () =>
        {
            agent.Remove(identity.Blob.Span);
            return true;
        });
        _store?.Append(note, durable: true);
    }

    private static AuditNote AgentNote(string action, string key, SshAgentClient agent) => new(action, key) { Metadata = { ["agent"] = agent.Endpoint } };
}
