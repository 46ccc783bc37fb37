using System.Text;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>Whatever a store's files hold, a typed error says so; nothing crashes, and nothing is taken for empty.</summary>
public sealed class DamagedStoreTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public DamagedStoreTests()
    {
        for (int i = 0; i < 30; i++)
        {
            using SecretValue value = SecretValue.FromText(new string('x', 300));
            _store.Manager.Secrets.Protect($"s{i}", value);
        }

        _store.Close();
    }

    private string DatabasePath => Path.Combine(_store.Path, "store.db");

    private string DescriptorPath => Path.Combine(_store.Path, "store.json");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_database_that_was_cut_off_anywhere_is_named_as_damaged()
    {
        byte[] whole = File.ReadAllBytes(DatabasePath);
        foreach (int length in new[] { 0, 1, 15, 16, 99, 100, 511, 512, 4095, 4096, 8192, whole.Length / 2, whole.Length - 4096, whole.Length - 1 })
        {
            File.WriteAllBytes(DatabasePath, whole[..length]);
            AssertDamaged();
        }
    }

    [Fact]
    public void A_database_of_other_bytes_is_named_as_damaged()
    {
        byte[] whole = File.ReadAllBytes(DatabasePath);
        byte[] noise = new byte[whole.Length];
        new Random(1).NextBytes(noise);
        foreach (byte[] content in new[] { noise, [.. whole[..100], .. noise[100..]], [.. whole[..4096], .. new byte[whole.Length - 4096]], new byte[whole.Length] })
        {
            File.WriteAllBytes(DatabasePath, content);
            AssertDamaged();
        }
    }

    [Fact]
    public void A_database_with_any_bytes_changed_works_or_gives_a_typed_error()
    {
        byte[] whole = File.ReadAllBytes(DatabasePath);
        Random random = new(20260301);
        int refused = 0;
        for (int round = 0; round < 400; round++)
        {
            byte[] changed = [.. whole];
            // Every other round in the first bytes of a page, where its structure is.
            for (int i = 0; i < random.Next(1, 20); i++)
            {
                int at = round % 2 == 0 ? random.Next(changed.Length) : (random.Next(changed.Length / 4096) * 4096) + random.Next(64);
                changed[at] = (byte)random.Next(256);
            }

            File.WriteAllBytes(DatabasePath, changed);
            foreach (string suffix in new[] { "-wal", "-shm" }) File.Delete(DatabasePath + suffix);
            Directory.Delete(Path.Combine(_store.Path, "audit"), recursive: true);
            OwnerOnlyFile.CreateFolder(Path.Combine(_store.Path, "audit"));
            try
            {
                UseAll();
            }
            catch (SecurityException)
            {
                refused++;
            }
        }

        Assert.True(refused > 100, $"{refused}");
    }

    [Theory]
    [InlineData("UPDATE head SET sealed = 'text'")]
    [InlineData("UPDATE data_key SET wrapped = 5")]
    [InlineData("INSERT INTO outbox VALUES (999, 'text')")]
    [InlineData("UPDATE record SET body = 1.5")]
    [InlineData("DROP TABLE outbox")]
    [InlineData("DROP TABLE data_key")]
    [InlineData("ALTER TABLE record DROP COLUMN seal")]
    public void A_database_with_a_part_of_the_wrong_shape_is_named_as_damaged(string sql)
    {
        _store.Tamper(sql);
        Assert.Equal("StoreCorrupt", Assert.Throws<MalformedDataException>(UseAll).ErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"store\":{},\"mac\":\"\"}")]
    [InlineData("{\"store\":[],\"mac\":\"\"}")]
    [InlineData("{\"store\":{\"format\":\"1\"}}")]
    [InlineData("{\"store\":{\"format\":1e99}}")]
    [InlineData("{\"store\":{\"format\":1,\"id\":null,\"created\":\"2026-01-01T00:00:00Z\",\"protectors\":[]},\"mac\":\"00\"}")]
    [InlineData("{\"store\":{\"format\":1,\"id\":\"x\",\"created\":\"2026-01-01T00:00:00Z\",\"protectors\":[null]},\"mac\":\"00\"}")]
    [InlineData("{\"store\":{\"format\":1,\"id\":\"x\",\"created\":\"2026-01-01T00:00:00Z\",\"protectors\":[]},\"mac\":\"0\"}")]
    [InlineData("{\"store\":{\"format\":1,\"id\":\"x\",\"created\":\"2026-01-01T00:00:00Z\",\"protectors\":[]}}")]
    public void A_descriptor_that_cannot_be_read_is_named_as_damaged(string content)
    {
        File.WriteAllText(DescriptorPath, content);
        Assert.Equal("StoreCorrupt", Assert.Throws<MalformedDataException>(() => _store.Open()).ErrorId);
        Assert.Equal("StoreCorrupt", Assert.Throws<MalformedDataException>(() => SecurityStore.GetProtectors(_store.Path)).ErrorId);
    }

    [Fact]
    public void A_descriptor_of_a_newer_format_or_without_an_end_is_refused_by_name()
    {
        string whole = File.ReadAllText(DescriptorPath);
        File.WriteAllText(DescriptorPath, whole.Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal));
        Assert.Equal("StoreFormatTooNew", Assert.Throws<UnsupportedException>(() => _store.Open()).ErrorId);
        File.WriteAllText(DescriptorPath, new string('[', 100_000));
        Assert.Equal("StoreCorrupt", Assert.Throws<MalformedDataException>(() => _store.Open()).ErrorId);
        File.WriteAllText(DescriptorPath, new string(' ', 3 << 20));
        Assert.Equal("StoreCorrupt", Assert.Throws<MalformedDataException>(() => _store.Open()).ErrorId);
        File.Delete(DescriptorPath);
        Assert.Equal("StoreNotFound", Assert.Throws<NotFoundException>(() => _store.Open()).ErrorId);
        OwnerOnlyFile.CreateFolder(DescriptorPath);
        Assert.Equal("StoreNotFound", Assert.Throws<NotFoundException>(() => _store.Open()).ErrorId);
    }

    [Fact]
    public void A_descriptor_with_any_bytes_changed_opens_nothing_and_gives_a_typed_error()
    {
        byte[] whole = File.ReadAllBytes(DescriptorPath);
        using KeyProtector protector = _store.Protector();
        Random random = new(20260302);
        for (int round = 0; round < 3000; round++)
        {
            byte[] changed = [.. whole];
            for (int i = 0; i < random.Next(1, 4); i++) changed[random.Next(changed.Length - 1)] = (byte)random.Next(32, 127);
            if (changed.AsSpan().SequenceEqual(whole)) continue;
            File.WriteAllBytes(DescriptorPath, changed);
            try
            {
                (StoreDescriptor descriptor, byte[] covered, byte[] mac) = StoreDescriptor.Read(_store.Path);
                if (SecurityStore.Unlock(descriptor, protector) is not { } root) continue;
                using KeyRing keys = new(root, descriptor.Id);
                StoreDescriptor.Verify(keys, _store.Path, covered, mac);
                // Only the spelling of the mac itself leaves everything that it covers as it was.
                Assert.Equal(Encoding.UTF8.GetString(whole).ToUpperInvariant(), Encoding.UTF8.GetString(changed).ToUpperInvariant());
            }
            catch (SecurityException)
            {
                // That is the promise.
            }
        }
    }

    [Fact]
    public void A_part_that_is_missing_is_named()
    {
        Directory.Delete(Path.Combine(_store.Path, "audit"), recursive: true);
        Assert.Equal("AuditFolderMissing", Assert.Throws<NotFoundException>(() => _store.Open()).ErrorId);
        File.Delete(DatabasePath);
        Assert.Equal("StoreDatabaseMissing", Assert.Throws<NotFoundException>(() => _store.Open()).ErrorId);
    }

    [Fact]
    public void Another_key_file_does_not_unlock_and_the_right_one_still_does()
    {
        string path = Path.Combine(_store.Root, "other-key");
        KeyFile.Create(path);
        using KeyProtector other = KeyProtector.FromKeyFile(path);
        Assert.Equal("StoreUnlockFailed", Assert.Throws<AuthenticationFailedException>(() => SecurityStore.Open(_store.Path, other)).ErrorId);
        UseAll();
    }

    // Which of these comes first depends on where the damage is.
    private void AssertDamaged() =>
        Assert.Contains(Assert.ThrowsAny<SecurityException>(UseAll).ErrorId, new[] { "StoreCorrupt", "StoreHeadChanged", "RecordChanged" });

    private void UseAll()
    {
        using EnterpriseSecurityManager manager = _store.Open();
        foreach (SecretInfo info in manager.Secrets.List())
        {
            using SecretValue value = manager.Secrets.Unprotect(SecretReference.ById(info.Id));
        }

        StoreVerification verdict = manager.Store.Verify();
        if (verdict.Findings.FirstOrDefault(finding => finding.Kind == "Database") is { } finding) throw SecurityErrors.StoreCorrupt(_store.Path, finding.Message, null);
    }
}
