using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Providers;

internal partial interface ILibraryProviders
{
    /// <summary>The estimate of a password's strength.</summary>
    IPasswordEstimator PasswordEstimator { get; }
}
