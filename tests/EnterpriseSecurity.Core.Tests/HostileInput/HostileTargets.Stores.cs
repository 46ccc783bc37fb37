using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;
using Make = System.Collections.Generic.Dictionary<string, System.Func<EnterpriseSecurity.Core.Tests.HostileInput.HostileTargets, EnterpriseSecurity.Core.Tests.HostileInput.HostileTarget>>;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <content>The files of a store, and what is brought in from files.</content>
internal sealed partial class HostileTargets
{
    private static Make Stores() => new()
    {
        ["store-json"] = all => new HostileTarget([File.ReadAllBytes(Path.Combine(all._store.Path, "store.json"))], content => StoreDescriptor.Parse(content, all._store.Path)) { Shape = Shapes.Json },
        ["store-connection"] = all => all.Connection(),
        ["export-file"] = all => all.Export(),
        ["backup-file"] = all => all.Backup(),
        ["database"] = all => all.Database(),
        ["audit-line"] = all => new HostileTarget([all.AuditLines()[0], all.AuditLines()[^1]], content =>
        {
            AuditLine.TryReadSequence(content, out _);
            AuditLine.TryParse(content, authentic: false);
        }) { Shape = Shapes.Json },
        ["usage-journal"] = all => all.Journal(),
        ["recovery-share"] = _ => Shares(),
        ["roles-json"] = _ => Roles(RoleFileFormat.Json, "\"version\":2", "\"deny\"", "\"inherits\"") with { Shape = Shapes.Json },
        ["roles-yaml"] = _ => Roles(RoleFileFormat.Yaml, "&a [", "*a", "<<: *a", "? ", "!!binary ", "|\n", "---\n") with { Shape = content => Shapes.Text(Text(content), "\n:- ") },
        ["secret-value"] = _ => Value(),
    };

    private static readonly RoleDefinition[] SomeRoles =
    [
        new() { Name = "reader", Permissions = ["docs:read"] },
        new() { Name = "editor", Description = "é \"x\"", Permissions = ["docs:*", "x:y"], Deny = ["docs:delete"], InheritsFrom = ["reader"] },
    ];

    private static HostileTarget Roles(RoleFileFormat format, params string[] words) =>
        new([TemporaryStore.Utf8(RoleFile.Write(SomeRoles, format))], content => RoleFile.Read(content, "roles", format)) { Tokens = HostileTarget.Words(words) };

    private HostileTarget Connection()
    {
        KeyRing keys = _store.Manager.Store.Keys;
        StoreServer server = StoreServer.Parse("Host=db.example.com;Username=app;Password=x;Database=d;Schema=s");
        byte[] content = StoreConnection.Append(File.ReadAllBytes(Path.Combine(_store.Path, "store.json")), server, keys, "id");
        return new HostileTarget([content], changed => StoreConnection.Parse(changed, _store.Path, keys, "id")) { Shape = Shapes.Json };
    }

    private HostileTarget Export()
    {
        using (SecretValue value = SecretValue.FromText("the value")) _store.Manager.Secrets.Protect("a", value);
        string path = Path.Combine(_store.Root, "export");
        using (KeyProtector protector = _store.Protector()) _store.Manager.Secrets.Export(path, protector);
        return new HostileTarget([File.ReadAllBytes(path)], content =>
        {
            using KeyProtector protector = _store.Protector();
            foreach ((SecretExportFile.Description _, SecretBuffer secret) in SecretExportFile.Read(new MemoryStream(content), path, protector)) secret.Dispose();
        }) { Shape = Framed };
    }

    private HostileTarget Backup()
    {
        string path = Path.Combine(_store.Root, "backup");
        string file = Path.Combine(_store.Root, "changed");
        _store.Manager.Store.BackUp(path);
        return new HostileTarget([File.ReadAllBytes(path)], content =>
        {
            File.WriteAllBytes(file, content);
            string folder = Directory.CreateDirectory(Path.Combine(_store.Root, "unpacked")).FullName;
            try
            {
                using KeyProtector protector = _store.Protector();
                StoreBackup.Unpack(file, folder, protector, progress: null, CancellationToken.None);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }) { Shape = Framed, Share = 50 };
    }

    // A magic of ten bytes, JSON after its length, and what is encrypted.
    private static Piece Framed(byte[] content)
    {
        int magic = content.AsSpan().IndexOf((byte)'\n') + 1;
        int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(magic));
        return new Piece([new Piece(content[..magic]), new Piece([Shapes.Json(content[(magic + 4)..(magic + 4 + length)])], Shapes.Prefix), new Piece(content[(magic + 4 + length)..])]);
    }

