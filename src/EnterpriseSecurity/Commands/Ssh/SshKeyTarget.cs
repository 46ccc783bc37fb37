using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>An SSH key that a cmdlet works on: one that the store manages, by its name, or any key file, by its path.</summary>
internal sealed class SshKeyTarget
{
    private readonly SshKeyManager? _keys;
    private readonly SshKeyFiles _files;
    private readonly string _reference;

    private SshKeyTarget(SshKeyManager? keys, SshKeyFiles files, string reference)
    {
        _keys = keys;
        _files = files;
        _reference = reference;
    }

    public bool IsManaged => _keys is not null;

    public static SshKeyTarget Managed(EnterpriseSecurityManager store, string name) => new(store.SshKeys, store.SshKeys.Files, name);

    public static SshKeyTarget File(EnterpriseSecurityManager? store, string path) => new(null, store?.SshKeys.Files ?? new SshKeyFiles(), path);

    public SshKeyInfo Get() => _keys is null ? _files.Get(_reference) : _keys.Get(_reference);

    public SshKeyValidation Validate(SecretBuffer? passphrase) => _keys is null ? _files.Validate(_reference, passphrase) : _keys.Validate(_reference, passphrase);

    public SshPrivateKey Open(SecretBuffer? passphrase) => _keys is null ? _files.Open(_reference, passphrase) : _keys.Open(_reference, passphrase);

    public SshPublicKey GetPublicKey(SecretBuffer? passphrase = null) => _keys is null ? _files.GetPublicKey(_reference, passphrase) : _keys.GetPublicKey(_reference);

    public SshKeyRotation Rotate(SshKeyRotationOptions options) => _keys is null ? _files.Rotate(_reference, options) : _keys.Rotate(_reference, options);

    public SshKeyInfo SetPassphrase(SecretBuffer? current, SecretBuffer next, int rounds) =>
        _keys is null ? _files.SetPassphrase(_reference, current, next, rounds) : _keys.SetPassphrase(_reference, current, next, rounds);

    public SshKeyInfo RemovePassphrase(SecretBuffer? current) => _keys is null ? _files.RemovePassphrase(_reference, current) : _keys.RemovePassphrase(_reference, current);

    public SshKeyInfo Convert(SecretBuffer? passphrase, string target, SshPrivateKeyFormat format, SecretBuffer? newPassphrase) =>
        _keys is null ? _files.Convert(_reference, passphrase, target, format, newPassphrase) : _keys.Export(_reference, passphrase, target, format, newPassphrase);

    public void Remove(bool keepFiles)
    {
        if (_keys is not null) _keys.Remove(_reference, keepFiles);
        else _files.Remove(_reference);
    }

    /// <summary>The name or the path.</summary>
    public override string ToString() => _reference;
}
