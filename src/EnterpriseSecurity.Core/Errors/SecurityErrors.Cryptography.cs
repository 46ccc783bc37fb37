namespace EnterpriseSecurity;

internal static partial class SecurityErrors
{
    public static InvalidInputException RsaKeyTooSmall(int bits, int needed) => new(
        "RsaKeyTooSmall", $"The RSA key has {bits} bits, which is too few to protect a key. Use one of at least {needed} bits.", bits);

    public static InvalidInputException SecretNotUnicode() => new(
        nameof(SecretNotUnicode), "The secret is not valid Unicode text: it has half of a surrogate pair, which UTF-8 cannot say. Give the text whole.");
}
