using System.Text;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Ssh;

/// <summary>Says whether a key is whole, and what is weak about it.</summary>
internal static class SshKeyChecker
{
    private const int ShortModulus = 2048;

    /// <summary>Checks a key file, and the pair when it is a private one with a public one beside it.</summary>
    public static SshKeyValidation CheckFile(string path, ReadOnlySpan<byte> passphrase)
    {
        SshKeyPairFiles files = new(path);
        using Cryptography.SecretBuffer content = files.ReadPrivate();
        SshKeyValidation verdict = Check(content.Span, passphrase, files.TryReadPublic()) with { Path = files.PrivatePath };
        bool beside = verdict.IsPrivate && File.Exists(files.PublicPath);
        if (verdict.IsValid && beside && verdict.PairMatches is null && verdict.Fingerprint is not null)
        {
            return verdict with { ErrorId = "SshPairMismatch", PairMatches = false, Reason = $"The public key file '{files.PublicPath}' cannot be read. Write it anew with Export-SshPublicKey." };
        }

        return verdict.IsPrivate && !OwnerOnlyFile.IsOwnerOnly(files.PrivatePath)
            ? verdict with { Warnings = [.. verdict.Warnings, "Others than the owner can read or write the file; ssh refuses such a key."] }
            : verdict;
    }

    /// <summary>Checks a key's bytes.</summary>
    /// <param name="content">A private key file, or a public key's text.</param>
    /// <param name="passphrase">The passphrase; without it an encrypted key is checked from outside only.</param>
    /// <param name="beside">The public key that should be its own.</param>
    public static SshKeyValidation Check(ReadOnlySpan<byte> content, ReadOnlySpan<byte> passphrase, SshPublicKey? beside)
    {
        bool isPrivate = IsPrivate(content);
        try
        {
            return isPrivate ? CheckPrivate(content, passphrase, beside) : Describe(SshPublicKey.Parse(Encoding.UTF8.GetString(content)), "The public key is whole.");
        }
        catch (SecurityException error)
        {
            return new SshKeyValidation { IsPrivate = isPrivate, ErrorId = error.ErrorId, Reason = error.Message, Warnings = [] };
        }
    }

    /// <summary>True when a file's first line says that it is a private key.</summary>
    public static bool IsPrivate(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> rest = content.TrimStart(" \t\r\n"u8);
        ReadOnlySpan<byte> first = SshPem.NextLine(ref rest);
        return first.IndexOf("PRIVATE KEY"u8) >= 0 || first.StartsWith("PuTTY-User-Key-File"u8) || first.IndexOf("SSH2 ENCRYPTED"u8) >= 0;
    }

    private static SshKeyValidation CheckPrivate(ReadOnlySpan<byte> content, ReadOnlySpan<byte> passphrase, SshPublicKey? beside)
    {
        SshPrivateKeyFileInfo info = SshPrivateKeyFile.Inspect(content);
        SshPublicKey? key = info.PublicKey;
        bool open = !info.IsEncrypted || !passphrase.IsEmpty;
        if (open)
        {
            using SshPrivateKey opened = SshPrivateKeyFile.Read(content, passphrase);
            key = opened.PublicKey;
        }

        string proved = open ? "The private key is whole, and its parts belong together." : "The file is whole as far as it shows without its passphrase.";
        SshKeyValidation verdict = (key is null ? new SshKeyValidation { Reason = proved, Warnings = [] } : Describe(key, proved)) with
        {
            IsPrivate = true,
            HasPassphrase = info.IsEncrypted,
            PrivatePartChecked = open,
        };
        if (key is null || beside is null) return verdict;
        return key.Equals(beside)
            ? verdict with { PairMatches = true }
            : verdict with { PairMatches = false, ErrorId = "SshPairMismatch", Reason = $"The public key file holds another key ({beside.GetFingerprint()}). Write it anew with Export-SshPublicKey." };
    }

    private static SshKeyValidation Describe(SshPublicKey key, string reason) => new()
    {
        Reason = reason,
        KeyType = SshKeyTypes.Of(key),
        Algorithm = key.Algorithm,
        Bits = key.Bits,
        Fingerprint = key.GetFingerprint(),
        Warnings = key.Algorithm switch
        {
            "ssh-dss" => ["DSA keys are refused by present SSH programs; make an Ed25519 key."],
            "ssh-rsa" when key.Bits < ShortModulus => [$"A modulus of {key.Bits} bits is too short; use at least {ShortModulus}."],
            _ => [],
        },
    };
}
