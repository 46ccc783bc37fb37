using System.Text;
using EnterpriseSecurity.Network;

namespace EnterpriseSecurity.Ssh;

/// <summary>Refuses requests for certificates that would mean more, or other things, than whoever asks is likely to think.</summary>
internal static class SshCertificateRequestCheck
{
    private const int MaximumNameLength = 1024;

    /// <exception cref="InvalidInputException">The request cannot be certified safely.</exception>
    public static void Check(SshCertificateRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.PublicKey);
        if (FindFault(request) is { } fault) throw SecurityErrors.SshCertificateRequestInvalid(fault);
    }

    private static string? FindFault(SshCertificateRequest request)
    {
        if (request.Type is not (SshCertificateType.User or SshCertificateType.Host)) return "A certificate is for a user or for a host. Say which.";
        if (request.PublicKey.KeyAlgorithm is SshDsaAlgorithm) return "DSA keys are no longer safe. Give an Ed25519, ECDSA or RSA key.";
        if (!IsLine(request.KeyId) || string.IsNullOrWhiteSpace(request.KeyId)) return $"A certificate needs a key id by which logs and revocation lists can name it: a line of 1 to {MaximumNameLength} characters.";
        return FindPrincipalFault(request) ?? FindValidityFault(request) ?? FindOptionFault(request) ?? FindExtensionFault(request);
    }

    private static string? FindPrincipalFault(SshCertificateRequest request)
    {
        if (request.Principals is not { } principals) return "The list of principals is missing. Give at least one principal.";
        if (principals.Count == 0 && !request.AllowAnyPrincipal) return "A certificate without principals speaks for every account or host. Give principals, or allow any of them explicitly.";
        if (principals.Count > SshCertificate.MaximumPrincipals) return $"A certificate can name {SshCertificate.MaximumPrincipals} principals. Give fewer.";
        foreach (string principal in principals)
        {
            if (!IsLine(principal) || principal.Length == 0 || principal.Contains(',') || principal.Trim().Length != principal.Length)
            {
                return $"A principal is a name of 1 to {MaximumNameLength} characters without commas, control characters, or spaces around it. Correct the principal.";
            }

            if (request.Type == SshCertificateType.Host && principal.Any(char.IsUpper)) return $"ssh looks for host names in lower case, and would never find '{principal}'. Write it in lower case.";
        }

        return null;
    }

    private static string? FindValidityFault(SshCertificateRequest request)
    {
        if (request.ValidAfter < DateTimeOffset.UnixEpoch || request.ValidBefore < DateTimeOffset.UnixEpoch) return "A certificate cannot name a time before 1970. Give a later time, or none.";
        ulong after = request.ValidAfter is { } from ? SshCertificateTime.ToSeconds(from) : SshCertificateTime.Always;
        ulong before = request.ValidBefore is { } until ? SshCertificateTime.ToSeconds(until) : SshCertificateTime.Forever;
        return before > after ? null : "The certificate's validity would end before it begins. Give an end that is at least one second after the beginning.";
    }

    private static string? FindOptionFault(SshCertificateRequest request)
    {
        if (request.SourceAddresses is not { } addresses) return "The list of source addresses is missing. Give addresses, or an empty list for no limit.";
        if (request.Type == SshCertificateType.Host && (request.ForceCommand is not null || addresses.Count > 0 || request.VerifyRequired))
        {
            return "The options force-command, source-address and verify-required are for user certificates only: ssh refuses a host certificate with them. Leave them out.";
        }

        if (request.ForceCommand is { } command && (string.IsNullOrWhiteSpace(command) || !IsText(command))) return "A forced command is a line of text that is not empty. Correct the command, or give none.";
        string? wrong = addresses.FirstOrDefault(address => address is null || NetworkRange.Parse(address) is null);
        if (wrong is null && !addresses.Contains(null)) return null;
        return $"'{SshComment.FromFile(wrong ?? "")}' is not an address or network, such as 192.0.2.1, 10.0.0.0/8 or 2001:db8::/32, without bits beyond the network's length. Correct the address.";
    }

    private static string? FindExtensionFault(SshCertificateRequest request)
    {
        foreach ((string name, string value) in request.Extensions ?? new Dictionary<string, string>())
        {
            if (!SshCertificateOptions.IsName(name)) return "The name of an extension has 1 to 64 printable ASCII characters without spaces and commas. Correct the name.";
            if (value is null || !IsText(value)) return $"The value of the extension '{name}' is missing or has control characters. Correct the value; a flag has an empty one.";
            bool isUserExtension = SshCertificateOptions.IsUserExtension(name);
            if (!isUserExtension && name.IndexOf('@') is <= 0) return $"OpenSSH knows no extension '{name}'. Correct the name, or add the domain of whoever defines it, as in {name}@example.com.";
            if (isUserExtension && value.Length > 0) return $"The extension '{name}' takes no value. Leave the value empty.";
            if (isUserExtension && request.Type == SshCertificateType.Host) return $"The extension '{name}' is for user certificates only. Leave it out.";
        }

        return null;
    }

    private static bool IsLine(string? text) => text is { Length: <= MaximumNameLength } && IsText(text);

    // A lone half of a surrogate pair would be written as another character.
    private static bool IsText(string text) => !text.Any(char.IsControl) && !text.EnumerateRunes().Contains(Rune.ReplacementChar);
}
