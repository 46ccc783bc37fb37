using System.Security.Cryptography;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.RequestSigning;

/// <summary>
/// Checks signed HTTP requests, and accepts each once. One that comes from a store remembers the nonces in it, for all
/// processes that use the store, and writes to its audit trail; one without remembers them in the memory of this
/// process. It may be used by several threads.
/// </summary>
public sealed class RequestVerifier
{
    private readonly SecurityStore? _store;
    private readonly TimeProvider _time;
    private readonly ProcessNonces _nonces = new();

    /// <summary>Works without a store and without an audit trail.</summary>
    /// <param name="time">The clock; the system's when null.</param>
    public RequestVerifier(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    internal RequestVerifier(SecurityStore store)
    {
        _store = store;
        _time = store.Time;
    }

    /// <summary>Checks a request; what is wrong with it is a result.</summary>
    /// <param name="request">The request as it came, with all its headers and its body.</param>
    /// <param name="key">The key that must have signed.</param>
    /// <param name="options">What is asked of the signature.</param>
    /// <exception cref="InvalidInputException">The method, the address or the clock window cannot be used.</exception>
    public RequestVerification Verify(SignedRequest request, RequestSigningKey key, RequestVerificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(key);
        options ??= new RequestVerificationOptions();
        if (_store is null) return Check(request, key, options, _nonces);
        AuditNote note = new(AuditAction.RequestVerified, key.Id);
        return _store.Write(note, change =>
        {
            RequestVerification verdict = Check(request, key, options, new StoredNonces(change));
            note.Metadata["reason"] = verdict.Reason.ToString();
            note.Metadata["method"] = request.Method.ToUpperInvariant();
            if (!verdict.IsValid) note.Result = AuditResult.Denied;
            return verdict;
        });
    }

    private RequestVerification Check(SignedRequest request, RequestSigningKey key, RequestVerificationOptions options, INonceMemory nonces)
    {
        CanonicalRequest.Check(request);
        if (options.ClockWindow < TimeSpan.FromSeconds(1) || options.ClockWindow > RequestVerificationOptions.LargestClockWindow) throw SecurityErrors.RequestClockWindowInvalid();
        SignatureHeaders read = SignatureHeaders.Read(request);
        if (read.Refusal is { } refusal) return refusal;
        CanonicalRequest claimed = read.Claimed!;
        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset signedAt = DateTimeOffset.FromUnixTimeSeconds(claimed.Timestamp);
        RequestVerification verdict = new() { Reason = RequestSignatureReason.Accepted, KeyId = claimed.KeyId, SignedAt = signedAt, SignedHeaders = claimed.SignedHeaders };

        if (claimed.KeyId != key.Id) return verdict with { Reason = RequestSignatureReason.WrongKey, Header = SignatureHeader.KeyId };
        if (!key.Fits(claimed.Algorithm)) return verdict with { Reason = RequestSignatureReason.AlgorithmNotAllowed, Header = SignatureHeader.Algorithm };
        if ((now - signedAt).Duration() > options.ClockWindow) return verdict with { Reason = RequestSignatureReason.ClockOutOfWindow, Header = SignatureHeader.Timestamp };
        string? unsigned = options.RequiredHeaders.FirstOrDefault(name => !claimed.SignedHeaders.Contains(name.ToLowerInvariant()));
        if (unsigned is not null) return verdict with { Reason = RequestSignatureReason.HeaderNotSigned, Header = unsigned };
        if (!key.Verify(claimed.Algorithm, claimed.ToBytes(request, read.Headers), read.Signature)) return verdict with { Reason = RequestSignatureReason.BadSignature };
        if (claimed.BodyHash != Convert.ToHexStringLower(SHA256.HashData(request.Body.Span))) return verdict with { Reason = RequestSignatureReason.BodyMismatch, Header = SignatureHeader.BodyHash };
        // Last, so that only who holds the key can fill the memory.
        return options.CheckReplay ? verdict with { Reason = nonces.Add(claimed, now, signedAt + options.ClockWindow) } : verdict;
    }
}
