using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshKeyFilesTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly SshKeyFiles _files = new();

    private SshKeyManager Keys => _store.Manager.SshKeys;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void An_empty_passphrase_takes_no_protection_away()
    {
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("words");
        using SecretBuffer none = new(0);
        SshKeyInfo key = _files.Create(new SshKeyOptions { Path = PathOf("locked"), Passphrase = passphrase, BcryptRounds = 2 });
        using SecretBuffer content = SshKeyFiles.ReadContent(key.Path);

        AssertRefused(() => _files.Rotate(key.Path, new SshKeyRotationOptions { Passphrase = passphrase, NewPassphrase = none }));
        AssertRefused(() => _files.Convert(key.Path, passphrase, PathOf("copy"), SshPrivateKeyFormat.Pkcs8, none));
        AssertRefused(() => Keys.Import("in", content.Memory, passphrase, new SshKeyOptions { Passphrase = none }));

        Assert.Equal(key.Fingerprint, _files.Get(key.Path).Fingerprint);
        Assert.False(File.Exists(PathOf("copy")));
        Assert.Empty(Keys.List());
    }

    private static void AssertRefused(Action change) => Assert.Equal("SshPassphraseEmpty", Assert.Throws<InvalidInputException>(change).ErrorId);

    private string PathOf(string name) => Path.Combine(_store.Root, name);
}
