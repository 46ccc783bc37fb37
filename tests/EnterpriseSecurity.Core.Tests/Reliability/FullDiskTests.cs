using System.Runtime.Versioning;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Reliability;

[Trait("Category", "Reliability")]
[UnsupportedOSPlatform("windows")]
public sealed class FullDiskTests
{
    [MountFact]
    public void A_disk_that_fills_up_while_secrets_are_written_keeps_all_that_were_acknowledged()
    {
        using MountedFolder disk = new("2m");
        using TemporaryStore store = new(Path.Combine(disk.Path, "root"));
        List<string> acknowledged = [];
        AssertFull(() =>
        {
            for (int i = 0; ; i++)
            {
                Protect(store.Manager, $"s{i}", new string('x', 8000));
                acknowledged.Add($"s{i}");
            }
        });
        Assert.NotEmpty(acknowledged);
        disk.Fill();
        AssertFull(() => Protect(store.Manager, "none", "x"));
        AssertFull(() => Reveal(store.Manager, "s0"));
        Assert.Equal("AuditUnwritable", Assert.Throws<UnavailableException>(() => store.Open()).ErrorId);

        disk.Resize("8m");
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), store.Manager.Secrets.List().Select(info => info.Name).Order(StringComparer.Ordinal));
        Protect(store.Manager, "after", "x");
        store.Reopen();
        foreach (string name in acknowledged) Assert.Equal(8000, Reveal(store.Manager, name).Length);
        SharedStore.AssertValid(store.Manager);
    }

    [MountFact]
    public void A_full_disk_refuses_every_change_leaves_nothing_half_written_and_works_once_there_is_room()
    {
        using MountedFolder disk = new("4m");
        using TemporaryStore store = new(Path.Combine(disk.Path, "root"));
        Protect(store.Manager, "kept", "value");
        store.Manager.Audit.Flush();
        string[] before = FilesOf(store.Root);
        string descriptor = File.ReadAllText(Path.Combine(store.Path, "store.json"));
        disk.Fill();

        using KeyProtector passphrase = KeyProtector.FromPassphrase("p"u8);
        AssertFull(() => Protect(store.Manager, "none", "x"));
        AssertFull(() => store.Manager.Secrets.Remove(SecretReference.ByName("kept")));
        AssertFull(() => store.Manager.Audit.Write("test", "x"));
        AssertFull(() => store.Manager.Store.RotateKey(reencryptAll: true));
        AssertFull(() => store.Manager.Store.AddProtector(passphrase));
        AssertFull(() => store.Manager.Store.BackUp(Path.Combine(store.Root, "backup")));
        AssertFull(() => store.Manager.Secrets.Export(Path.Combine(store.Root, "export"), passphrase));
        AssertFull(() => store.Manager.Audit.Export(Path.Combine(store.Root, "trail"), AuditExportFormat.Json));
        AssertFull(() => SecurityStore.Create(Path.Combine(store.Root, "other"), passphrase));
        Assert.Equal("KeyFileUnusable", Assert.Throws<InvalidInputException>(() => KeyFile.Create(Path.Combine(store.Root, "other-key"))).ErrorId);
        Assert.Equal(before, FilesOf(store.Root));
        Assert.Equal(descriptor, File.ReadAllText(Path.Combine(store.Path, "store.json")));

        disk.Free();
        Protect(store.Manager, "after", "value");
        Assert.Equal("value", Reveal(store.Manager, "kept"));
        store.Reopen();
        Assert.Equal(["after", "kept"], store.Manager.Secrets.List().Select(info => info.Name));
        SharedStore.AssertValid(store.Manager);
    }

    [MountFact]
    public void An_audit_trail_that_cannot_be_written_keeps_its_entries_until_it_can()
    {
        using MountedFolder disk = new("256k");
        using TemporaryStore store = new();
        store.Close();
        string folder = Path.Combine(store.Path, "audit");
        string elsewhere = Path.Combine(disk.Path, "audit");
        Directory.CreateDirectory(elsewhere, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (string file in Directory.EnumerateFiles(folder)) File.Copy(file, Path.Combine(elsewhere, Path.GetFileName(file)));
        Directory.Delete(folder, recursive: true);
        Directory.CreateSymbolicLink(folder, elsewhere);
        store.Reopen();
        disk.Fill();

        for (int i = 0; i < 20; i++) store.Manager.Audit.Write("test", new string('x', 4000));
        Assert.Equal("AuditUnwritable", Assert.Throws<UnavailableException>(() => store.Manager.Audit.Flush()).ErrorId);
        disk.Free();
        store.Manager.Audit.Flush();
        Assert.Equal(20, store.Manager.Audit.Read(new AuditFilter { Action = "test" }).Count());
        AuditVerification verdict = store.Manager.Audit.Verify();
        Assert.True(verdict.IsValid, verdict.Reason);
    }

    private static void AssertFull(Action action) => Assert.Equal("StoreDiskFull", Assert.Throws<UnavailableException>(action).ErrorId);

    private static string[] FilesOf(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Where(path => !path.Contains("store.db-", StringComparison.Ordinal)).Order()];

    private static void Protect(EnterpriseSecurityManager manager, string name, string text)
    {
        using SecretValue value = SecretValue.FromText(text);
        manager.Secrets.Protect(name, value);
    }

    private static string Reveal(EnterpriseSecurityManager manager, string name) => SharedStore.Reveal(manager, name);
}
