using System.Globalization;
using System.Security.Cryptography;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.RequestSigning;

/// <summary>
/// Signs HTTP requests; docs/request-signing.md says what is signed and sent. It needs no store; one that comes from a
/// store writes to its audit trail. It may be used by several threads.
/// </summary>
public sealed class RequestSigner
{
    private const int NonceSize = 16;

    private readonly SecurityStore? _store;
    private readonly TimeProvider _time;

    /// <summary>Works without a store and without an audit trail.</summary>
    /// <param name="time">The clock; the system's when null.</param>
    public RequestSigner(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    internal RequestSigner(SecurityStore store)
    {
        _store = store;
        _time = store.Time;
    }

    /// <summary>Signs a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="key">The key.</param>
    /// <param name="options">How.</param>
    /// <returns>The headers to send beside the request's own, in the order in which they are documented.</returns>
    /// <exception cref="InvalidInputException">The method, address, a header or the key cannot be used.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> Sign(SignedRequest request, RequestSigningKey key, RequestSignatureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(key);
        if (_store is null) return SignUnaudited(request, key, options);
        AuditNote note = new(AuditAction.RequestSigned, key.Id);
        IReadOnlyList<KeyValuePair<string, string>> headers = _store.Attempt(note, () => SignUnaudited(request, key, options));
        note.Metadata["method"] = request.Method.ToUpperInvariant();
        note.Metadata["host"] = AuditText.Clip(request.Uri.Authority);
        _store.Append(note, durable: false);
        return headers;
    }

    private List<KeyValuePair<string, string>> SignUnaudited(SignedRequest request, RequestSigningKey key, RequestSignatureOptions? options)
    {
        CanonicalRequest.Check(request);
        Dictionary<string, string> headers = new(request.Headers, StringComparer.OrdinalIgnoreCase);
        CanonicalRequest canonical = new()
        {
            Algorithm = key.Choose(options?.Algorithm),
            KeyId = key.Id,
            Timestamp = _time.GetUtcNow().ToUnixTimeSeconds(),
            Nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceSize)),
            BodyHash = Convert.ToHexStringLower(SHA256.HashData(request.Body.Span)),
            SignedHeaders = Names(options?.SignedHeaders ?? [.. headers.Keys], headers),
        };
        byte[] signature = key.Sign(canonical.Algorithm, canonical.ToBytes(request, headers));
        return
        [
            new(SignatureHeader.Algorithm, SignatureHeader.Write(canonical.Algorithm)),
            new(SignatureHeader.KeyId, canonical.KeyId),
            new(SignatureHeader.Timestamp, canonical.Timestamp.ToString(CultureInfo.InvariantCulture)),
            new(SignatureHeader.Nonce, canonical.Nonce),
            new(SignatureHeader.BodyHash, canonical.BodyHash),
            new(SignatureHeader.SignedHeaders, string.Join(';', canonical.SignedHeaders)),
            new(SignatureHeader.Signature, Convert.ToBase64String(signature)),
        ];
    }

    private static List<string> Names(IReadOnlyList<string> wanted, Dictionary<string, string> headers)
    {
        List<string> names = [.. wanted.Select(name => name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];
        if (names.Count > CanonicalRequest.MostHeaders) throw SecurityErrors.RequestHeadersTooMany(CanonicalRequest.MostHeaders);
        foreach (string name in names)
        {
            if (!SignatureHeader.IsName(name) || SignatureHeader.All.Contains(name, StringComparer.OrdinalIgnoreCase)) throw SecurityErrors.RequestHeaderInvalid(name, "it is no name of a header that can be chosen");
            if (!headers.TryGetValue(name, out string? value)) throw SecurityErrors.RequestHeaderInvalid(name, "the request does not have it");
            if (!CanonicalRequest.IsHeaderValue(value)) throw SecurityErrors.RequestHeaderInvalid(name, "its value has control characters or is too long");
        }

        return names;
    }
}
