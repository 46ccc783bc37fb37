using System.Text;
using System.Text.RegularExpressions;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// A folder of range files, as the official downloader makes it: <c>00000.txt</c> to <c>FFFFF.txt</c>, each with the
/// lines <c>SUFFIX:COUNT</c> of the hashes that begin with its name. A look-up reads one file.
/// </summary>
public sealed partial class BreachedPasswordFolder : BreachedPasswordList
{
    private const int Ranges = 1 << (4 * BreachedPasswordDigest.PrefixDigits);
    private const int LargestFile = 16 << 20;

    /// <summary>Opens a folder and learns from one of its files which hash it holds.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="NotFoundException">There is no such folder.</exception>
    /// <exception cref="MalformedDataException">There are no range files in it.</exception>
    public BreachedPasswordFolder(string path)
        : base(BreachedPasswordSource.RangeFolder, Path.GetFullPath(path))
    {
        if (!Directory.Exists(Location)) throw SecurityErrors.BreachListNotFound(Location);
        string any = Directory.EnumerateFiles(Location, "?????.txt").FirstOrDefault(file => RangeName().IsMatch(Path.GetFileNameWithoutExtension(file)))
            ?? throw SecurityErrors.BreachListMalformed(Location, "there are no range files (00000.txt to FFFFF.txt) in it");
        Hash = BreachedPasswordRange.HashOf(ReadFile(any)) ?? throw SecurityErrors.BreachListMalformed(any, "its first line is not the rest of a SHA-1 or NTLM hash and a count");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // No file stays open.
    }

    internal override BreachedPasswordMatch FindHash(ReadOnlySpan<byte> hash, CancellationToken cancellation = default)
    {
        string prefix = BreachedPasswordRange.PrefixOf(hash);
        string file = FileOf(prefix);
        return BreachedPasswordRange.TryFind(ReadFile(file), hash, out bool found, out long? count)
            ? Match(found, count)
            : throw SecurityErrors.BreachListMalformed(file, "not all of its lines are the rest of a hash and a count");
    }

    internal override void ReadAll(BreachedPasswordVisitor visit, IProgress<double>? progress, CancellationToken cancellation)
    {
        Span<byte> hash = stackalloc byte[BreachedPasswordDigest.SizeOf(Hash)];
        for (int range = 0; range < Ranges; range++)
        {
            cancellation.ThrowIfCancellationRequested();
            string prefix = range.ToString("X5", System.Globalization.CultureInfo.InvariantCulture);
            string file = FileOf(prefix);
            BreachedPasswordLines lines = new(file, ReadFile(file), 0, isEnd: true, hash, Encoding.ASCII.GetBytes(prefix));
            while (lines.MoveNext()) visit(hash, lines.Count);
            progress?.Report((double)range / Ranges);
        }
    }

    [GeneratedRegex("^[0-9A-Fa-f]{5}$")]
    private static partial Regex RangeName();

    private static byte[] ReadFile(string file)
    {
        FileInfo info = new(file);
        if (!info.Exists || info.Length == 0) throw SecurityErrors.BreachRangeMissing(file);
        return info.Length <= LargestFile ? File.ReadAllBytes(file) : throw SecurityErrors.BreachListMalformed(file, "it is larger than any range");
    }

    // Some downloaders write the name in lower case, which matters on most file systems.
    private string FileOf(string prefix)
    {
        string file = Path.Combine(Location, prefix + ".txt");
        string lower = Path.Combine(Location, prefix.ToLowerInvariant() + ".txt");
        return !File.Exists(file) && File.Exists(lower) ? lower : file;
    }
}
