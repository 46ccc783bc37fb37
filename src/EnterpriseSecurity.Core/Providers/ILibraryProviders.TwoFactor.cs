using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Providers;

/// <content>Two-factor authentication.</content>
internal partial interface ILibraryProviders
{
    /// <summary>QR codes.</summary>
    IQrCodes QrCodes { get; }
}
