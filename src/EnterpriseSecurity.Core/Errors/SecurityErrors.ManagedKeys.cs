namespace EnterpriseSecurity;

/// <content>Managed keys.</content>
internal static partial class SecurityErrors
{
    public static NotFoundException ManagedKeyNotFound(string reference) => new(
        nameof(ManagedKeyNotFound), $"There is no managed key '{Printable(reference)}'. Get-ManagedKey lists those there are.", Printable(reference));

    public static AlreadyExistsException ManagedKeyExists(string name) => new(
        nameof(ManagedKeyExists), $"There is a managed key named '{name}' already. Choose another name, or revoke and remove that one.", name);

    public static InvalidInputException ManagedKeySizeInvalid(string type) => new(
        nameof(ManagedKeySizeInvalid), $"There is no {type} key of this size. RSA has 2048, 3072 or 4096 bits, ECDSA 256, 384 or 521, Ed25519 256, and the others 256 to 4096 in whole bytes.", type);

    public static InvalidInputException ManagedKeyScopeInvalid() => new(
        nameof(ManagedKeyScopeInvalid), "A key's scope is Read, Write, ReadWrite or Admin.");

    public static InvalidInputException ManagedKeyReasonInvalid(int longest) => new(
        nameof(ManagedKeyReasonInvalid), $"The reason is one line of at most {longest} characters.");

    public static InvalidInputException ManagedKeyPassphraseEmpty() => new(
        nameof(ManagedKeyPassphraseEmpty), "The passphrase is empty. Give one, or -AsPlainText if the key shall be in clear.");

    public static InvalidStateException ManagedKeyMoveForbidden(string name, string from, string to) => new(
        nameof(ManagedKeyMoveForbidden), $"The managed key '{name}' is {from} and cannot become {to}. A key is revoked before it is destroyed, and neither is undone.", name);

    public static InvalidStateException ManagedKeyNotUsable(string name, string state) => new(
        nameof(ManagedKeyNotUsable), $"The managed key '{name}' is {state}, and its material is not given out. Make a new one with New-ManagedKey.", name);

    public static ExpiredException ManagedKeyExpired(string name, DateTimeOffset at) => new(
        nameof(ManagedKeyExpired), $"The managed key '{name}' expired at {at:u}. Make a new one with New-ManagedKey.", name);

    public static AccessRefusedException ManagedKeyScopeInsufficient(string name, string scope) => new(
        nameof(ManagedKeyScopeInsufficient), $"The managed key '{name}' is not good for {scope}. Use one that is.", name);

    public static InvalidInputException ManagedKeyHasNoPublicPart(string name) => new(
        nameof(ManagedKeyHasNoPublicPart), $"The managed key '{name}' is a secret without a public part. Give -Path and -Passphrase, or -AsPlainText.", name);
}
