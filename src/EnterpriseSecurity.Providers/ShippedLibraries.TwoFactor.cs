using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Providers;

/// <content>Two-factor authentication.</content>
internal sealed partial class ShippedLibraries
{
    public IQrCodes QrCodes { get; } = new QrCoderCodes();
}
