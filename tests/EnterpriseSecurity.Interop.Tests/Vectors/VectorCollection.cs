using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Vectors;

/// <summary>The vector collection that Debian packages as python3-cryptography-vectors: NIST's, the RFCs', OpenSSL's, and others.</summary>
internal static class VectorCollection
{
    private const string Folder = "/usr/lib/python3/dist-packages/cryptography_vectors";

    /// <summary>True when the collection is installed.</summary>
    public static bool IsInstalled => Directory.Exists(Folder);

    /// <summary>The path of one of its files or folders.</summary>
    public static string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>The files of a folder, sorted by name.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern = "*") =>
        [.. Directory.EnumerateFiles(PathOf(folder), pattern).Order(StringComparer.Ordinal)];

    /// <summary>One file's bytes.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>
    /// The cases of a file in NIST's layout: lines of <c>Name = value</c>, a case at each COUNT, or each empty line where there is none, and what
    /// stands in brackets holding for all cases that follow. Names are lower case.
    /// </summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Cases(string name)
    {
        Dictionary<string, string> section = [];
        Dictionary<string, string> fields = [];
        string[] lines = [.. File.ReadLines(PathOf(name)).Select(line => line.Trim())];
        bool isCounted = lines.Any(BeginsCount);
        foreach (string line in lines)
        {
            bool begins = line.StartsWith('[') || (isCounted ? BeginsCount(line) : line.Length == 0);
            if (begins && fields.Count > 0)
            {
                yield return new Dictionary<string, string>(section.Concat(fields));
                fields = [];
            }

            if (line.Length == 0 || line[0] == '#') continue;
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            bool inSection = line[0] == '[';
            if (equals < 0)
            {
                if (!inSection) fields[line.ToLowerInvariant()] = "";
                continue;
            }

            string key = line[..equals].Trim('[', ' ').ToLowerInvariant();
            if (key == "count") continue;
            (inSection ? section : fields)[key] = line[(equals + 1)..].Trim(']', ' ');
        }

        if (fields.Count > 0) yield return new Dictionary<string, string>(section.Concat(fields));

        static bool BeginsCount(string line) => line.StartsWith("count", StringComparison.OrdinalIgnoreCase) && line.Contains('=', StringComparison.Ordinal) && !line.StartsWith("counter", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A value in hexadecimal, or in quotes as text.</summary>
    public static byte[] Bytes(string value) =>
        value is ['"', .., '"'] ? System.Text.Encoding.ASCII.GetBytes(value[1..^1]) : Convert.FromHexString(value);
}
