namespace EnterpriseSecurity.Core.Tests.Rotation.Targets;

/// <summary>What holds for targets that keep files in a folder of the store.</summary>
/// <param name="folder">The folder's name.</param>
public abstract class FileRotationTargetContract(string folder) : RotationTargetContract
{
    private protected string Folder => Path.Combine(Store.Path, folder);

    protected override void AssertFiles() => Assert.DoesNotContain(Files(), file => file.StartsWith('.'));

    private protected string[] Files() => [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)!).Where(name => name != ".lock").Order(StringComparer.Ordinal)];

    /// <summary>Works as a machine does that has the store's database and not its files; it must make none.</summary>
    private protected void OnAnotherMachine(Action work)
    {
        string aside = Folder + ".aside";
        Directory.Move(Folder, aside);
        Directory.CreateDirectory(Folder);
        Store.Reopen();
        work();
        Store.Reopen();
        Assert.Empty(Files());
        Directory.Delete(Folder, recursive: true);
        Directory.Move(aside, Folder);
        Store.Reopen();
    }
}
