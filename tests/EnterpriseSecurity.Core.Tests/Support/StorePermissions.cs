namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>Looks at the permissions of all that a test has left in its store, so that what each test does with a store is watched, whatever it is about.</summary>
internal static class StorePermissions
{
    private const int Others = 0b000_111_111;

    /// <summary>Fails when anything in a store's folder is for others than its owner; certificates and requests for them are public.</summary>
    public static void Check(string store)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(store)) return;
        List<string> wider = [];
        foreach (string path in Directory.EnumerateFileSystemEntries(store, "*", SearchOption.AllDirectories).Append(store))
        {
            if (!IsPublic(path) && ((int)File.GetUnixFileMode(path) & Others) != 0) wider.Add(path);
        }

        Assert.True(wider.Count == 0, $"Others than the owner may use {string.Join(", ", wider)}.");
    }

    private static bool IsPublic(string path) => Path.GetFileName(Path.GetDirectoryName(path)) == "certs" && Path.GetExtension(path) is ".crt" or ".csr";
}
