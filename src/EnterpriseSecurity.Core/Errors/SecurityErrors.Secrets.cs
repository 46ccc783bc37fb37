namespace EnterpriseSecurity;

/// <content>Secrets.</content>
internal static partial class SecurityErrors
{
    public static NotFoundException SecretNotFound(string reference) => new(
        nameof(SecretNotFound), $"There is no secret '{Printable(reference)}'. Get-ProtectedSecret lists those there are; a removed one comes back with Remove-ProtectedSecret -Undo.", Printable(reference));

    public static NotFoundException SecretVersionNotFound(string name, int version) => new(
        nameof(SecretVersionNotFound), $"The secret '{name}' has no version {version}. Get-ProtectedSecretVersion lists those there are.", name);

    public static ExpiredException SecretVersionRetired(string name, int version) => new(
        nameof(SecretVersionRetired), $"Version {version} of the secret '{name}' was retired by a rotation and is not given out any more. Get-ProtectedSecretVersion lists those there are.", name);

    public static AlreadyExistsException SecretExists(string name) => new(
        nameof(SecretExists), $"There is a secret named '{name}' already. Give it a new value with Update-ProtectedSecret, or choose another name.", name);

    public static ExpiredException SecretExpired(string name, DateTimeOffset at) => new(
        nameof(SecretExpired), $"The secret '{name}' expired at {at:u}. Give it a new value with Update-ProtectedSecret, or a later end with Set-ProtectedSecret.", name);

    public static InvalidInputException ExpiryInvalid(string name) => new(
        nameof(ExpiryInvalid), $"'{name}' would have expired already. Give a time in the future.", name);

    public static InvalidInputException SecretTooDeep(int deepest) => new(
        nameof(SecretTooDeep), $"The secret holds tables within tables, more than {deepest} deep. Put less into it.");

    public static InvalidInputException TagInvalid(string tag) => new(
        nameof(TagInvalid), $"The tag '{Printable(tag)}' cannot be used: its name is empty, or its name or value is longer than 256 characters, has control characters or is not valid Unicode.", Printable(tag));

    public static MalformedDataException SecretValueMalformed() => new(
        nameof(SecretValueMalformed), "A stored value is not what this version writes. Run Test-SecurityStore -Detailed, and restore the store from a backup.");

    public static NotFoundException ExportMissing(string path) => new(
        nameof(ExportMissing), $"There is no file '{path}'.", path);

    public static AlreadyExistsException ExportExists(string path) => new(
        nameof(ExportExists), $"The file '{path}' exists already; nothing was overwritten. Choose another name, or remove it first.", path);

    public static MalformedDataException ExportMalformed(string path, string detail) => new(
        nameof(ExportMalformed), $"'{path}' is not a whole export file: {detail}. Nothing was imported.", path);

    public static UnsupportedException ExportTooNew(string path, int version) => new(
        nameof(ExportTooNew), $"The export file '{path}' has format {version}, which this version does not know. Install a newer version of the module; nothing was imported.", path);

    public static AuthenticationFailedException ExportUnlockFailed(string path) => new(
        nameof(ExportUnlockFailed), $"What was given does not open the export file '{path}'. Check the passphrase or key file.", path);
}
