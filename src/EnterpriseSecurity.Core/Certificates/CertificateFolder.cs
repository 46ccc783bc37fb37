using System.IO.Enumeration;

namespace EnterpriseSecurity.Certificates;

/// <summary>Folders with certificates in them.</summary>
public static class CertificateFolder
{
    private static readonly HashSet<string> Extensions = new([".pem", ".crt", ".cer", ".cert", ".der", ".p7b", ".p7c", ".pfx", ".p12"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The files whose extension is one of certificates. Links to files are followed, links to folders are not.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="recurse">True to look into the folders in it.</param>
    public static IEnumerable<string> FindFiles(string folder, bool recurse)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = recurse, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        return new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && Extensions.Contains(System.IO.Path.GetExtension(entry.FileName).ToString()),
            // A link to a folder above would never end.
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
    }
}
