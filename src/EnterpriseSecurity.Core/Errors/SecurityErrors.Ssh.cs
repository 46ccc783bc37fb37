using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity;

internal static partial class SecurityErrors
{
    public static MalformedDataException SshMalformed(SshData data, string detail, Exception? inner = null) => data switch
    {
        SshData.Certificate => new("SshCertificateMalformed", $"This is not a readable SSH certificate: {detail} Ask for the certificate file again, or sign a new one.", inner: inner),
        SshData.Signature => new("SshSignatureMalformed", $"This is not a readable SSH signature: {detail} Give the whole signature, from BEGIN to END.", inner: inner),
        SshData.AgentAnswer => new("SshAgentAnswerMalformed", $"The SSH agent gave an answer that does not follow the protocol: {detail} Restart the agent.", inner: inner),
        SshData.AuthorizedKey => new("SshAuthorizedKeyMalformed", $"The authorized_keys line cannot be read: {detail} Correct the line as described in sshd(8).", inner: inner),
        SshData.AllowedSigner => new("SshAllowedSignerMalformed", $"The allowed signers line cannot be read: {detail} Correct the line as described in ssh-keygen(1).", inner: inner),
        _ => new("SshKeyMalformed", $"This is not a readable SSH key: {detail} Give a whole, unchanged key file.", inner: inner),
    };

    public static MalformedDataException SshKeyInconsistent(string detail) =>
        new("SshKeyInconsistent", $"The private key is damaged: {detail} Do not use it; restore it from a backup or make a new pair.");

    public static UnsupportedException SshKeyUnsupported(string what) =>
        new("SshKeyUnsupported", $"{what} Use an Ed25519, ECDSA (P-256, P-384, P-521) or RSA key in OpenSSH, PEM, PKCS#8 or PPK form.");

    public static UnsupportedException SshFormatCannotHoldKey(string format, string algorithm, string instead) =>
        new("SshFormatCannotHoldKey", $"The {format} format has no place for a key of type {algorithm}. Write it as {instead}.", algorithm);

    public static UnsupportedException SshFormatCannotEncrypt(string format) =>
        new("SshFormatCannotEncrypt", $"The {format} format protects a passphrase with a single round of MD5. Write the key as OpenSsh, Pkcs8 or Ppk, or give no passphrase.", format);

    public static InvalidInputException SshKeyGenerationCostInvalid(int rounds, int maximum) =>
        new("SshRoundsInvalid", $"The number of bcrypt rounds must be from 1 to {maximum}.", rounds);

    public static AuthenticationFailedException SshPassphraseRequired() =>
        new("SshPassphraseRequired", "The private key is encrypted. Give its passphrase.");

    public static AuthenticationFailedException SshPassphraseWrong(Exception? inner = null) =>
        new("SshPassphraseWrong", "The passphrase does not open the private key. Check the passphrase and try again.", inner: inner);

    public static InvalidInputException SshCommentInvalid() =>
        new("SshCommentInvalid", "The comment contains a line break, another control character or more than 1,024 characters. Give a single short line of text.");

    public static NotFoundException SshKeyNotFound(string name) =>
        new(nameof(SshKeyNotFound), $"The store has no SSH key '{Printable(name)}'. Get-SshKey lists those there are; give -Path for a key file elsewhere.", Printable(name));

    public static AlreadyExistsException SshKeyExists(string name) =>
        new(nameof(SshKeyExists), $"There is an SSH key named '{name}' already. Replace it with Update-SshKeyPair, remove it with Remove-SshKey, or choose another name.", name);

    public static NotFoundException SshKeyFileMissing(string path, Exception? inner = null) =>
        new(nameof(SshKeyFileMissing), $"There is no key file '{path}'. Check the path; a managed key whose file is gone comes back from a backup only.", path, inner);

    public static IntegrityException SshKeyFileElsewhere(string name, string path) =>
        new(nameof(SshKeyFileElsewhere), $"The private key file '{path}' is not on this machine, so the key '{name}' is not replaced from here. Go on with its rotation on the machine that has the file.", path);

    public static AlreadyExistsException SshKeyFileExists(string path) =>
        new(nameof(SshKeyFileExists), $"There is a file '{path}' already; nothing was overwritten. Replace a key with Update-SshKeyPair, or choose another path.", path);

    public static AlreadyExistsException SshPublicFileExists(string path) =>
        new(nameof(SshKeyFileExists), $"There is a file '{path}' already; nothing was overwritten. Give -Force to replace it, or choose another path.", path);

    public static InvalidStateException SshKeyFileIsLink(string path, string target) =>
        new(nameof(SshKeyFileIsLink), $"'{path}' is a symbolic link to '{target}', and only files themselves are changed. Give the path that it leads to.", path);

