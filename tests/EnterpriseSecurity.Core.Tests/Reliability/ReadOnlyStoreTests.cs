using System.Runtime.Versioning;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Reliability;

[Trait("Category", "Reliability")]
[UnsupportedOSPlatform("windows")]
public sealed class ReadOnlyStoreTests
{
    [MountFact]
    public void A_store_on_a_read_only_disk_is_refused_by_name_and_opens_again_later()
    {
        using MountedFolder disk = new("4m");
        using TemporaryStore store = new(Path.Combine(disk.Path, "root"));
        using (SecretValue value = SecretValue.FromText("value")) store.Manager.Secrets.Protect("kept", value);
        store.Close();
        disk.MakeReadOnly();
        try
        {
            using KeyProtector key = store.Protector();
            AssertReadOnly(() => store.Open());
            AssertReadOnly(() => SecurityStore.Create(Path.Combine(store.Root, "other"), key));
            AssertReadOnly(() => SecurityStore.Create(Path.Combine(store.Root, "deep", "other"), key));
            Assert.Single(SecurityStore.GetProtectors(store.Path));
            Assert.Equal("KeyFileUnusable", Assert.Throws<InvalidInputException>(() => KeyFile.Create(Path.Combine(store.Root, "other-key"))).ErrorId);
        }
        finally
        {
            disk.MakeWritable();
        }

        store.Reopen();
        Assert.Equal("value", SharedStore.Reveal(store.Manager, "kept"));
        SharedStore.AssertValid(store.Manager);
    }

    [PermissionFact]
    public void A_folder_without_the_right_to_write_is_refused_by_name_and_opens_again_later()
    {
        using TemporaryStore store = new();
        store.Close();
        string[] folders = [store.Path, .. Directory.EnumerateDirectories(store.Path)];
        foreach (string folder in folders) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string database = Path.Combine(store.Path, "store.db");
        File.SetUnixFileMode(database, UnixFileMode.UserRead);
        try
        {
            using KeyProtector key = store.Protector();
            AssertReadOnly(() => store.Open());
            AssertReadOnly(() => SecurityStore.Create(Path.Combine(store.Path, "ssh", "other"), key));
        }
        finally
        {
            foreach (string folder in folders) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.SetUnixFileMode(database, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        store.Reopen();
        SharedStore.AssertValid(store.Manager);
    }

    private static void AssertReadOnly(Action action) => Assert.Equal("StoreReadOnly", Assert.Throws<AccessRefusedException>(action).ErrorId);
}
