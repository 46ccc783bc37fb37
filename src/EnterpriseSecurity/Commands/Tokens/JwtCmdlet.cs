using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>The base of the cmdlets that use a key for tokens: one that is given, one in a file, or one of the store by name.</summary>
public abstract class JwtCmdlet : OptionalStoreCmdlet
{
    private protected const string ByKey = "Key";
    private protected const string ByKeyPath = "KeyPath";
    private protected const string BySigningKey = "SigningKey";

    private const int LargestKeyFile = 64 * 1024;

    /// <summary>
    /// The key: PEM, an OpenSSH or PuTTY private key, or a JSON Web Key, as text, bytes or a SecureString; anything
    /// else is a shared secret of at least 32 bytes, text being taken as UTF-8.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByKey)]
    [ValidateNotNull]
    public object? Key { get; set; }

    /// <summary>
    /// A file with the key in one of these forms, up to 64 KiB. Its bytes are taken as they are: a line break at the
    /// end of a shared secret counts.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByKeyPath)]
    public string KeyPath { get; set; } = "";

    /// <summary>The passphrase of an encrypted private key.</summary>
    [Parameter(ParameterSetName = ByKey)]
    [Parameter(ParameterSetName = ByKeyPath)]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The name of a signing key of the connected store; for Test-Jwt, the only one to accept.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySigningKey)]
    [ArgumentCompleter(typeof(JwtSigningKeyNameCompleter))]
    public string SigningKey { get; set; } = "";

    /// <summary>The key that was given, or that its file holds; the caller disposes of it. A key that cannot be used ends the pipeline.</summary>
    private protected JwtKey OpenKey() => OrTerminate(ParameterSetName == ByKeyPath ? KeyPath : null, () =>
    {
        using SecretBuffer? passphrase = Passphrase?.ToUtf8Buffer();
        using SecretBuffer content = ParameterSetName == ByKeyPath ? ReadFile(KeyPath) : KeyContent.From(Key);
        return JwtKey.Load(content.Span, passphrase is null ? default : passphrase.Span);
    });

    /// <summary>A small file's bytes.</summary>
    private protected SecretBuffer ReadFile(string path)
    {
        // Without a buffer of its own, in which the key would stay. A pipe has no length to go by.
        using FileStream file = new(ResolveNewPath(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using SecretBuffer content = new(LargestKeyFile + 1);
        int length = file.ReadAtLeast(content.Span, content.Length, throwOnEndOfStream: false);
        return length <= LargestKeyFile ? SecretBuffer.CopyOf(content.Span[..length]) : throw Errors.KeyFileTooLarge(LargestKeyFile);
    }
}