    public static UnavailableException SshKeyFileUnavailable(string path, Exception inner) =>
        new(nameof(SshKeyFileUnavailable), $"The key file '{path}' cannot be read or written: {inner.Message} Nothing was lost; look at the folder's rights and the room on the disk.", path, inner);

    public static IntegrityException SshKeyFileChanged(string name, string path) =>
        new(nameof(SshKeyFileChanged), $"The file '{path}' does not hold the key '{name}' that the store knows. It is not used; restore the file, or take the record away with Remove-SshKey and bring the key in with Import-SshKey.", path);

    public static InvalidInputException SshKeyFileInStore(string name) =>
        new(nameof(SshKeyFileInStore), $"The files of '{name}' are in the store's own folder, where nothing may be without a record. Write the key elsewhere with Convert-SshKey first, then remove it with its files.", name);

    public static NotFoundException SshTemporaryKeyUnknown(string path) =>
        new(nameof(SshTemporaryKeyUnknown), $"'{path}' is not a temporary key file of this session. Clear-SshTemporaryKeyFile without a path clears all there are.", path);

    public static InvalidInputException SshPrivateKeyNeeded(string path) =>
        new(nameof(SshPrivateKeyNeeded), $"'{path}' is a public key, and this takes the private one. Give the private key file.", path);

    public static InvalidInputException SshKeyTypeNeeded(string algorithm) =>
        new(nameof(SshKeyTypeNeeded), $"A new key of type {algorithm} cannot be made in its place. Give -KeyType.", algorithm);

    public static InvalidStateException SshKeyHasNoPassphrase(string path) =>
        new(nameof(SshKeyHasNoPassphrase), $"'{path}' has no passphrase. There is nothing to remove.", path);

    public static InvalidInputException SshPassphraseEmpty() =>
        new(nameof(SshPassphraseEmpty), "The new passphrase is empty. Give one of at least one character, or take the passphrase away with Remove-SshKeyPassphrase.");

    public static InvalidInputException SshCertificateRequestInvalid(string detail) =>
        new("SshCertificateRequestInvalid", detail);

    public static InvalidInputException SshCertificateKeyMismatch() =>
        new("SshCertificateKeyMismatch", "The certificate was issued for another key. Give the private key whose public part the certificate carries.");

    public static InvalidInputException SshNamespaceInvalid() =>
        new("SshNamespaceInvalid", "A signature needs a namespace that says what it is for, such as 'file' or 'git'. Give one without control characters.");

    public static UnsupportedException SshSignatureUnsupported(string detail) =>
        new("SshSignatureUnsupported", $"The SSH signature cannot be checked here: {detail} Ask for one made with ssh-keygen -Y sign and its default hash.");

    public static InvalidInputException SshAuthorizedKeyOptionInvalid(string name) =>
        new("SshAuthorizedKeyOptionInvalid", "An authorized_keys option has a name of letters, digits and hyphens, and a value without line breaks. Correct the option.", name);

    public static InvalidInputException SshAuthorizedKeyOptionInvalid(string name, string detail) =>
        new("SshAuthorizedKeyOptionInvalid", $"The authorized_keys option '{name}' {detail} Correct the option as described in sshd(8).", name);

    public static InvalidStateException SshAuthorizedKeysTooOpen(string path) =>
        new("SshAuthorizedKeysTooOpen", $"Users other than the owner can write '{path}', so sshd would not use the keys in it. Take the group's and the others' right to write away, and try again.", path);

    public static AccessRefusedException SshAuthorizedKeysRefused(string path, Exception inner) =>
        new("SshAuthorizedKeysRefused", $"The file '{path}' may not be read or changed by this user, or leads through a link of another user. Nothing was changed; work as the file's owner, or name the file itself.", path, inner);

    public static InvalidStateException SshAuthorizedKeysBusy(string path) =>
        new("SshAuthorizedKeysBusy", $"Another process is changing '{path}'. Try again when it has finished.", path);

    public static UnavailableException SshAuthorizedKeysUnavailable(string path, Exception inner) =>
        new("SshAuthorizedKeysUnavailable", $"The file '{path}' cannot be read or written. Check that it exists and that you own it.", path, inner);

    public static UnavailableException SshAgentUnavailable(string? endpoint, Exception? inner = null) =>
        new("SshAgentUnavailable", endpoint is null
            ? "No SSH agent is known: SSH_AUTH_SOCK is not set. Start one with ssh-agent, or give its socket."
            : $"The SSH agent at '{endpoint}' does not answer. Check that it runs and that SSH_AUTH_SOCK names its socket.", endpoint, inner);

    public static AccessRefusedException SshAgentRefused(string operation) =>
        new("SshAgentRefused", $"The SSH agent refused to {operation}. Check that it holds the key, is not locked and allows this; if it asks for confirmation, confirm.", operation);
}
