using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Providers;

internal partial interface ILibraryProviders
{
    /// <summary>Signed tokens.</summary>
    IJwtLibrary Jwt { get; }
}
