using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.Passwords;

/// <summary>Lists of breached passwords in a folder of a test's own.</summary>
internal sealed class BreachLists : IDisposable
{
    private const int HashSize = 20;

    /// <summary>The lines of a large list: a million, ten million in a soak run, or what <c>SECURITY_BREACH_LINES</c> says.</summary>
    public static long LargeSize =>
        long.TryParse(Environment.GetEnvironmentVariable("SECURITY_BREACH_LINES"), CultureInfo.InvariantCulture, out long lines) ? lines
        : Soak.IsAsked ? 10_000_000 : 1_000_000;

    public string Folder { get; } = Directory.CreateTempSubdirectory("es-breach-").FullName;

    public static string Sha1(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));

    /// <summary>The hash on a line of <see cref="WriteSpread"/>: evenly spread, with a middle that looks random.</summary>
    public static byte[] SpreadHash(long line, long lines)
    {
        byte[] hash = new byte[HashSize];
        FillSpread(hash, line, (ulong)(((UInt128)1 << 64) / (ulong)lines));
        return hash;
    }

    public string At(string name) => Path.Combine(Folder, name);

    public string Write(string name, string content)
    {
        File.WriteAllText(At(name), content, Encoding.ASCII);
        return At(name);
    }

    /// <summary>A sorted file of these passwords, the count of each its place among them from 1.</summary>
    public string WritePasswords(string name, IEnumerable<string> passwords, string lineEnd = "\r\n", bool endsWithLine = true)
    {
        IEnumerable<string> lines = passwords.Select((password, i) => $"{Sha1(password)}:{i + 1}").Order(StringComparer.Ordinal);
        return Write(name, string.Join(lineEnd, lines) + (endsWithLine ? lineEnd : ""));
    }

    /// <summary>A sorted file of any size in little time: an arithmetic progression of hashes.</summary>
    public string WriteSpread(string name, long lines)
    {
        ulong step = (ulong)(((UInt128)1 << 64) / (ulong)lines);
        WriteLines(name, lines, (line, hash) => FillSpread(hash, line, step));
        return At(name);
    }

    /// <summary>A sorted file with gaps of random widths between the hashes, as true ones have them.</summary>
    /// <param name="name">The file.</param>
    /// <param name="lines">How many.</param>
    /// <param name="samples">How many of the hashes are given back.</param>
    public (string Path, List<byte[]> Samples) WriteRandom(string name, long lines, int samples)
    {
        ulong step = (ulong)(((UInt128)1 << 64) / (ulong)lines);
        Random random = new(1);
        List<byte[]> taken = [];
        ulong key = 0;
        WriteLines(name, lines, (line, hash) =>
        {
            // A little less than the mean gap, so that the last hashes do not run over.
            key += (ulong)random.NextInt64((long)(step / 512 * 1020));
            random.NextBytes(hash);
            BinaryPrimitives.WriteUInt64BigEndian(hash, key);
            if (line % (lines / samples) == 0) taken.Add(hash.ToArray());
        });
        return (At(name), taken);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void WriteLines(string name, long lines, Filler fill)
    {
        using FileStream file = new(At(name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        Span<byte> hash = stackalloc byte[HashSize];
        Span<byte> text = stackalloc byte[64];
        for (long line = 0; line < lines; line++)
        {
            fill(line, hash);
            Convert.TryToHexString(hash, text, out int length);
            text[length++] = (byte)':';
            (line + 1).TryFormat(text[length..], out int digits, provider: CultureInfo.InvariantCulture);
            length += digits;
            text[length++] = (byte)'\r';
            text[length++] = (byte)'\n';
            file.Write(text[..length]);
        }
    }

    private static void FillSpread(Span<byte> hash, long line, ulong step)
    {
        BinaryPrimitives.WriteUInt64BigEndian(hash, ((ulong)line * step) + (step / 2));
        ulong scrambled = ((ulong)line + 1) * 0x9E3779B97F4A7C15;
        BinaryPrimitives.WriteUInt64BigEndian(hash[8..], scrambled);
        BinaryPrimitives.WriteUInt32BigEndian(hash[16..], (uint)line);
    }

    private delegate void Filler(long line, Span<byte> hash);
}
