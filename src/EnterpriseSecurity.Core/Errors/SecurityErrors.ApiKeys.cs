namespace EnterpriseSecurity;

/// <content>API keys.</content>
internal static partial class SecurityErrors
{
    public static NotFoundException ApiKeyNotFound(string id) => new(
        nameof(ApiKeyNotFound), $"There is no API key with the id '{Printable(id)}'. Get-ApiKey lists those there are.", Printable(id));

    public static AlreadyExistsException ApiKeyExists(string id) => new(
        nameof(ApiKeyExists), $"This API key is in the store already, as '{id}'.", id);

    public static InvalidInputException ApiKeyNameAmbiguous(string name) => new(
        nameof(ApiKeyNameAmbiguous), $"There are several API keys named '{name}'. Give the id of the one; Get-ApiKey lists them.", name);

    public static InvalidStateException ApiKeyIsRevoked(string id) => new(
        nameof(ApiKeyIsRevoked), $"The API key '{id}' is revoked, for good. Make another one with New-ApiKey.", id);

    public static InvalidInputException ApiKeyPrefixInvalid(string prefix) => new(
        nameof(ApiKeyPrefixInvalid), $"'{Printable(prefix)}' cannot begin an API key. A prefix is 2 to 16 ASCII letters and digits.", Printable(prefix));

    public static InvalidInputException ApiKeyHashInvalid() => new(
        nameof(ApiKeyHashInvalid), "What was given is not the SHA-256 of a key. Give its 32 bytes, or 64 hexadecimal digits.");

    public static InvalidInputException ApiKeyNetworkInvalid(string network) => new(
        nameof(ApiKeyNetworkInvalid), $"'{Printable(network)}' is no network. Give an address, or a network as 10.0.0.0/8 or 2001:db8::/32 without bits beyond its length, and IPv4 in its own form.", Printable(network));

    public static InvalidInputException ApiKeyLimitInvalid(string what) => new(
        nameof(ApiKeyLimitInvalid), $"{what} cannot be used. A rate limit, burst or quota is at least 1, and a period from one second to 366 days.");
}
