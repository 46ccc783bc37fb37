namespace EnterpriseSecurity;

/// <content>Password policies and histories.</content>
internal static partial class SecurityErrors
{
    public static InvalidInputException PasswordPolicyInvalid(string name, string rule) => new(
        nameof(PasswordPolicyInvalid), $"{name} cannot have this value: {rule}. Nothing was changed.", name);

    public static MalformedDataException PasswordRecordMalformed(string collection) => new(
        nameof(PasswordRecordMalformed), $"A {collection} record is not what this version writes. Run Test-SecurityStore -Detailed, and restore the store from a backup.", collection);

    public static AccessRefusedException PasswordReused(string user, int count) => new(
        nameof(PasswordReused), $"The user '{user}' had this password before, and the last {count} are refused. Nothing was added; choose a new one.", user);

    public static AccessRefusedException PasswordChangedTooSoon(string user, DateTimeOffset from) => new(
        nameof(PasswordChangedTooSoon), $"The password of the user '{user}' is too new to be changed before {from:u}. Nothing was added; wait, or shorten the policy's MinimumAge.", user);

    public static InvalidStateException PasswordHistoryVersionDiffers(string user, long expected, long found) => new(
        nameof(PasswordHistoryVersionDiffers), FormattableString.Invariant($"The password history of the user '{user}' has version {found}, not {expected}: it was changed meanwhile. Nothing was added; look at it again."), user);

    public static UnavailableException PasswordHistoryContended(string user) => new(
        nameof(PasswordHistoryContended), $"The password history of the user '{user}' was changed by others each time that it was checked. Nothing was added; try again.", user);

    public static NotFoundException PasswordHistoryNotFound(string user) => new(
        nameof(PasswordHistoryNotFound), $"There is no password history of the user '{Printable(user)}'. Add-PasswordHistory begins one.", Printable(user));

    public static InvalidStateException BreachListNotSet() => new(
        nameof(BreachListNotSet), "No list of breached passwords was given, and the policy in force has none. Give -ListPath or -RangeUri, or make one the store's with Import-BreachedPasswordList or Set-PasswordPolicy.");
}
