using System.Collections.Specialized;
using System.Management.Automation;
using EnterpriseSecurity.RequestSigning;

namespace EnterpriseSecurity.Commands.RequestSigning;

/// <summary>
/// Signs an HTTP request and writes all its headers, the given ones and those of the signature, for the
/// <c>-Headers</c> of Invoke-RestMethod and Invoke-WebRequest.
/// </summary>
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
