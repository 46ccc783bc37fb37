using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.RequestSigning;

/// <summary>The base of the cmdlets for signed requests: what makes a request, and where its key comes from.</summary>
public abstract class RequestKeyCmdlet : OptionalStoreCmdlet
{
    private protected const string BySecret = "Key";
    private protected const string ByFile = "KeyPath";

    /// <summary>The HTTP method.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("HttpMethod")]
    public string Method { get; set; } = "";

    /// <summary>The whole address, with its query.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Url")]
    public Uri Uri { get; set; } = null!;

    /// <summary>The request's headers: a hashtable, or the headers of a request object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Headers { get; set; }

    /// <summary>The body as it is sent: text, which is taken as UTF-8, or bytes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Body { get; set; }

    /// <summary>The secret that both sides hold, at least 32 bytes: a SecureString, text, which is taken as UTF-8, or bytes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySecret)]
    public object? Key { get; set; }

    /// <summary>The file of an Ed25519 key, in any format that Get-SshKeyFingerprint reads.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByFile)]
    public string KeyPath { get; set; } = "";

    /// <summary>The key file's passphrase.</summary>
    [Parameter(ParameterSetName = ByFile)]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>The id by which the request names the key; one that is derived from the key when it is not given.</summary>
    [Parameter]
    public string? KeyId { get; set; }

    private protected SignedRequest CreateRequest() => new()
    {
        Method = Method,
        Uri = Uri,
        Headers = RequestParts.Headers(Headers),
        Body = RequestParts.Body(Body),
    };

    private protected RequestSigningKey OpenSecret()
    {
        using SecretBuffer secret = KeyContent.From(Key);
        return RequestSigningKey.FromSecret(secret.Span, KeyId);
    }

    private protected RequestSigningKey OpenPrivateKey()
    {
        using SecretBuffer? passphrase = Passphrase?.ToUtf8Buffer();
        using SshPrivateKey key = KeyFiles.Open(ResolveNewPath(KeyPath), passphrase);
        return RequestSigningKey.FromSshKey(key, KeyId);
    }
}
