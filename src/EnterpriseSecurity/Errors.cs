using System.Management.Automation;

namespace EnterpriseSecurity;

/// <summary>
/// How a failure becomes an <see cref="ErrorRecord"/>: the one place that knows the category of each kind, and the
/// ids and texts of the errors that the cmdlets add to Core's. A text says what happened and what to do next.
/// </summary>
internal static partial class Errors
{
    /// <summary>The record for an exception that a user can meet; null for one that is a defect and must surface as it is.</summary>
    public static ErrorRecord? TryRecord(Exception exception, object? target) => exception switch
    {
        RecordedException recorded => recorded.Record,
        SecurityException known => new ErrorRecord(known, known.ErrorId, Category(known), known.Target ?? target),
        PSArgumentException => new ErrorRecord(exception, "ValueUnusable", ErrorCategory.InvalidArgument, target),
        UnauthorizedAccessException => new ErrorRecord(exception, "FileAccessDenied", ErrorCategory.PermissionDenied, target),
        FileNotFoundException or DirectoryNotFoundException => new ErrorRecord(exception, "FileFailed", ErrorCategory.ObjectNotFound, target),
        IOException => new ErrorRecord(exception, "FileFailed", ErrorCategory.WriteError, target),
        _ => null,
    };

    public static ErrorRecord PathNotFound(string path) => new(
        new ItemNotFoundException($"The path '{path}' does not exist. Check the spelling and the current location."),
        "PathNotFound", ErrorCategory.ObjectNotFound, path);

    public static ErrorRecord PathNotUsable(string path, Exception cause) => new(
        new PSArgumentException($"The path '{path}' cannot be used: {cause.Message}", cause),
        "PathNotUsable", ErrorCategory.InvalidArgument, path);

    public static ErrorRecord PathNotFileSystem(string path, string provider) => new(
        new PSNotSupportedException($"The path '{path}' belongs to the {provider} provider. Give a path in the file system."),
        "PathNotFileSystem", ErrorCategory.InvalidArgument, path);

    public static ErrorRecord StoreNotConnected() => new(
        new PSInvalidOperationException("No security store is connected. Run Connect-SecurityStore, or Initialize-SecurityStore to make one, or give -Store."),
        "StoreNotConnected", ErrorCategory.ConnectionError, null);

    public static ErrorRecord ProtectorNeeded() => new(
        new PSArgumentException("Nothing was given that locks or unlocks the store, and nobody can be asked here. Give -KeyFile, -EnvironmentVariable SECURITY_MASTER_KEY, -Passphrase, or on Windows -Dpapi."),
        "ProtectorNeeded", ErrorCategory.InvalidArgument, null);

    public static ErrorRecord ConfirmationNeeded(string target, string action, Exception cause) => new(
        new PSInvalidOperationException($"'{action}' on '{target}' asks for confirmation, and nobody can be asked here; nothing was done. Give -Confirm:$false to do it without being asked.", cause),
        "ConfirmationNeeded", ErrorCategory.InvalidOperation, target);

    public static ErrorRecord ParametersConflict(string one, string other) => new(
        new PSArgumentException($"-{one} and -{other} say opposite things. Give one of them."),
        "ParametersConflict", ErrorCategory.InvalidArgument, null);

    public static ErrorRecord ConnectionStringNeeded() => new(
        new PSArgumentException("A store on a PostgreSQL server needs its address. Give -ConnectionString 'Host=…;Database=…;Username=…;Password=…', best as a SecureString."),
        "ConnectionStringNeeded", ErrorCategory.InvalidArgument, null);

    public static PSArgumentException SecretValueWrongType(object? value) => new(
        $"A {(value is PSObject wrapped ? wrapped.BaseObject : value)?.GetType().Name ?? "null"} cannot be stored as a secret. Give text, a SecureString, a PSCredential, byte[], or a hashtable of these.");

    public static PSArgumentException SecretTooDeep(int deepest) => new(
        $"The secret holds tables within tables, more than {deepest} deep, or a table that holds itself. Put less into it.");

    public static PSArgumentException SecretTooLongForSecureString() => new(
        "The text is longer than the 65536 characters that a SecureString holds. Take it as text with -AsPlainText.");

    public static PSArgumentException ClaimWrongType(object? value) => new(
        $"A {value?.GetType().Name ?? "null"} cannot be a claim. Give text, a number, $true or $false, a DateTime, or a list or hashtable of these; never a secret, for anyone who has the token can read it.");

    public static PSArgumentException ClaimTooDeep() => new("The claims are nested too deeply. Put less into them.");

    public static PSArgumentException ClaimTwice(string name) => new($"The claim '{name}' is there twice. Give it once.");

    public static PSArgumentException KeyFileTooLarge(int limit) => new($"The file is larger than {limit} bytes, which no key is. Give the file of a key.");

    public static ErrorRecord RefreshNeedsSigningKey() => new(
        new PSArgumentException("A refresh token belongs to a store. Give -SigningKey with the name of one of its keys, and no key."),
        "RefreshNeedsSigningKey", ErrorCategory.InvalidArgument, null);

    public static ErrorRecord KeySetFileExists(string path) => new(
        new IOException($"The file '{path}' exists already; nothing was overwritten. Give -Force to replace it, or another path."),
        "KeySetFileExists", ErrorCategory.ResourceExists, path);

    public static PSArgumentException KeyContentWrongType(object? value) => new(
        $"A {value?.GetType().Name ?? "null"} is not a key's content. Give the text of the key file (Get-Content -Raw), its bytes, or a SecureString.");

