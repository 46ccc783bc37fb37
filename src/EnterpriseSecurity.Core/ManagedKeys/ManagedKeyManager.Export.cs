using System.Buffers.Text;
using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.ManagedKeys;

/// <content>Giving keys out.</content>
public sealed partial class ManagedKeyManager
{
    /// <summary>The public part of a key pair.</summary>
    /// <param name="key">Which.</param>
    /// <param name="asJwk">True for a JSON Web Key, false for PEM.</param>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidInputException">The key has no public part.</exception>
    public string ExportPublic(ManagedKeyReference key, bool asJwk = false)
    {
        ArgumentNullException.ThrowIfNull(key);
        AuditNote note = new(AuditAction.KeyRetrieved, key.ToString()) { Metadata = { ["part"] = "public" } };
        return _store.Read(note, view =>
        {
            Record record = Find(view, key, note);
            SshPublicKey publicKey = ManagedKeyRecord.PublicKeyOf(record) ?? throw SecurityErrors.ManagedKeyHasNoPublicPart(record.Name!);
            return asJwk ? ManagedPublicKey.ToJwk(publicKey, record.Id) : ManagedPublicKey.ToPem(publicKey);
        });
    }

    /// <summary>
    /// Writes a key to a new owner-only file under a passphrase: a pair in PKCS#8 (AES-256-CBC, 600,000 rounds of
    /// PBKDF2-HMAC-SHA-256), random bytes as an export file of secrets.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidStateException">It is not in use.</exception>
    /// <exception cref="ExpiredException">Its time is over.</exception>
    /// <exception cref="AccessRefusedException">It is not good for what is asked.</exception>
    /// <exception cref="AlreadyExistsException">The file exists.</exception>
    public void ExportProtected(ManagedKeyReference key, string path, SecretBuffer passphrase, ManagedKeyScope? requiredScope = null)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        string target = Path.GetFullPath(path);
        Retrieve(key, requiredScope, "encrypted", (record, secret) =>
        {
            if (passphrase.Length == 0) throw SecurityErrors.ManagedKeyPassphraseEmpty();
            if (Path.Exists(target)) throw SecurityErrors.ExportExists(target);
            try
            {
                WriteProtected(record, secret, target, passphrase);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw StoreFileFailure.Translate(error, target);
            }

            return true;
        });
    }

    /// <summary>A key as plain text: a pair as PKCS#8 in PEM, random bytes in Base64url without padding.</summary>
    /// <inheritdoc cref="ExportProtected" path="/exception"/>
    public string ExportPlainText(ManagedKeyReference key, ManagedKeyScope? requiredScope = null) =>
        Retrieve(key, requiredScope, "plain", (record, secret) =>
            ManagedKeyMaterial.IsPair(ManagedKeyRecord.TypeOf(record)) ? Encoding.ASCII.GetString(secret.Span) : Base64Url.EncodeToString(secret.Span));

    private void WriteProtected(Record record, SecretBuffer secret, string target, SecretBuffer passphrase)
    {
        if (ManagedKeyMaterial.IsPair(ManagedKeyRecord.TypeOf(record)))
        {
            using SshPrivateKey pair = SshPrivateKeyFile.Read(secret.Span);
            using SecretBuffer file = SshPrivateKeyFile.Write(pair, SshPrivateKeyFormat.Pkcs8, passphrase.Span);
            OwnerOnlyFile.WriteNew(target, file.Span);
            return;
        }

        using KeyProtector protector = KeyProtector.FromPassphrase(passphrase.Span);
        using SecretValue value = SecretValue.FromBytes(secret.Span);
        SecretExportFile.Description description = new() { Name = record.Name!, Algorithm = SecretAlgorithm.Aes256Gcm, ExpiresAt = record.ExpiresAt, Tags = record.Tags };
        SecretExportFile.Write(target, protector, Now, [(description, SecretValueCodec.Encode(value))]);
    }

    private T Retrieve<T>(ManagedKeyReference key, ManagedKeyScope? requiredScope, string form, Func<Record, SecretBuffer, T> work)
    {
        ArgumentNullException.ThrowIfNull(key);
        AuditNote note = new(AuditAction.KeyRetrieved, key.ToString()) { Metadata = { ["part"] = "private", ["form"] = form } };
        return _store.Write(note, change =>
        {
            Record record = Find(change, key, note);
            ManagedKeyState state = ManagedKeyRecord.StateOf(record);
            if (!ManagedKeyLifecycle.IsUsable(state)) throw SecurityErrors.ManagedKeyNotUsable(record.Name!, state.ToString());
            if (record.ExpiresAt is { } end && end <= Now) throw SecurityErrors.ManagedKeyExpired(record.Name!, end);
            if (Judge(change, record, requiredScope, null) == ManagedKeyReason.ScopeInsufficient) throw SecurityErrors.ManagedKeyScopeInsufficient(record.Name!, requiredScope!.Value.ToString());
            using SecretBuffer secret = change.Open(record);
            T result = work(record, secret);
            change.Update(ManagedKeyRecord.AsUsed(record, Now), secret.Span);
            return result;
        });
    }
}
