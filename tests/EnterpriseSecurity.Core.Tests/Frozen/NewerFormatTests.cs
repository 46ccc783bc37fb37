using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>What a later version wrote is refused by an error that says so, and is left as it was to the byte.</summary>
public sealed class NewerFormatTests : IDisposable
{
    private readonly FrozenRelease _frozen = new(FrozenRelease.Names.Last());

    public void Dispose() => _frozen.Dispose();

    [Fact]
    public void A_newer_store_file()
    {
        Change(Path.Combine(_frozen.StorePath, "store.json"), "\"format\":1", "\"format\":2");
        AssertRefused("StoreFormatTooNew", () => _frozen.Open());
        AssertRefused("StoreFormatTooNew", () => SecurityStore.GetProtectors(_frozen.StorePath));
    }

    [Fact]
    public void A_newer_database()
    {
        using (FileStream database = new(Path.Combine(_frozen.StorePath, "store.db"), FileMode.Open))
        {
            // SQLite keeps user_version in the four bytes at 60, big endian.
            database.Position = 60;
            database.Write([0, 0, 0, 2]);
        }

        AssertRefused("StoreFormatTooNew", () => _frozen.Open());
    }

    [Theory]
    [InlineData("ESEXPORT1\n", "ESEXPORT2\n")]
    [InlineData("\"format\":1", "\"format\":2")]
    public void A_newer_export_file(string present, string later)
    {
        Change(_frozen.At("secrets.export"), present, later);
        using TemporaryStore store = new();
        using KeyProtector passphrase = KeyProtector.FromPassphrase(FrozenValues.Utf8(FrozenValues.ExportPassphrase));
        AssertRefused("ExportTooNew", () => store.Manager.Secrets.Import(_frozen.At("secrets.export"), passphrase));
        Assert.Empty(store.Manager.Secrets.List());
    }

    [Theory]
    [InlineData("ESBACKUP1\n", "ESBACKUP2\n", "BackupTooNew")]
    [InlineData("\"format\":1", "\"format\":2", "StoreFormatTooNew")]
    public void A_newer_backup(string present, string later, string errorId)
    {
        Change(_frozen.At("store.backup"), present, later);
        using KeyProtector protector = _frozen.Protector();
        string folder = Path.Combine(_frozen.Root, "restored");
        AssertRefused(errorId, () => SecurityStore.Restore(_frozen.At("store.backup"), folder, protector));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Newer_recovery_shares()
    {
        string[] shares = [.. _frozen.Manifest["shares"].Replace("es-share-1-", "es-share-2-", StringComparison.Ordinal).Split('\n')];
        AssertRefused("RecoveryShareTooNew", () => KeyProtector.FromRecoveryShares(shares));
    }

    [Theory]
    [InlineData("roles.json", "\"version\": 1", "\"version\": 2")]
    [InlineData("roles.yaml", "version: 1", "version: 2")]
    public void A_newer_file_of_roles(string name, string present, string later)
    {
        Change(_frozen.At(name), present, later);
        using TemporaryStore store = new();
        AssertRefused("RoleFileTooNew", () => store.Manager.AccessControl.Import(_frozen.At(name)));
        Assert.Empty(store.Manager.AccessControl.ListRoles());
    }

    [Fact]
    public void A_newer_filter_of_breached_passwords()
    {
        using (FileStream filter = new(_frozen.At("breached.filter"), FileMode.Open))
        {
            filter.Position = "ESBREACH".Length;
            filter.Write([2]);
        }

        AssertRefused("BreachFilterTooNew", () => BreachedPasswordList.Open(_frozen.At("breached.filter")));
    }

    // Everything beside it is looked at as well: nothing may be made, migrated or put away.
    private void AssertRefused(string errorId, Func<object> open)
    {
        Dictionary<string, string> before = Contents();
        UnsupportedException error = Assert.Throws<UnsupportedException>(open);
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains("Install a newer version of the module", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    private Dictionary<string, string> Contents() => Directory.EnumerateFiles(_frozen.Root, "*", SearchOption.AllDirectories)
        .ToDictionary(path => path, path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));

    private static void Change(string path, string present, string later)
    {
        byte[] content = File.ReadAllBytes(path);
        int at = content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(present));
        Assert.True(at >= 0, $"'{path}' does not say {present}.");
        Encoding.ASCII.GetBytes(later).CopyTo(content, at);
        File.WriteAllBytes(path, content);
    }
}
