using System.Security.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>Writes what a certificate's signature covers, in the order of PROTOCOL.certkeys.</summary>
internal static class SshCertificateWriter
{
    private const int NonceSize = 32;

    public static void WriteSigned(SshCertificateRequest request, SshPublicKey authority, SshWireWriter certificate)
    {
        certificate.WriteText(request.PublicKey.KeyAlgorithm.CertificateName);
        certificate.WriteString(RandomNumberGenerator.GetBytes(NonceSize));
        SshWireReader key = new(request.PublicKey.Blob);
        key.ReadString();
        certificate.WriteBytes(key.Remaining);
        certificate.WriteUInt64(request.Serial);
        certificate.WriteUInt32((uint)request.Type);
        certificate.WriteText(request.KeyId);
        WritePrincipals(request.Principals, certificate);
        certificate.WriteUInt64(request.ValidAfter is { } after ? SshCertificateTime.ToSeconds(after) : SshCertificateTime.Always);
        certificate.WriteUInt64(request.ValidBefore is { } before ? SshCertificateTime.ToSeconds(before) : SshCertificateTime.Forever);
        SshCertificateOptions.Write(CriticalOptions(request), certificate);
        SshCertificateOptions.Write(request.Extensions ?? DefaultExtensions(request.Type), certificate);

        // Reserved.
        certificate.WriteString([]);
        certificate.WriteString(authority.Blob);
    }

    private static Dictionary<string, string> CriticalOptions(SshCertificateRequest request)
    {
        Dictionary<string, string> options = [];
        if (request.ForceCommand is not null) options.Add(SshCertificateOptions.ForceCommand, request.ForceCommand);
        if (request.SourceAddresses.Count > 0) options.Add(SshCertificateOptions.SourceAddress, string.Join(',', request.SourceAddresses));
        if (request.VerifyRequired) options.Add(SshCertificateOptions.VerifyRequired, "");
        return options;
    }

    private static IReadOnlyDictionary<string, string> DefaultExtensions(SshCertificateType type) =>
        type == SshCertificateType.User ? SshCertificateOptions.UserDefaults : new Dictionary<string, string>();

    private static void WritePrincipals(IReadOnlyList<string> principals, SshWireWriter certificate)
    {
        using SshWireWriter list = new();
        foreach (string principal in principals) list.WriteText(principal);
        certificate.WriteString(list);
    }
}
