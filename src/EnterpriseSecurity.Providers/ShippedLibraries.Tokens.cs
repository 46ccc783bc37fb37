using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Providers;

/// <content>Tokens.</content>
internal sealed partial class ShippedLibraries
{
    // Five assemblies are loaded with it, which who has no token need not wait for.
    private readonly Lazy<IJwtLibrary> _jwt = new(() => new IdentityModelJwt());

    public IJwtLibrary Jwt => _jwt.Value;
}
