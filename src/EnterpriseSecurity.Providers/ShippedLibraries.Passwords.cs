using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Providers;

internal sealed partial class ShippedLibraries
{
    public IPasswordEstimator PasswordEstimator { get; } = new ZxcvbnEstimator();
}
