using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>An embedded database, and the files about it, that were edited behind the store's back.</summary>
public sealed class TamperingTests() : TamperingContract(StoreProvider.Sqlite)
{
    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edited_record_is_refused_and_named(string sql) => AssertNamed(sql);

    [Fact]
    public void A_database_that_is_missing_or_is_none_is_never_taken_for_an_empty_store()
    {
        string path = Path.Combine(Store.Path, "store.db");
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, new byte[8192]);
        Assert.Equal("StoreCorrupt", Assert.Throws<MalformedDataException>(() => Store.Open()).ErrorId);
        File.WriteAllBytes(path, []);
        Assert.Equal("StoreCorrupt", Assert.Throws<MalformedDataException>(() => Store.Open()).ErrorId);
        Assert.Empty(File.ReadAllBytes(path));
        File.Delete(path);
        Assert.Equal("StoreDatabaseMissing", Assert.Throws<NotFoundException>(() => Store.Open()).ErrorId);
        OwnerOnlyFile.WriteNew(path, whole);
        using EnterpriseSecurityManager manager = Store.Open();
        Assert.Equal(2, manager.Secrets.List().Count);
    }

    [Fact]
    public void A_newer_format_is_refused_and_left_as_it_is()
    {
        Store.Tamper("PRAGMA user_version = 99");
        Assert.Equal("StoreFormatTooNew", Assert.Throws<UnsupportedException>(() => Store.Open()).ErrorId);
        Assert.Equal("99", Store.Query("PRAGMA user_version"));
    }

    [Fact]
    public void An_edited_or_older_descriptor_is_refused()
    {
        string path = Path.Combine(Store.Path, "store.json");
        string first = File.ReadAllText(path);
        File.WriteAllText(path, first.Replace("\"sqlite\"", "\"sqlitf\"", StringComparison.Ordinal));
        Assert.Equal("StoreDescriptorChanged", Assert.Throws<IntegrityException>(() => Store.Open()).ErrorId);
        File.WriteAllText(path, first);
        using (EnterpriseSecurityManager manager = Store.Open())
        {
            using EnterpriseSecurity.Keys.KeyProtector added = EnterpriseSecurity.Keys.KeyProtector.FromPassphrase("p"u8);
            manager.Store.AddProtector(added);
        }

        File.WriteAllText(path, first);
        Assert.Equal("StoreRolledBack", Assert.Throws<IntegrityException>(() => Store.Open()).ErrorId);
        File.WriteAllText(path, "{");
        Assert.Equal("StoreCorrupt", Assert.Throws<MalformedDataException>(() => Store.Open()).ErrorId);
    }
}
