using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

public sealed class OwnerOnlyBatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("es-test-").FullName;

    [Fact]
    public void Every_file_is_whole_and_owner_only()
    {
        (string Path, ReadOnlyMemory<byte> Content)[] files = Files(100);

        OwnerOnlyBatch.WriteNew(files);

        Assert.Equal(100, Directory.GetFiles(_folder).Length);
        Assert.All(files, file =>
        {
            Assert.Equal(file.Content.ToArray(), File.ReadAllBytes(file.Path));
            Assert.True(OwnerOnlyFile.IsOwnerOnly(file.Path));
        });
    }

    [Fact]
    public void A_file_that_exists_stays_and_none_of_the_others_is_left()
    {
        (string Path, ReadOnlyMemory<byte> Content)[] files = Files(20);
        File.WriteAllText(files[7].Path, "here before");

        Assert.Throws<IOException>(() => OwnerOnlyBatch.WriteNew(files));

        Assert.Equal([files[7].Path], Directory.GetFiles(_folder));
        Assert.Equal("here before", File.ReadAllText(files[7].Path));
    }

    [Fact]
    public void A_folder_that_is_not_there_fails_as_for_one_file()
    {
        (string Path, ReadOnlyMemory<byte> Content)[] files = [(Path.Combine(_folder, "absent", "file"), TemporaryStore.Utf8("x")), .. Files(20)];

        Assert.Throws<DirectoryNotFoundException>(() => OwnerOnlyBatch.WriteNew(files));

        Assert.Empty(Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (string Path, ReadOnlyMemory<byte> Content)[] Files(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (Path.Combine(_folder, $"file-{i}"), (ReadOnlyMemory<byte>)TemporaryStore.Utf8($"content {i}")))];
}
