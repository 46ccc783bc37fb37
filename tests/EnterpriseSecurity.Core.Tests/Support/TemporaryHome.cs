using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>A home folder with no <c>.ssh</c> in it yet.</summary>
internal sealed class TemporaryHome : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("es-home-").FullName;

    public string Folder => Path.Combine(Root, ".ssh");

    public string KeysPath => Path.Combine(Folder, "authorized_keys");

    public SshAuthorizedKeys Keys => new(KeysPath);

    public string Text => File.ReadAllText(KeysPath);

    public void Write(byte[] content)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(KeysPath, content);
    }

    public void Write(string content) => Write(TemporaryStore.Utf8(content));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
