namespace EnterpriseSecurity;

/// <content>Generated passwords, and the measurement of passwords.</content>
internal static partial class SecurityErrors
{
    public static InvalidInputException PasswordLengthInvalid(int length, int least, int most) => new(
        nameof(PasswordLengthInvalid), FormattableString.Invariant($"A password of {length} characters is not made. Give a length of {least}, one for each class of characters, to {most}."), length);

    public static InvalidInputException PasswordClassEmpty() => new(
        nameof(PasswordClassEmpty), "A class of characters that the password should have is empty, or no class was asked for. Ask for one at least, with characters that are not left out as ambiguous.");

    public static InvalidInputException PasswordSymbolsInvalid() => new(
        nameof(PasswordSymbolsInvalid), "The symbols are not ASCII punctuation, or one is in them twice. Give each symbol once, without letters, digits and spaces.");

    public static InvalidInputException PassphraseWordCountInvalid(int count, int least, int most) => new(
        nameof(PassphraseWordCountInvalid), FormattableString.Invariant($"A passphrase of {count} words is not made. Give {least} to {most} words."), count);

    public static InvalidInputException PassphraseSeparatorInvalid() => new(
        nameof(PassphraseSeparatorInvalid), "The separator has letters, characters that are not printable ASCII, or more than 8 characters. Give a short one, such as a hyphen or a space, or an empty one.");

    public static InvalidInputException PasswordNotUtf8() => new(
        nameof(PasswordNotUtf8), "The password is not text in UTF-8, so its characters cannot be counted. Give it as text.");

    public static InvalidInputException PasswordTooLongToMeasure(int length, int most) => new(
        nameof(PasswordTooLongToMeasure), FormattableString.Invariant($"The password has {length} bytes, more than the {most} that are measured. Give a shorter one."), length);

    public static InvalidInputException PasswordUserInputsInvalid(int count, int length) => new(
        nameof(PasswordUserInputsInvalid), FormattableString.Invariant($"The user's own words are too many, or one is too long. Give up to {count} words of up to {length} characters."));
}