    // The whole database file, behind the back of the store: opened, read and verified.
    private HostileTarget Database()
    {
        using (SecretValue value = SecretValue.FromText("the value")) _store.Manager.Secrets.Protect("a", value);
        _store.Close();
        string database = Path.Combine(_store.Path, "store.db");
        // Each use of a store is in its audit trail, so that with an older database it would be refused for that.
        Dictionary<string, byte[]> good = Directory.EnumerateFiles(_store.Path, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllBytes);
        return new HostileTarget([good[database]], content =>
        {
            foreach (string path in Directory.EnumerateFiles(_store.Path, "*", SearchOption.AllDirectories).Where(path => !good.ContainsKey(path))) File.Delete(path);
            foreach ((string path, byte[] bytes) in good) File.WriteAllBytes(path, path == database ? content : bytes);
            using EnterpriseSecurityManager manager = _store.Open();
            manager.Store.Verify();
            using SecretValue value = manager.Secrets.Unprotect(SecretReference.ByName("a"));
            Assert.Equal("the value", value.RevealText());
        }) { Shape = content => new Piece(content.Chunk(64).Select(chunk => new Piece(chunk))), Share = 100 };
    }

    private byte[][] AuditLines()
    {
        _store.Manager.Store.Append(new AuditNote(AuditAction.SecretDecrypted, "a \"name\" é") { IpAddress = "10.0.0.1", Metadata = { ["a"] = "b" } }, durable: true);
        _store.Manager.Audit.Flush();
        return [.. Directory.EnumerateFiles(Path.Combine(_store.Path, "audit"), "*.jsonl").SelectMany(File.ReadLines).Select(TemporaryStore.Utf8)];
    }

    private HostileTarget Journal()
    {
        string folder = Path.Combine(_store.Root, "usage");
        ApiKeyUsageJournal journal = new(folder, _store.Manager.Store.Keys);
        journal.Append(new ApiKeyUse("key", DateTimeOffset.UnixEpoch, ApiKeyRefusal.None, System.Net.IPAddress.Loopback));
        journal.Append(new ApiKeyUse("key", DateTimeOffset.UnixEpoch, ApiKeyRefusal.Expired, null));
        journal.End();
        string path = journal.List().Single();
        return new HostileTarget([File.ReadAllBytes(path)], content =>
        {
            File.WriteAllBytes(path, content);
            using FileStream file = File.OpenRead(path);
            (IReadOnlyList<ApiKeyUse> uses, int forged) = journal.Read(file);
            Assert.Equal(content.Length / 64, uses.Count + forged);
        }) { Shape = content => new Piece(content.Chunk(8).Select(chunk => new Piece(chunk))) };
    }

    private static HostileTarget Shares()
    {
        byte[] key = new byte[32];
        string[] shares = [.. RecoveryShare.Split(key, 2, 3)];
        return HostileTarget.OfText([$"{shares[0]}\n{shares[1]}"], text =>
        {
            using SecretBuffer made = RecoveryShare.Combine(text.Split('\n'));
        }) with { Shape = content => Shapes.Text(Text(content), "\n-") };
    }

    private static HostileTarget Value()
    {
        using SecretValue inner = SecretValue.FromBytes([1, 2, 3]);
        using SecretValue table = SecretValue.FromTable([new("a", inner), new("b", SecretValue.FromDouble(1.5))]);
        using SecretBuffer encoded = SecretValueCodec.Encode(table);
        return new HostileTarget([encoded.Span.ToArray()], content => SecretValueCodec.Decode(SecretBuffer.CopyOf(content)).Dispose())
        {
            Shape = content => new Piece(content.Chunk(4).Select(chunk => new Piece(chunk))),
        };
    }
}
