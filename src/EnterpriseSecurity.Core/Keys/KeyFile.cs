using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Keys;

/// <summary>Key files: at least 32 bytes that nobody can guess, readable by their owner alone.</summary>
public static class KeyFile
{
    /// <summary>The least number of bytes a key file must hold.</summary>
    public const int MinimumSize = 32;

    private const int MaximumSize = 64 * 1024;

    private const string CredentialsVariable = "CREDENTIALS_DIRECTORY";

    /// <summary>Makes a key file of 32 random bytes in base64, owner-only from the start.</summary>
    /// <exception cref="InvalidInputException">The file exists, or cannot be created.</exception>
    public static void Create(string path)
    {
        using SecretBuffer key = SecretBuffer.Random(MinimumSize);
        byte[] text = Encoding.ASCII.GetBytes(Convert.ToBase64String(key.Span) + "\n");
        try
        {
            OwnerOnlyFile.WriteNew(path, text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.KeyFileUnusable(path, "it cannot be created there");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    /// <summary>Reads a key file; all its bytes count.</summary>
    internal static SecretBuffer Read(string path)
    {
        if (!File.Exists(path)) throw SecurityErrors.KeyFileMissing(path);
        try
        {
            if (!OwnerOnlyFile.IsOwnerOnly(path) && !IsServiceCredential(path)) throw SecurityErrors.KeyFileUnusable(path, "others can read it; take their rights away (chmod 600)");
            byte[] content = GC.AllocateArray<byte>(MaximumSize + 1, pinned: true);
            try
            {
                // A pipe (/dev/fd/3) has no length to go by.
                using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                int length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
                if (length < MinimumSize) throw SecurityErrors.KeyFileUnusable(path, $"it holds fewer than {MinimumSize} bytes");
                if (length > MaximumSize) throw SecurityErrors.KeyFileUnusable(path, $"it holds more than {MaximumSize} bytes");
                return SecretBuffer.CopyOf(content.AsSpan(0, length));
            }
            finally
            {
                CryptographicOperations.ZeroMemory(content);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecurityErrors.KeyFileUnusable(path, "it cannot be read by this user");
        }
    }

    /// <summary>
    /// True for a file that systemd hands to a service: root's, in a folder that only the service enters, and opened for it by
    /// an access list, whose mask the mode shows as a right of the group.
    /// </summary>
    private static bool IsServiceCredential(string path)
    {
        const UnixFileMode Allowed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(CredentialsVariable) is not { Length: > 0 } folder) return false;
        string inside = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        return Path.GetFullPath(path).StartsWith(inside, StringComparison.Ordinal) && (File.GetUnixFileMode(path) & ~Allowed) == 0;
    }
}
