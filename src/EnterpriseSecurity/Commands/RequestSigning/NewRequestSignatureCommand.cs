using System.Collections.Specialized;
using System.Management.Automation;
using EnterpriseSecurity.RequestSigning;

namespace EnterpriseSecurity.Commands.RequestSigning;

/// <summary>Signs an HTTP request and writes all its headers, for the -Headers of Invoke-RestMethod.</summary>
/// <remarks>
/// <para>The signature covers method, host, path, query, the body's hash, the time, a random nonce and the headers
/// that are chosen. A server that checks it knows that the request comes from who holds the key, was not changed on
/// the way, and is not an old one sent again. It hides nothing: use TLS as well.</para>
/// <para>The key is a secret of at least 32 bytes that both sides hold (HMAC-SHA-256, or HMAC-SHA-512 on request),
/// or the file of an Ed25519 key, of which the server needs the public part only. What comes out are the given
/// headers and those of the signature; docs/request-signing.md has the exact bytes.</para>
/// <para>Needs no store. With one connected, each signature leaves an entry in its audit trail, without the
/// key.</para>
/// </remarks>
/// <example>
/// <para>Sign a request with a secret from the store.</para>
/// <code>
/// $uri = 'https://api.example.com/v1/items?limit=10'
/// $headers = New-RequestSignature GET $uri -Key (Unprotect-Secret partner-hmac) -KeyId client-1
/// $headers.Keys
/// </code>
/// <para>Then: Invoke-RestMethod $uri -Headers $headers</para>
/// </example>
/// <example>
/// <para>Sign a body, and a header that must not be changed.</para>
/// <code>
/// $uri = 'https://api.example.com/v1/items'
/// $body = @{ name = 'lamp' } | ConvertTo-Json
/// $headers = New-RequestSignature POST $uri -Headers @{ 'Content-Type' = 'application/json' } -Body $body -Key (Unprotect-Secret partner-hmac)
/// </code>
/// <para>Send the same body: <c>Invoke-RestMethod $uri -Method Post -Headers $headers -Body $body</c>.</para>
/// </example>
/// <example>
/// <para>Sign with a key pair, so that the server holds no secret.</para>
/// <code>
/// New-SshKeyPair -Path ./client -KeyType Ed25519 | Out-Null
/// $headers = New-RequestSignature GET https://api.example.com/v1/items -KeyPath ./client -KeyId client-2
/// </code>
/// </example>
/// <seealso cref="TestRequestSignatureCommand"/>
/// <seealso cref="Secrets.UnprotectSecretCommand"/>
/// <seealso cref="Ssh.NewSshKeyPairCommand"/>
[Cmdlet(VerbsCommon.New, "RequestSignature", DefaultParameterSetName = BySecret)]
[OutputType(typeof(OrderedDictionary))]
public sealed class NewRequestSignatureCommand : RequestKeyCmdlet
{
    /// <summary>The algorithm; HMAC-SHA-256 for a secret and Ed25519 for a key file when it is not given.</summary>
    [Parameter]
    public RequestSignatureAlgorithm? Algorithm { get; set; }

    /// <summary>Which of the headers are signed; all of them when it is not given.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? SignedHeader { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(Uri, () =>
    {
        using RequestSigningKey key = ParameterSetName == ByFile ? OpenPrivateKey() : OpenSecret();
        SignedRequest request = CreateRequest();
        RequestSigner signer = TryResolve()?.RequestSigner ?? new RequestSigner();
        OrderedDictionary headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in request.Headers) headers[name] = value;
        foreach ((string name, string value) in signer.Sign(request, key, new RequestSignatureOptions { Algorithm = Algorithm, SignedHeaders = SignedHeader })) headers[name] = value;
        WriteObject(headers);
    });
}
