using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>A copy of a frozen release in a folder of its own, as a release before left it.</summary>
internal sealed class FrozenRelease : IDisposable
{
    /// <summary>The release that <c>SECURITY_WRITE_FROZEN</c> writes.</summary>
    private const string Present = "0.1.0";

    // Within the release's folder: a store of its own, whose records are on a server.
    private const string ServerHalf = "postgresql";

    public FrozenRelease(string name, StoreProvider provider = StoreProvider.Sqlite)
    {
        string release = Path.Combine(AppContext.BaseDirectory, "Frozen", name);
        if (provider == StoreProvider.PostgreSql)
        {
            Copy(Path.Combine(release, ServerHalf), Root);
            // Empty, for the trail is on the server too, and version control keeps no empty folder.
            OwnerOnlyFile.CreateFolder(Path.Combine(StorePath, "audit"));
            Schema = FrozenSchema.Load(Root);
        }
        else
        {
            Copy(release, Root);
            FrozenFilter.Restore(At("breached.filter"));
        }

        Manifest = FrozenManifest.Load(Root);
    }

    /// <summary>The frozen releases.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateDirectories(Path.Combine(AppContext.BaseDirectory, "Frozen")).Select(folder => Path.GetFileName(folder)!).Order();

    public string Root { get; } = Directory.CreateTempSubdirectory("es-frozen-").FullName;

    public string StorePath => Path.Combine(Root, "store");

    public FrozenClock Clock { get; } = new();

    public FrozenManifest Manifest { get; }

    public string At(string file) => Path.Combine(Root, "files", file);

    public KeyProtector Protector() => KeyProtector.FromKeyFile(Path.Combine(Root, "key"));

    /// <summary>Where the records are; null when they are in the folder.</summary>
    public FrozenSchema? Schema { get; }

    public EnterpriseSecurityManager Open()
    {
        using KeyProtector protector = Protector();
        return Open(protector);
    }

    public EnterpriseSecurityManager Open(KeyProtector protector) => Open(Root, protector, Schema, Clock);

    /// <summary>Writes into a folder what it has not yet of the present release.</summary>
    public static void Write(string folder)
    {
        string release = Path.Combine(folder, Present);
        string[] missing = [.. new[] { release, Path.Combine(release, ServerHalf) }.Where(half => !Directory.Exists(half))];
        if (missing.Length == 0) throw new InvalidOperationException($"The release at '{release}' is frozen. A file of it is never written again; freeze the next release.");
        foreach (string target in missing) Write(target, onServer: target != release);
    }

    // Made elsewhere, for the store tells the path of its key file, and so that it appears here whole or not at all.
    private static void Write(string target, bool onServer)
    {
        string root = Path.Combine(Path.GetTempPath(), $"frozen-{Present}");
        string copy = Directory.CreateTempSubdirectory("es-frozen-").FullName;
        try
        {
            if (onServer) MakeOnServer(root, copy);
            else Make(root, copy);
            Copy(root, target);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
            Directory.Delete(copy, recursive: true);
        }
    }

    public void Dispose()
    {
        Schema?.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    private static void Make(string root, string copy)
    {
        FrozenManifest manifest = new();
        string files = Directory.CreateDirectory(Path.Combine(root, "files")).FullName;
        Fill(root, schema: null, manifest, manager => new FrozenFilesWriter(manager, manifest, files).Write());
        Copy(root, copy);
        Describe(root, copy, schema: null, manifest);
    }

    private static void MakeOnServer(string root, string copy)
    {
        FrozenManifest manifest = new();
        Directory.CreateDirectory(root);
        using (FrozenSchema schema = FrozenSchema.Create())
        {
            Fill(root, schema, manifest, _ => manifest["server"] = schema.Server.ToString());
            schema.Save(root);
        }

        Copy(root, copy);
        using FrozenSchema loaded = FrozenSchema.Load(copy);
        Describe(root, copy, loaded, manifest);
    }

    private static void Fill(string root, FrozenSchema? schema, FrozenManifest manifest, Action<EnterpriseSecurityManager> finish)
    {
        FrozenClock clock = new();
        clock.GoTo(100);
        KeyFile.Create(Path.Combine(root, "key"));
        using KeyProtector protector = KeyProtector.FromKeyFile(Path.Combine(root, "key"));
        string path = Path.Combine(root, "store");
        using EnterpriseSecurityManager manager = schema is null ? EnterpriseSecurityManager.Create(path, protector, clock) : EnterpriseSecurityManager.Create(path, protector, schema.Server, clock);
        new FrozenStoreWriter(manager, clock, manifest).Write();
        finish(manager);
    }

    // Read from a copy, for reading adds entries to the trail.
    private static void Describe(string root, string copy, FrozenSchema? schema, FrozenManifest manifest)
    {
        using KeyProtector protector = KeyProtector.FromKeyFile(Path.Combine(root, "key"));
        using EnterpriseSecurityManager reader = Open(copy, protector, schema, new FrozenClock());
        manifest.Store = FrozenStoreReader.Read(reader);
        manifest.Save(root);
    }

    private static EnterpriseSecurityManager Open(string root, KeyProtector protector, FrozenSchema? schema, TimeProvider clock)
    {
        string path = Path.Combine(root, "store");
        return schema is null ? EnterpriseSecurityManager.Open(path, protector, clock) : EnterpriseSecurityManager.Open(path, protector, schema.Server, clock);
    }

    private static void Copy(string source, string target)
    {
        // Not with their modes: version control keeps none, and what holds secrets must be the owner's alone.
        OwnerOnlyFile.CreateFolder(target);
        foreach (string folder in Directory.EnumerateDirectories(source)) Copy(folder, Path.Combine(target, Path.GetFileName(folder)));
        foreach (string file in Directory.EnumerateFiles(source))
        {
            using FileStream copy = OwnerOnlyFile.CreateNew(Path.Combine(target, Path.GetFileName(file)));
            copy.Write(File.ReadAllBytes(file));
        }
    }
}
