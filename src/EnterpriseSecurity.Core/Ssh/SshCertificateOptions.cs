using System.Collections.ObjectModel;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// The critical options and extensions of certificates: pairs of a name and data, where the data is empty for a flag
/// and holds one string otherwise (OpenSSH's PROTOCOL.certkeys).
/// </summary>
internal static class SshCertificateOptions
{
    public const string ForceCommand = "force-command";
    public const string SourceAddress = "source-address";
    public const string VerifyRequired = "verify-required";

    private const int MaximumNameLength = 64;

    /// <summary>What <c>ssh-keygen</c> gives a user certificate unless told otherwise.</summary>
    public static readonly IReadOnlyDictionary<string, string> UserDefaults = ToDictionary(
        "permit-X11-forwarding", "permit-agent-forwarding", "permit-port-forwarding", "permit-pty", "permit-user-rc");

    private static readonly HashSet<string> Flags = new([.. UserDefaults.Keys, "no-touch-required", VerifyRequired], StringComparer.Ordinal);

    /// <summary>True for a critical option of user certificates; host certificates have none.</summary>
    public static bool IsCritical(string name) => name is ForceCommand or SourceAddress or VerifyRequired;

    /// <summary>True for an extension that OpenSSH defines; it is one of user certificates and has no value.</summary>
    public static bool IsUserExtension(string name) => name != VerifyRequired && Flags.Contains(name);

    /// <summary>True when a name has the form of RFC 4251 section 6.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaximumNameLength && !name.AsSpan().ContainsAnyExceptInRange('!', '~') && !name.Contains(',');

    /// <summary>Reads one of a certificate's two lists.</summary>
    /// <exception cref="MalformedDataException">The list is broken, or names an option twice.</exception>
    public static IReadOnlyDictionary<string, string> Read(ref SshWireReader certificate)
    {
        SshWireReader list = new(certificate.ReadString(), SshData.Certificate);
        SortedDictionary<string, string> options = new(StringComparer.Ordinal);
        while (!list.IsAtEnd)
        {
            string name = list.ReadText();
            if (!IsName(name)) throw list.Malformed("the name of an option in it is not a name.");
            if (!options.TryAdd(name, ReadValue(name, list.ReadString()))) throw list.Malformed("an option stands in it twice.");
        }

        return new ReadOnlyDictionary<string, string>(options);
    }

    /// <summary>Writes one of a certificate's two lists, in lexical order as the format asks.</summary>
    public static void Write(IReadOnlyDictionary<string, string> options, SshWireWriter certificate)
    {
        using SshWireWriter list = new();
        foreach ((string name, string value) in options.OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            list.WriteText(name);
            using SshWireWriter data = new();
            if (value.Length > 0) data.WriteText(value);
            list.WriteString(data);
        }

        certificate.WriteString(list);
    }

    private static string ReadValue(string name, ReadOnlySpan<byte> data)
    {
        SshWireReader reader = new(data, SshData.Certificate);
        if (data.IsEmpty && name is not (ForceCommand or SourceAddress)) return "";
        if (data.IsEmpty || Flags.Contains(name)) throw reader.Malformed($"its option '{name}' has a value where it takes none, or none where it needs one.");
        string value = reader.ReadText();
        reader.ExpectEnd();
        return value.Contains('\0') ? throw reader.Malformed("the value of an option in it has a zero byte.") : value;
    }

    private static ReadOnlyDictionary<string, string> ToDictionary(params string[] flags) =>
        new(new SortedDictionary<string, string>(flags.ToDictionary(name => name, _ => ""), StringComparer.Ordinal));
}
