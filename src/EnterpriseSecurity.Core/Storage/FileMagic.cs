using System.Buffers.Text;

namespace EnterpriseSecurity.Storage;

/// <summary>The first line of this product's own files: a name, the number of the format, a line feed.</summary>
internal static class FileMagic
{
    /// <summary>The number of the format, or 0 when the file does not begin with the name.</summary>
    public static int VersionOf(ReadOnlySpan<byte> start, ReadOnlySpan<byte> name) =>
        start.StartsWith(name)
        && Utf8Parser.TryParse(start[name.Length..], out int version, out int digits)
        && start[(name.Length + digits)..].StartsWith((byte)'\n') ? Math.Max(0, version) : 0;
}
