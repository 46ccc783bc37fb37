using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>Newer stores with an embedded database, and newer files of each other format.</summary>
public sealed class NewerFormatTests() : NewerFormatContract(StoreProvider.Sqlite)
{
    [Fact]
    public void A_newer_database()
    {
        using (FileStream database = new(Path.Combine(Frozen.StorePath, "store.db"), FileMode.Open))
        {
            // SQLite keeps user_version in the four bytes at 60, big endian.
            database.Position = 60;
            database.Write([0, 0, 0, 2]);
        }

        AssertRefused("StoreFormatTooNew", () => Frozen.Open());
    }

    [Theory]
    [InlineData("ESEXPORT1\n", "ESEXPORT2\n")]
    [InlineData("\"format\":1", "\"format\":2")]
    public void A_newer_export_file(string present, string later)
    {
        Change(Frozen.At("secrets.export"), present, later);
        using TemporaryStore store = new();
        using KeyProtector passphrase = KeyProtector.FromPassphrase(FrozenValues.Utf8(FrozenValues.ExportPassphrase));
        AssertRefused("ExportTooNew", () => store.Manager.Secrets.Import(Frozen.At("secrets.export"), passphrase));
        Assert.Empty(store.Manager.Secrets.List());
    }

    [Theory]
    [InlineData("ESBACKUP1\n", "ESBACKUP2\n", "BackupTooNew")]
    [InlineData("\"format\":1", "\"format\":2", "StoreFormatTooNew")]
    public void A_newer_backup(string present, string later, string errorId)
    {
        Change(Frozen.At("store.backup"), present, later);
        using KeyProtector protector = Frozen.Protector();
        string folder = Path.Combine(Frozen.Root, "restored");
        AssertRefused(errorId, () => SecurityStore.Restore(Frozen.At("store.backup"), folder, protector));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Newer_recovery_shares()
    {
        string[] shares = [.. Frozen.Manifest["shares"].Replace("es-share-1-", "es-share-2-", StringComparison.Ordinal).Split('\n')];
        AssertRefused("RecoveryShareTooNew", () => KeyProtector.FromRecoveryShares(shares));
    }

    [Theory]
    [InlineData("roles.json", "\"version\": 1", "\"version\": 2")]
    [InlineData("roles.yaml", "version: 1", "version: 2")]
    public void A_newer_file_of_roles(string name, string present, string later)
    {
        Change(Frozen.At(name), present, later);
        using TemporaryStore store = new();
        AssertRefused("RoleFileTooNew", () => store.Manager.AccessControl.Import(Frozen.At(name)));
        Assert.Empty(store.Manager.AccessControl.ListRoles());
    }

    [Fact]
    public void A_newer_filter_of_breached_passwords()
    {
        using (FileStream filter = new(Frozen.At("breached.filter"), FileMode.Open))
        {
            filter.Position = "ESBREACH".Length;
            filter.Write([2]);
        }

        AssertRefused("BreachFilterTooNew", () => BreachedPasswordList.Open(Frozen.At("breached.filter")));
    }
}
