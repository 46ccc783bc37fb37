using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.Certificates;

/// <summary>What a search of folders finds, and that it never takes a folder that cannot be read for an empty one.</summary>
public sealed class CertificateFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("es-folder-").FullName;

    public CertificateFolderTests()
    {
        Write("a.crt");
        Write("note.txt");
        Write("below/b.PEM");
        Write("below/deep/c.p12");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Files_are_found_by_their_extension_and_links_to_folders_are_not_followed()
    {
        Assert.Equal(["a.crt"], Find(recurse: false));
        if (!OperatingSystem.IsWindows()) Directory.CreateSymbolicLink(Path.Combine(_root, "below", "up"), _root);
        Assert.Equal(["a.crt", "below/b.PEM", "below/deep/c.p12"], Find(recurse: true));
    }

    [Fact]
    public void A_folder_that_is_gone_is_told_of_or_ends_the_search()
    {
        string gone = Path.Combine(_root, "gone");
        Assert.Throws<DirectoryNotFoundException>(() => CertificateFolder.FindFiles(gone, recurse: true).ToArray());
        List<string> unread = [];
        Assert.Empty(CertificateFolder.FindFiles(gone, recurse: true, (path, _) => unread.Add(path)));
        Assert.Equal([gone], unread);
    }

    [PermissionFact]
    public void A_folder_that_may_not_be_read_is_told_of_and_the_others_are_searched()
    {
        if (OperatingSystem.IsWindows()) return;
        string closed = Path.Combine(_root, "below", "deep");
        UnixFileMode before = File.GetUnixFileMode(closed);
        File.SetUnixFileMode(closed, UnixFileMode.None);
        try
        {
            List<string> unread = [];
            Assert.Equal(2, CertificateFolder.FindFiles(_root, recurse: true, (path, _) => unread.Add(path)).Count());
            Assert.Equal([closed], unread);
            Assert.Throws<UnauthorizedAccessException>(() => CertificateFolder.FindFiles(_root, recurse: true).ToArray());
        }
        finally
        {
            File.SetUnixFileMode(closed, before);
        }
    }

    private string[] Find(bool recurse) => [.. CertificateFolder.FindFiles(_root, recurse).Select(path => Path.GetRelativePath(_root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private void Write(string name)
    {
        string path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
    }
}
