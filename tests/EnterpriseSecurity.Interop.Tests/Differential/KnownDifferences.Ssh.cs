using System.Text;
using System.Text.RegularExpressions;

namespace EnterpriseSecurity.Interop.Tests.Differential;

internal static partial class KnownDifferences
{
    private const string OddSpace = "OpenSSH's base64 passes over vertical tabs and form feeds, which RFC 7468 does not know.";
    private const string KeyTypes = "ssh-(rsa|ed25519)|ecdsa-sha2-nistp256";
    private const string CertificateLayout = "ssssUussUUsssss";

    private static KnownDifference[] SshKeys =>
    [
        new("ssh-private-key", DifferenceKind.Stricter, "ssh-keygen prints a public key without proving that the private numbers belong to it.")
        {
            IsThere = one => OpenSshKeyFile.Read(one.Input) is { BelongTogether: false },
        },
        new("ssh-private-key", DifferenceKind.Stricter, "ssh-keygen passes over options for the derivation of a key where none is derived.")
        {
            Repair = input => OpenSshKeyFile.Read(input) is { HasIdleOptions: true } file ? file.WithoutOptions() : null,
        },
        new("ssh-private-key", DifferenceKind.Stricter, "ssh-keygen reads numbers with needless zeros, which RFC 4251 forbids.")
        {
            Repair = input => OpenSshKeyFile.Read(input)?.WithShortestNumbers(),
        },
        new("ssh-private-key", DifferenceKind.Stricter, OddSpace) { Repair = WithoutOddSpace },
        new("ssh-private-key", DifferenceKind.Stricter, "OpenSSH's base64 passes over what comes after the padding.") { Repair = UpToPadding },
    ];

    private static KnownDifference[] SshTexts =>
    [
        new("ssh-public-key", DifferenceKind.Stricter, "A zero byte ends a line for ssh-keygen; here a line with one is no key.") { Repair = UpToZero },
        new("ssh-public-key", DifferenceKind.Stricter, "ssh-keygen reads the lines of a whole authorized_keys file; here a key is one line.") { Repair = KeyLinesAlone },
        new("ssh-public-key", DifferenceKind.Stricter, "ssh-keygen -l takes a word before the key for options, as in authorized_keys; here a key has none.") { Repair = WithoutOptions },
        new("ssh-public-key", DifferenceKind.Stricter, "ssh-keygen reads numbers with needless zeros, which RFC 4251 forbids.") { Repair = input => WithRsaNumbers(input, SshFields.Shortest) },
        new("ssh-public-key", DifferenceKind.Stricter, "ssh-keygen prints the fingerprint of any two numbers; here an RSA key has a modulus and an exponent that a key can have.")
        {
            IsThere = one => RsaFields(one.Input) is [_, { } exponent, { } modulus] && !RsaNumbers.CanBePublic(RsaNumbers.Of(modulus), RsaNumbers.Of(exponent)),
        },
        new("authorized-keys", DifferenceKind.OtherMeaning, "ssh-keygen passes over a key with more than one blank after its options, and sshd does not.") { Repair = WithOneBlank },
        new("authorized-keys", DifferenceKind.Stricter, OddSpace) { Repair = WithoutOddSpaceInLines },
        new("authorized-keys", DifferenceKind.OtherMeaning, "A vertical tab or form feed at the end of a line is part of a comment for ssh-keygen.") { Repair = WithoutOddSpaceInLines },
        new("authorized-keys", DifferenceKind.OtherMeaning, "ssh-keygen prints the options, or what else is left of a line, in the place of a comment that is missing or begins with a number sign.") { IsThere = DifferOverMissingComments },
        new("ssh-certificate", DifferenceKind.Stricter, "A zero byte ends a line for ssh-keygen; here a line with one is no certificate.") { Repair = UpToZero },
        new("ssh-certificate", DifferenceKind.Stricter, "ssh-keygen reads the lines of a whole authorized_keys file; here a certificate is one line.") { Repair = KeyLinesAlone },
        new("ssh-certificate", DifferenceKind.Stricter, "ssh-keygen prints any bytes as key id, principals and options; here they are names that can be shown, no option stands twice, and an option's value is a text where it has one.")
        {
            IsThere = one => CertificateFields(one.Input) is { } fields && !HasNames(fields),
        },
        new("ssh-signature", DifferenceKind.Stricter, "ssh-keygen takes version 0 for version 1.")
        {
            IsThere = one => PemText.Find(one.Input)?.Content is { Length: > 10 } blob && !blob.AsSpan(6, 4).ContainsAnyExcept((byte)0),
        },
        new("ssh-signature", DifferenceKind.Stricter, "A zero byte ends the algorithm's name for ssh-keygen; here it is no part of a name.")
        {
            IsThere = one => PemText.Find(one.Input)?.Content is { Length: > 10 } blob && SshFields.Read(blob.AsSpan(10), "sssss") is { } fields && SshFields.Read(fields[4], "s.") is { } signature && signature[0].Contains((byte)0),
        },
        new("ssh-signature", DifferenceKind.Stricter, OddSpace) { Repair = WithoutOddSpace },
        new("ssh-signature", DifferenceKind.Stricter, "ssh-keygen passes over what follows the END on its line.")
        {
            Repair = input => PemText.Find(input) is { } pem && Regex.IsMatch(Encoding.Latin1.GetString(input), "-----END SSH SIGNATURE-----[^\n]") ? pem.With(pem.Body) : null,
        },
    ];