    public static PSArgumentException RequestHeadersWrongType(object value) => new(
        $"A {value.GetType().Name} holds no headers. Give a hashtable, or the headers of a request object.");

    public static PSArgumentException RequestHeaderTwice(string name) => new(
        $"The header '{name}' stands there twice. Give its values as one, joined by a comma.");

    public static PSArgumentException RequestBodyWrongType(object value) => new(
        $"A {value.GetType().Name} cannot be signed as a body. Give the text or the bytes that are sent, for example of ConvertTo-Json.");

    public static ErrorRecord AuthorizedKeyNotFound(string what, string path) => new(
        new ItemNotFoundException($"No key in '{path}' is '{what}'. Get-SshAuthorizedKey lists those there are."),
        "AuthorizedKeyNotFound", ErrorCategory.ObjectNotFound, what);

    public static ErrorRecord AgentKeyNotFound(string what) => new(
        new ItemNotFoundException($"The SSH agent holds no key '{what}'. Get-SshAgentKey lists those that it holds."),
        "AgentKeyNotFound", ErrorCategory.ObjectNotFound, what);

    public static ErrorRecord AuthorityNeeded() => new(
        new PSArgumentException("No authority was given, or two were. Give -AuthorityName for a key of the store, or -AuthorityPath for a file."),
        "AuthorityNeeded", ErrorCategory.InvalidArgument, null);

    public static ErrorRecord ForceNeedsPath() => new(
        new PSArgumentException("-Force replaces files at a -Path. In the store a certificate is renewed with Update-Cert, or removed with Remove-Cert first."),
        "ForceNeedsPath", ErrorCategory.InvalidArgument, null);

    public static ErrorRecord ParentPathNeedsPath() => new(
        new PSArgumentException("A parent in files signs authorities in files only. Give -Path too, or -Parent for an authority of the store."),
        "ParentPathNeedsPath", ErrorCategory.InvalidArgument, null);

    public static ErrorRecord AuthorityKeyStaysInStore() => new(
        new PSArgumentException("The key of an authority in the store is sealed there and never a file, so there is no passphrase for it. Leave -KeyPassphrase out, or give -Path."),
        "AuthorityKeyStaysInStore", ErrorCategory.InvalidArgument, null);

    public static ErrorRecord CertificateAuthorityChoice() => new(
        new PSArgumentException("No authority was given, or two were. Give -Authority for one of the store, or -AuthorityPath for a file."),
        "AuthorityNeeded", ErrorCategory.InvalidArgument, null);

    public static ErrorRecord CertificateHasNoFile(string name) => new(
        new PSArgumentException($"The certificate '{name}' is neither the store's nor in a file. Write it to a file first, or give -Name."),
        "CertificateHasNoFile", ErrorCategory.InvalidArgument, name);

    public static ErrorRecord NameOrPathNeeded() => new(
        new PSArgumentException("Neither a name nor a path was given. Give -Name for a key of the store, or -Path for a key file."),
        "NameOrPathNeeded", ErrorCategory.InvalidArgument, null);

    public static ErrorRecord NothingToRemove(string path) => new(
        new PSArgumentException($"'{path}' is not in the store, so with -KeepFile there is nothing to remove. Give -Name for a key of the store, or leave -KeepFile out."),
        "NothingToRemove", ErrorCategory.InvalidArgument, path);

    public static ErrorRecord SecretCommandFailed(string masked) => new(
        new RuntimeException(masked), "SecretCommandFailed", ErrorCategory.InvalidResult, null);

    public static PSArgumentException SecretNotForEnvironment(string name) => new(
        $"The secret '{name}' is no text, and an environment variable holds nothing else. Choose one that is text or a credential.");

    public static PSArgumentException VariableNameUnusable(string name) => new(
        $"'{name.Replace('\0', '?')}' cannot be the name of an environment variable. Give one without '=' that is not empty.");

    public static string DurationWrongType(Type type) =>
        $"A {type.Name} is not a duration. Write one as 90d, 12h, 30m, 45s, 2w or 1d12h, or give a TimeSpan.";

    public static string SecretWrongType(Type type) =>
        $"A {type.Name} is not a secret. Give a SecureString (Read-Host -AsSecureString), a PSCredential or text.";

    public static string TextWrongType(Type type) =>
        $"A {type.Name} is not text. Give text, or an object with a property of this parameter's name.";

    public static string SecretTooLong(int limit) =>
        $"The secret is longer than the {limit} characters that a SecureString holds. Give it as a file or as bytes.";

    public static string SecretNotText() =>
        "The bytes are not UTF-8 text. Give random bytes to a parameter that takes a key, or encode them first.";

    private static ErrorCategory Category(SecurityException exception) => exception switch
    {
        InvalidInputException => ErrorCategory.InvalidArgument,
        MalformedDataException => ErrorCategory.InvalidData,
        NotFoundException => ErrorCategory.ObjectNotFound,
        AlreadyExistsException => ErrorCategory.ResourceExists,
        AuthenticationFailedException => ErrorCategory.AuthenticationError,
        IntegrityException => ErrorCategory.SecurityError,
        ExpiredException => ErrorCategory.InvalidOperation,
        AccessRefusedException => ErrorCategory.PermissionDenied,
        UnavailableException => ErrorCategory.ResourceUnavailable,
        UnsupportedException => ErrorCategory.NotImplemented,
        InvalidStateException => ErrorCategory.InvalidOperation,
        _ => ErrorCategory.InvalidResult,
    };
}
