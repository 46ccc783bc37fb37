namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>The differences that are meant, each with its reason and with what must be in an input to be one of them.</summary>
internal static partial class KnownDifferences
{
    public static readonly KnownDifference[] All = [.. SshKeys, .. SshTexts, .. Certificates, .. Pkcs12Files, .. Tokens];
}
