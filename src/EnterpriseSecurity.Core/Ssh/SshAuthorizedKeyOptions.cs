using System.Globalization;
using EnterpriseSecurity.Network;

namespace EnterpriseSecurity.Ssh;

/// <summary>The options that sshd knows before a key, and what it wants of their values: sshd(8), AUTHORIZED_KEYS FILE FORMAT.</summary>
internal static class SshAuthorizedKeyOptions
{
    private const string VariableCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    private const int MaximumVariableLength = 256;
    private const int MaximumHostLength = 1025;
    private const uint MaximumTunnel = 0x7fffffff - 2;

    private static readonly HashSet<string> Flags = new(StringComparer.OrdinalIgnoreCase)
    {
        "restrict", "cert-authority",
        "port-forwarding", "agent-forwarding", "x11-forwarding", "pty", "user-rc", "touch-required", "verify-required",
        "no-port-forwarding", "no-agent-forwarding", "no-x11-forwarding", "no-pty", "no-user-rc", "no-touch-required", "no-verify-required",
    };

    private static readonly HashSet<string> OnlyOnce = new(StringComparer.OrdinalIgnoreCase) { "command", "from", "principals" };

    /// <summary>Checks that sshd would follow the options; it ignores a key with even one that it does not understand.</summary>
    /// <exception cref="InvalidInputException">One of them is unknown, or its value is not what sshd wants.</exception>
    public static void Check(IReadOnlyList<SshKeyOption> options, TimeZoneInfo localZone)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (SshKeyOption option in options)
        {
            if (!SshOptionText.IsName(option.Name)) throw SecurityErrors.SshAuthorizedKeyOptionInvalid(SshComment.FromFile(option.Name));
            if (option.Value is not null && option.Value.Any(c => char.IsControl(c) && c != '\t')) throw SecurityErrors.SshAuthorizedKeyOptionInvalid(option.Name);
            if (FindFault(option, localZone) is { } fault) throw SecurityErrors.SshAuthorizedKeyOptionInvalid(option.Name, fault);
            if (!seen.Add(option.Name) && OnlyOnce.Contains(option.Name)) throw SecurityErrors.SshAuthorizedKeyOptionInvalid(option.Name, "may stand before a key only once.");
        }

        if (seen.Contains("principals") && !seen.Contains("cert-authority")) throw SecurityErrors.SshAuthorizedKeyOptionInvalid("principals", "goes with cert-authority only.");
    }

    private static string? FindFault(SshKeyOption option, TimeZoneInfo localZone)
    {
        if (Flags.Contains(option.Name)) return option.Value is null ? null : "takes no value.";
        string name = option.Name.ToLowerInvariant();
        if (name is not ("command" or "environment" or "from" or "principals" or "expiry-time" or "permitopen" or "permitlisten" or "tunnel")) return "is not known to sshd.";
        if (option.Value is not { } value) return "needs a value.";

        // There is no way to write it: the closing quote would be taken for an escaped one.
        if (value.EndsWith('\\')) return "has a value that ends in a backslash.";
        bool isValid = name switch
        {
            "environment" => IsAssignment(value),
            "from" => value.Split(',').All(IsAddressPattern),
            "principals" => value.Split(',').All(principal => principal.Length > 0),
            "expiry-time" => SshTime.Parse(value, localZone) is not null,
            "permitopen" => IsEndpoint(value, hostRequired: true),
            "permitlisten" => IsEndpoint(value, hostRequired: false),
            "tunnel" => value == "any" || (uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint tunnel) && tunnel <= MaximumTunnel),
            _ => true,
        };
        return isValid ? null : name switch
        {
            "environment" => "needs a value NAME=value, with a name of letters, digits and underscores.",
            "from" => "needs a list of host patterns or addresses with a network's length (10.0.0.0/8), separated by commas.",
            "principals" => "needs a list of names, separated by commas.",
            "expiry-time" => "needs a time as YYYYMMDD or YYYYMMDDHHMM[SS], with Z for UTC.",
            "permitopen" => "needs host:port, with * for any port and brackets around an IPv6 address.",
            "permitlisten" => "needs port or host:port, with * for any port and brackets around an IPv6 address.",
            _ => "needs the number of a tunnel device, or 'any'.",
        };
    }

    private static bool IsAssignment(string value)
    {
        int length = value.IndexOf('=');
        return length is > 0 and <= MaximumVariableLength && value.AsSpan(0, length).IndexOfAnyExcept(VariableCharacters) < 0;
    }

    private static bool IsAddressPattern(string pattern)
    {
        if (pattern.StartsWith('!')) pattern = pattern[1..];
        if (pattern.Length == 0 || pattern.Any(char.IsWhiteSpace)) return false;
        return !pattern.Contains('/') || NetworkRange.Parse(pattern) is not null;
    }

    private static bool IsEndpoint(string value, bool hostRequired)
    {
        int colon = value.LastIndexOf(':');
        if (colon < 0) return !hostRequired && IsPort(value);
        string host = value[..colon];
        bool isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (isBracketed) host = host[1..^1];
        if (host.Length is 0 or > MaximumHostLength || host.Any(char.IsWhiteSpace) || host.AsSpan().ContainsAny("[]/")) return false;
        return (isBracketed || !host.Contains(':')) && IsPort(value[(colon + 1)..]);
    }

    private static bool IsPort(string text) =>
        text == "*" || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535);
}
