using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>A copy of a frozen release in a folder of its own, as a release before left it.</summary>
internal sealed class FrozenRelease : IDisposable
{
    /// <summary>The release that <c>SECURITY_WRITE_FROZEN</c> writes.</summary>
    private const string Present = "0.1.0";

    public FrozenRelease(string name)
    {
        Copy(Path.Combine(AppContext.BaseDirectory, "Frozen", name), Root);
        Manifest = FrozenManifest.Load(Root);
        FrozenFilter.Restore(At("breached.filter"));
    }

    /// <summary>The frozen releases.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateDirectories(Path.Combine(AppContext.BaseDirectory, "Frozen")).Select(folder => Path.GetFileName(folder)!).Order();

    public string Root { get; } = Directory.CreateTempSubdirectory("es-frozen-").FullName;

    public string StorePath => Path.Combine(Root, "store");

    public FrozenClock Clock { get; } = new();

    public FrozenManifest Manifest { get; }

    public string At(string file) => Path.Combine(Root, "files", file);

    public KeyProtector Protector() => KeyProtector.FromKeyFile(Path.Combine(Root, "key"));

    public EnterpriseSecurityManager Open()
    {
        using KeyProtector protector = Protector();
        return EnterpriseSecurityManager.Open(StorePath, protector, Clock);
    }

    /// <summary>Writes the present release into a folder, which must not have it yet.</summary>
    public static void Write(string folder)
    {
        string target = Path.Combine(folder, Present);
        if (Directory.Exists(target)) throw new InvalidOperationException($"The release at '{target}' is frozen. A file of it is never written again; freeze the next release.");
        // Made elsewhere, for the store tells the path of its key file, and so that it appears here whole or not at all.
        string root = Path.Combine(Path.GetTempPath(), $"frozen-{Present}");
        string copy = Directory.CreateTempSubdirectory("es-frozen-").FullName;
        try
        {
            Make(root, copy);
            Copy(root, target);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
            Directory.Delete(copy, recursive: true);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void Make(string root, string copy)
    {
        FrozenClock clock = new();
        FrozenManifest manifest = new();
        clock.GoTo(100);
        string files = Directory.CreateDirectory(Path.Combine(root, "files")).FullName;
        KeyFile.Create(Path.Combine(root, "key"));
        using KeyProtector protector = KeyProtector.FromKeyFile(Path.Combine(root, "key"));
        using (EnterpriseSecurityManager manager = EnterpriseSecurityManager.Create(Path.Combine(root, "store"), protector, clock))
        {
            new FrozenStoreWriter(manager, clock, manifest).Write();
            new FrozenFilesWriter(manager, manifest, files).Write();
        }

        // Read from a copy, for reading adds entries to the trail.
        Copy(root, copy);
        using EnterpriseSecurityManager reader = EnterpriseSecurityManager.Open(Path.Combine(copy, "store"), protector, clock);
        manifest.Store = FrozenStoreReader.Read(reader);
        manifest.Save(root);
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
