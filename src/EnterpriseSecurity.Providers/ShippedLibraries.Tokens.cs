using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Providers;

/// <content>Tokens.</content>
internal sealed partial class ShippedLibraries
{
    public IJwtLibrary Jwt { get; } = new IdentityModelJwt();
}
