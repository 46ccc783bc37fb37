namespace EnterpriseSecurity;

/// <content>Signed requests.</content>
internal static partial class SecurityErrors
{
    public static InvalidInputException RequestSecretSizeInvalid(int smallest, int largest) => new(
        nameof(RequestSecretSizeInvalid), $"A secret for signing requests has {smallest} to {largest} bytes. Make one with New-Password -Length 64, or from 32 random bytes.");

    public static InvalidInputException RequestKeyNotEd25519(string detail) => new(
        nameof(RequestKeyNotEd25519), $"The key cannot sign requests: {detail}. Use an Ed25519 key, as New-SshKeyPair makes it, or a secret.");

    public static InvalidInputException RequestKeyIdInvalid(int longest) => new(
        nameof(RequestKeyIdInvalid), $"A key's id is 1 to {longest} visible ASCII characters without spaces. Choose another one.");

    public static InvalidInputException RequestKeyCannotSign() => new(
        nameof(RequestKeyCannotSign), "A public key checks signatures and makes none. Give the private key.");

    public static InvalidInputException RequestAlgorithmUnfit(string algorithm) => new(
        nameof(RequestAlgorithmUnfit), $"The key is not one for {algorithm}. HMAC takes a secret, and Ed25519 an Ed25519 key.", algorithm);

    public static InvalidInputException RequestMethodInvalid() => new(
        nameof(RequestMethodInvalid), "The method is no HTTP method. Give one such as GET or POST.");

    public static InvalidInputException RequestUriInvalid(string detail) => new(
        nameof(RequestUriInvalid), $"The address cannot be signed: {detail}. Give it as in https://api.example.com/path?query.");

    public static InvalidInputException RequestHeaderInvalid(string name, string detail) => new(
        nameof(RequestHeaderInvalid), $"The header '{Printable(name)}' cannot be signed: {detail}.", Printable(name));

    public static InvalidInputException RequestHeadersTooMany(int most) => new(
        nameof(RequestHeadersTooMany), $"A signature covers at most {most} headers. Name those that matter with -SignedHeader.");

    public static InvalidInputException RequestClockWindowInvalid() => new(
        nameof(RequestClockWindowInvalid), "The clock window is one second to one day. Five minutes is usual; set the clocks rather than widen it.");
}
