using System.Runtime.Versioning;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>Locks that are lost, with an embedded database.</summary>
[Trait("Category", "Reliability")]
[UnsupportedOSPlatform("windows")]
public sealed class LostLockTests() : LostLockContract(StoreProvider.Sqlite)
{
    [Fact]
    public async Task A_folder_stays_locked_when_its_lock_file_is_deleted()
    {
        string folder = Directory.CreateTempSubdirectory("es-lock-").FullName;
        try
        {
            Task<FolderLock> second;
            using (FolderLock first = FolderLock.Take(folder))
            {
                File.Delete(Path.Combine(folder, ".lock"));
                second = Task.Run(() => FolderLock.Take(folder));
                await Task.Delay(50);
                Assert.False(second.IsCompleted);
            }

            (await second).Dispose();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
