using System.Buffers;
using System.Text;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// Names of things in the store. They are checked and canonicalised once, at the boundary: two names that differ
/// only in case or in Unicode composition are one name.
/// </summary>
internal static class CanonicalName
{
    private const int MaximumLength = 200;

    private static readonly HashSet<string> ReservedDevices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>Checks a name that never touches a path: not empty, no control characters, at most 200 characters.</summary>
    /// <exception cref="InvalidInputException">The name cannot be used.</exception>
    public static string Check(string kind, string name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw SecurityErrors.NameInvalid(kind, name ?? "", "it is empty");
        if (name.Length > MaximumLength) throw SecurityErrors.NameInvalid(kind, name[..20] + "…", $"it is longer than {MaximumLength} characters");
        if (name.Any(char.IsControl)) throw SecurityErrors.NameInvalid(kind, name, "it has control characters");
        if (name != name.Trim()) throw SecurityErrors.NameInvalid(kind, name, "it begins or ends with white space");
        if (IsNoUnicode(name)) throw SecurityErrors.NameInvalid(kind, "?", "it is not valid Unicode");
        return name;
    }

    /// <summary>Checks a name that also becomes a file's name, on any of the platforms.</summary>
    /// <exception cref="InvalidInputException">The name cannot be used.</exception>
    public static string CheckFileName(string kind, string name)
    {
        Check(kind, name);
        if (name.AsSpan().IndexOfAny("/\\:*?\"<>|") >= 0) throw SecurityErrors.NameInvalid(kind, name, "a file's name has none of / \\ : * ? \" < > |");
        if (name.StartsWith('.') || name.EndsWith('.')) throw SecurityErrors.NameInvalid(kind, name, "it begins or ends with a dot");
        if (name.StartsWith('-')) throw SecurityErrors.NameInvalid(kind, name, "it begins with a dash, which programs take for an option");
        if (ReservedDevices.Contains(name.Split('.')[0])) throw SecurityErrors.NameInvalid(kind, name, "Windows reserves it for a device");
        return name;
    }

    /// <summary>The form by which a name is found; the empty one, which no name has, for what is not valid Unicode.</summary>
    // Composed again, for some letters are one character only in small.
    public static string KeyOf(string name) => IsNoUnicode(name) ? "" : name.Normalize(NormalizationForm.FormC).ToLowerInvariant().Normalize(NormalizationForm.FormC);

    // Half of a surrogate pair, or U+FFFE, of which no normal form is made.
    private static bool IsNoUnicode(ReadOnlySpan<char> name)
    {
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(name, out Rune character, out int taken) != OperationStatus.Done || character.Value == 0xFFFE) return true;
            name = name[taken..];
        }

        return false;
    }
}