    private static bool DifferOverMissingComments(Difference difference)
    {
        string[] theirs = difference.Theirs.Meaning!.Split('\n');
        string[] own = difference.Own.Meaning!.Split('\n');
        return theirs.Length == own.Length && theirs.Zip(own).All(one => one.First == one.Second
            || (one.First.Split(' ')[0] == one.Second.Split(' ')[0] && (one.Second.EndsWith(" no comment", StringComparison.Ordinal) || one.Second.Split(' ')[1].StartsWith('#'))));
    }

    private static byte[]? WithoutOddSpace(byte[] input) =>
        PemText.Find(input) is { } pem && pem.Body.AsSpan().ContainsAny('\v', '\f') ? pem.With(pem.Body.Replace('\v', '\n').Replace('\f', '\n')) : null;

    private static byte[]? WithOneBlank(byte[] input)
    {
        string text = Encoding.Latin1.GetString(input);
        string changed = Regex.Replace(text, $"(?<=[^ \t\n])[ \t]{{2,}}(?=({KeyTypes})[ \t])", " ");
        return changed == text ? null : Encoding.Latin1.GetBytes(changed);
    }

    private static byte[]? WithoutOddSpaceInLines(byte[] input) =>
        input.AsSpan().ContainsAny((byte)'\v', (byte)'\f') ? [.. input.Where(one => one is not ((byte)'\v' or (byte)'\f'))] : null;

    private static byte[]? UpToPadding(byte[] input)
    {
        if (PemText.Find(input) is not { } pem || Regex.Match(pem.Body, "=[=\\s]*[^=\\s]") is not { Success: true } rest) return null;
        string kept = Regex.Replace(pem.Body[..rest.Index], "\\s", "");
        return pem.With(kept.PadRight((kept.Length + 3) / 4 * 4, '='));
    }

    private static byte[]? UpToZero(byte[] input)
    {
        string text = Encoding.Latin1.GetString(input);
        return text.Contains('\0') ? Encoding.Latin1.GetBytes(Regex.Replace(text, "\0[^\n]*", "")) : null;
    }

    private static byte[]? KeyLinesAlone(byte[] input)
    {
        string[] lines = Encoding.Latin1.GetString(input).Split('\n');
        string[] keys = [.. lines.Where(line => line.Contains(" AAAA", StringComparison.Ordinal))];
        return keys.Length == 1 && lines.Length > 1 ? Encoding.Latin1.GetBytes(keys[0].TrimEnd('\r')) : null;
    }

    private static byte[]? WithoutOptions(byte[] input)
    {
        Match match = Regex.Match(Encoding.Latin1.GetString(input), $"^[ \t]*[^ \t\n]+[ \t]+(({KeyTypes}) .*)$", RegexOptions.Singleline);
        return match.Success ? Encoding.Latin1.GetBytes(match.Groups[1].Value) : null;
    }

    private static List<byte[]>? RsaFields(byte[] input)
    {
        Match match = Regex.Match(Encoding.Latin1.GetString(input), "ssh-rsa[ \t]+(AAAA[A-Za-z0-9+/]+=*)");
        byte[] blob = new byte[match.Length];
        return match.Success && Convert.TryFromBase64String(match.Groups[1].Value, blob, out int written) ? SshFields.Read(blob.AsSpan(0, written), "sss") : null;
    }

    private static byte[]? WithRsaNumbers(byte[] input, Func<byte[], byte[]?> change)
    {
        if (RsaFields(input) is not [{ } name, { } exponent, { } modulus] || (change(exponent) ?? change(modulus)) is null) return null;
        string blob = Convert.ToBase64String(SshFields.Write([name, change(exponent) ?? exponent, change(modulus) ?? modulus], "sss"));
        return Encoding.Latin1.GetBytes(Regex.Replace(Encoding.Latin1.GetString(input), "AAAA[A-Za-z0-9+/]+=*", blob));
    }

    private static List<byte[]>? CertificateFields(byte[] input)
    {
        Match match = Regex.Match(Encoding.Latin1.GetString(input), "-cert-v01@openssh.com[ \t]+(AAAA[A-Za-z0-9+/]+=*)");
        byte[] blob = new byte[match.Length];
        return match.Success && Convert.TryFromBase64String(match.Groups[1].Value, blob, out int written) ? SshFields.Read(blob.AsSpan(0, written), CertificateLayout) : null;
    }

    private static bool HasNames(List<byte[]> certificate)
    {
        if (!IsText(certificate[6]) || SshFields.ReadAll(certificate[7]) is not { } principals || !principals.All(one => one.Length > 0 && IsText(one))) return false;
        foreach (byte[] list in certificate[10..12])
        {
            if (SshFields.ReadAll(list) is not { Count: var count } options || count % 2 == 1) return false;
            string[] names = [.. options.Where((_, at) => at % 2 == 0).Select(Encoding.Latin1.GetString)];
            if (names.Distinct(StringComparer.Ordinal).Count() != names.Length || !names.All(one => Regex.IsMatch(one, "^[!-+--~]{1,64}\\z"))) return false;
            for (int at = 0; at < names.Length; at++)
            {
                byte[] value = options[(2 * at) + 1];
                bool needsOne = names[at] is "force-command" or "source-address";
                bool isFlag = names[at].StartsWith("permit-", StringComparison.Ordinal) || names[at] is "no-touch-required" or "verify-required";
                if (value.Length == 0 ? needsOne : isFlag || SshFields.ReadAll(value) is not [{ } text] || !IsText(text)) return false;
            }
        }

        return true;
    }

    private static bool IsText(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        return !text.Contains('\uFFFD') && !text.Any(char.IsControl);
    }
}
