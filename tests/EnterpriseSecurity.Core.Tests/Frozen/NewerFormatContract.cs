using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>What a later version wrote is refused by an error that says so, and is left as it was to the byte.</summary>
public abstract class NewerFormatContract(StoreProvider provider) : IDisposable
{
    private readonly Lazy<FrozenRelease> _frozen = new(() => new FrozenRelease(FrozenRelease.Names.Last(), provider));

    private protected FrozenRelease Frozen => _frozen.Value;

    public void Dispose()
    {
        if (_frozen.IsValueCreated) _frozen.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    [ProviderFact]
    public void A_newer_store_file()
    {
        Change(Path.Combine(Frozen.StorePath, "store.json"), "\"format\":1", "\"format\":2");
        AssertRefused("StoreFormatTooNew", () => Frozen.Open());
        AssertRefused("StoreFormatTooNew", () => SecurityStore.GetProtectors(Frozen.StorePath));
    }

    // Everything beside it is looked at as well: nothing may be made, migrated or put away.
    protected void AssertRefused(string errorId, Func<object> open)
    {
        Dictionary<string, string> before = Contents();
        UnsupportedException error = Assert.Throws<UnsupportedException>(open);
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains("Install a newer version of the module", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    private Dictionary<string, string> Contents()
    {
        Dictionary<string, string> contents = Directory.EnumerateFiles(Frozen.Root, "*", SearchOption.AllDirectories)
            .ToDictionary(path => path, path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
        if (Frozen.Schema is { } schema) contents["schema"] = schema.Dump();
        return contents;
    }

    protected static void Change(string path, string present, string later)
    {
        byte[] content = File.ReadAllBytes(path);
        int at = content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(present));
        Assert.True(at >= 0, $"'{path}' does not say {present}.");
        Encoding.ASCII.GetBytes(later).CopyTo(content, at);
        File.WriteAllBytes(path, content);
    }
}
