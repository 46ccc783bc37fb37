namespace EnterpriseSecurity;

/// <content>The store and its keys.</content>
internal static partial class SecurityErrors
{
    public static NotFoundException StoreNotFound(string path) => new(
        nameof(StoreNotFound), $"There is no store at '{path}'. Make one with Initialize-SecurityStore, or name another folder.", path);

    public static AlreadyExistsException StoreExists(string path) => new(
        nameof(StoreExists), $"There is a store at '{path}' already, or the folder is not empty. Open it with Connect-SecurityStore, or name an empty folder.", path);

    public static NotFoundException StoreDatabaseMissing(string path) => new(
        nameof(StoreDatabaseMissing), $"The store's database '{path}' is missing. It is not taken for an empty store: restore it from a backup with Restore-SecurityStore.", path);

    public static MalformedDataException StoreCorrupt(string path, string detail, Exception? inner) => new(
        nameof(StoreCorrupt), $"The store at '{path}' is damaged: {detail}. Nothing was changed; restore it from a backup with Restore-SecurityStore.", path, inner);

    public static UnsupportedException StoreFormatTooNew(string path, int found, int known) => new(
        nameof(StoreFormatTooNew), $"The store at '{path}' has format {found}, and this version knows up to {known}. Install a newer version of the module; the store was left as it is.", path);

    public static UnavailableException StoreBusy(string path, Exception? inner) => new(
        nameof(StoreBusy), $"The store '{path}' stayed busy for a minute. Nothing was changed; try again, and look for a process that holds it.", path, inner);

    public static AccessRefusedException StoreReadOnly(string path, Exception? inner) => new(
        nameof(StoreReadOnly), $"'{path}' cannot be written: the file or its folder is read-only for this user. Nothing was changed.", path, inner);

    public static UnavailableException StoreDiskFull(string path, Exception? inner) => new(
        nameof(StoreDiskFull), $"The disk of '{path}' is full. Nothing was changed; free some room and try again.", path, inner);

    public static UnavailableException StoreUnavailable(string path, Exception? inner) => new(
        nameof(StoreUnavailable), $"'{path}' cannot be read or written now. Nothing was changed; look at the inner error for the cause.", path, inner);

    public static AuthenticationFailedException StoreUnlockFailed(string path) => new(
        nameof(StoreUnlockFailed), $"What was given does not unlock the store at '{path}'. Check the passphrase, key file or variable; Get-StoreKeyProtector lists what the store accepts.", path);

    public static IntegrityException StoreDescriptorChanged(string path) => new(
        nameof(StoreDescriptorChanged), $"The file '{path}' was changed by someone without the store's key. Nothing was opened; restore it from a backup.", path);

    public static IntegrityException StoreRolledBack(string path, string newer) => new(
        nameof(StoreRolledBack), $"The file '{path}' is older than {newer} beside it: an old copy was put back. Restore both from one backup.", path);

    public static IntegrityException StoreHeadChanged(string path) => new(
        nameof(StoreHeadChanged), $"The head of the store '{path}' is missing or was changed by someone without the store's key. Restore from a backup with Restore-SecurityStore.", path);

    public static IntegrityException RecordChanged(string collection, string id) => new(
        nameof(RecordChanged), $"The {collection} record '{id}' was changed by someone without the store's key. It is not used; run Test-SecurityStore -Detailed and restore from a backup.", id);

    public static AlreadyExistsException RecordExists(string collection, string name) => new(
        nameof(RecordExists), $"There is a {collection} named '{name}' already. Choose another name, or update or remove that one.", name);

    public static InvalidStateException RecordChangedMeanwhile(string collection, string name) => new(
        nameof(RecordChangedMeanwhile), $"The {collection} '{name}' was changed by someone else at the same time. Nothing was written; try again.", name);

    public static InvalidInputException NameInvalid(string kind, string name, string reason) => new(
        nameof(NameInvalid), $"'{Printable(name)}' cannot be the name of a {kind}: {reason}.", Printable(name));

    public static UnsupportedException CipherUnknown(int number) => new(
        nameof(CipherUnknown), $"A record is sealed with cipher {number}, which this version does not know. Install a newer version of the module.", number);

    public static NotFoundException ProtectorNotFound(string id) => new(
        nameof(ProtectorNotFound), $"The store has no key protector '{id}'. Get-StoreKeyProtector lists them.", id);

    public static InvalidStateException ProtectorIsLast(string id) => new(
        nameof(ProtectorIsLast), $"The key protector '{id}' is the last one: without it nobody could open the store. Add another first with Add-StoreKeyProtector.", id);

    public static InvalidInputException PassphraseEmpty() => new(
        nameof(PassphraseEmpty), "The passphrase is empty. Give one of at least one character.");

    public static InvalidInputException KeyFileUnusable(string path, string reason) => new(
        nameof(KeyFileUnusable), $"The key file '{path}' cannot be used: {reason}.", path);

    public static NotFoundException KeyFileMissing(string path) => new(
        nameof(KeyFileMissing), $"There is no key file '{path}'. Name the file that was given when the store was made.", path);

    public static NotFoundException EnvironmentKeyMissing(string name) => new(
        nameof(EnvironmentKeyMissing), $"The environment variable '{name}' is not set or empty. Set it to the store's key, or unlock in another way.", name);

    public static UnsupportedException DpapiUnavailable() => new(
        nameof(DpapiUnavailable), "DPAPI exists on Windows only. Use a passphrase, a key file or an environment variable here.");

    public static MalformedDataException RecoveryShareMalformed(int position) => new(
        nameof(RecoveryShareMalformed), $"Recovery share number {position} is not whole: its check digits do not fit. Type it again as it was printed.", position);

    public static UnsupportedException RecoveryShareTooNew(int position) => new(
        nameof(RecoveryShareTooNew), $"Recovery share number {position} is of a format that this version does not know. Install a newer version of the module.", position);

    public static InvalidInputException RecoverySharesTooFew(int given, int needed) => new(
        nameof(RecoverySharesTooFew), $"{given} recovery shares were given, and {needed} different ones are needed.", given);

    public static InvalidInputException RecoveryThresholdInvalid(int threshold, int shares) => new(
        nameof(RecoveryThresholdInvalid), $"{threshold} of {shares} is not a usable scheme: the threshold is at least 2, and there are at least as many shares and at most 255.", threshold);

    public static InvalidStateException BackupTargetNotEmpty(string path) => new(
        nameof(BackupTargetNotEmpty), $"'{path}' exists already and is not empty. A backup or a restore goes to a new place, so that it cannot overwrite anything.", path);

    public static MalformedDataException BackupMalformed(string path, string detail) => new(
        nameof(BackupMalformed), $"'{path}' is not a whole backup: {detail}. Nothing was restored.", path);

    public static UnsupportedException BackupTooNew(string path, int version) => new(
        nameof(BackupTooNew), $"The backup '{path}' has format {version}, which this version does not know. Install a newer version of the module; nothing was restored.", path);

    private static string Printable(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));
}
