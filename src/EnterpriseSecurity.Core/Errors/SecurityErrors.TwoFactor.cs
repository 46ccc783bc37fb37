namespace EnterpriseSecurity;

/// <content>Two-factor authentication.</content>
internal static partial class SecurityErrors
{
    public static MalformedDataException Base32Malformed(string detail) => new(
        nameof(Base32Malformed), $"The secret is no Base32: {detail}. Check that it was copied whole.");

    public static InvalidInputException OtpSecretSizeInvalid(int largest) => new(
        nameof(OtpSecretSizeInvalid), $"The secret is empty or longer than {largest} bytes. Check that it was copied whole, or make one with New-TotpSecret.");

    public static InvalidInputException OtpParameterInvalid(string parameter, string detail) => new(
        nameof(OtpParameterInvalid), $"The one-time password's {parameter} cannot be used: {detail}.", parameter);

    public static InvalidInputException OtpWindowInvalid(int largest) => new(
        nameof(OtpWindowInvalid), $"The window is not from 0 to {largest}. A wider one makes guessing easier; set the clocks instead.");

    public static InvalidInputException OtpTimeInvalid(DateTimeOffset moment) => new(
        nameof(OtpTimeInvalid), $"There are no codes for {moment:u}: their time begins in 1970. Check the clock.", moment);

    public static InvalidInputException OtpAccountMissing() => new(
        nameof(OtpAccountMissing), "An otpauth URI names an account, and a secret in Base32 does not. Give the user's name as the account (-AccountName).");

    public static MalformedDataException OtpUriMalformed(string detail, Exception? inner = null) => new(
        nameof(OtpUriMalformed), $"This is no otpauth URI: {detail}. Check that it was copied whole.", inner: inner);

    public static InvalidInputException OtpUriTooLong(int largest) => new(
        nameof(OtpUriTooLong), $"The otpauth URI would be longer than {largest} characters. Use a shorter issuer or account.");

    public static InvalidInputException QrContentSizeInvalid(int largest) => new(
        nameof(QrContentSizeInvalid), $"There is nothing to make a QR code of, or it is longer than {largest} bytes. Give an otpauth URI, as New-TotpSecret makes it.");

    public static InvalidInputException QrScaleInvalid(int largest) => new(
        nameof(QrScaleInvalid), $"The size of a QR code's module is 1 to {largest} pixels.");

    public static InvalidInputException QrFormatUnknown(string path) => new(
        nameof(QrFormatUnknown), $"The file name '{Printable(path)}' ends neither with .png nor with .svg. Choose one of them.", Printable(path));

    public static AlreadyExistsException QrFileExists(string path) => new(
        nameof(QrFileExists), $"The file '{path}' exists already; nothing was overwritten. Choose another name, or give -Force.", path);

    public static UnavailableException QrFileUnavailable(string path, Exception inner) => new(
        nameof(QrFileUnavailable), $"The file '{path}' cannot be written. Check that its folder exists and may be written.", path, inner);

    public static NotFoundException TotpEnrollmentNotFound(string user) => new(
        nameof(TotpEnrollmentNotFound), $"The user '{Printable(user)}' has no second factor here. Get-TotpEnrollment lists those who have; New-TotpSecret makes one.", Printable(user));

    public static AlreadyExistsException TotpEnrollmentExists(string user) => new(
        nameof(TotpEnrollmentExists), $"The user '{Printable(user)}' has a second factor already. Remove it with Remove-TotpEnrollment before a new one is made.", Printable(user));

    public static InvalidStateException TotpEnrollmentConfirmed(string user) => new(
        nameof(TotpEnrollmentConfirmed), $"The second factor of '{Printable(user)}' is confirmed, and its secret is not given out any more. For a new device, remove it with Remove-TotpEnrollment and make a new one.", Printable(user));

    public static InvalidInputException BackupCodeCountInvalid(int largest) => new(
        nameof(BackupCodeCountInvalid), $"The number of backup codes is 1 to {largest}.");
}
