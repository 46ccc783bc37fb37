using System.Globalization;

namespace EnterpriseSecurity.RequestSigning;

/// <summary>What a request says of its signature, or why that cannot be read.</summary>
internal sealed class SignatureHeaders
{
    private const int LongestSignature = 128;
    private const int LongestTimestamp = 11;
    private const int ShortestNonce = 16;
    private const int LongestNonce = 128;

    private SignatureHeaders(Dictionary<string, string> headers) => Headers = headers;

    /// <summary>All headers of the request, by name in any case.</summary>
    public Dictionary<string, string> Headers { get; }

    /// <summary>What was signed, if the signature is good; null beside a refusal.</summary>
    public CanonicalRequest? Claimed { get; private set; }

    /// <summary>The signature's bytes.</summary>
    public byte[] Signature { get; private set; } = [];

    /// <summary>Why the headers are of no use, or null.</summary>
    public RequestVerification? Refusal { get; private set; }

    public static SignatureHeaders Read(SignedRequest request)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        SignatureHeaders result = new(headers);
        foreach ((string name, string value) in request.Headers)
        {
            if (!headers.TryAdd(name, value)) return result.Refuse(RequestSignatureReason.MalformedHeader, name);
        }

        string? absent = SignatureHeader.All.FirstOrDefault(name => !headers.ContainsKey(name));
        return absent is null ? result.Parse() : result.Refuse(RequestSignatureReason.MissingHeader, absent);
    }

    private SignatureHeaders Parse()
    {
        if (SignatureHeader.Read(Headers[SignatureHeader.Algorithm]) is not { } algorithm) return Refuse(RequestSignatureReason.UnknownAlgorithm, SignatureHeader.Algorithm);
        string keyId = Headers[SignatureHeader.KeyId];
        if (!RequestSigningKey.IsId(keyId)) return Refuse(RequestSignatureReason.MalformedHeader, SignatureHeader.KeyId);
        string time = Headers[SignatureHeader.Timestamp];
        if (time.Length is 0 or > LongestTimestamp || !time.All(char.IsAsciiDigit) || (time.Length > 1 && time[0] == '0')) return Refuse(RequestSignatureReason.MalformedHeader, SignatureHeader.Timestamp);
        string nonce = Headers[SignatureHeader.Nonce];
        if (nonce.Length is < ShortestNonce or > LongestNonce || !nonce.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')) return Refuse(RequestSignatureReason.MalformedHeader, SignatureHeader.Nonce);
        string bodyHash = Headers[SignatureHeader.BodyHash];
        if (bodyHash.Length != 64 || !bodyHash.All(char.IsAsciiHexDigitLower)) return Refuse(RequestSignatureReason.MalformedHeader, SignatureHeader.BodyHash);
        string signature = Headers[SignatureHeader.Signature];
        byte[] bytes = new byte[LongestSignature];
        // One signature has one spelling: no white space, and no bits after its end.
        bool isCanonical = Convert.TryFromBase64String(signature.Length > LongestSignature ? "" : signature, bytes, out int length) && length > 0 && Convert.ToBase64String(bytes, 0, length) == signature;
        if (!isCanonical) return Refuse(RequestSignatureReason.MalformedHeader, SignatureHeader.Signature);

        string list = Headers[SignatureHeader.SignedHeaders];
        string[] names = list.Length == 0 ? [] : list.Split(';', CanonicalRequest.MostHeaders + 1);
        for (int i = 0; i < names.Length; i++)
        {
            bool isOne = SignatureHeader.IsName(names[i]) && names[i] == names[i].ToLowerInvariant() && !SignatureHeader.All.Contains(names[i], StringComparer.OrdinalIgnoreCase);
            bool inOrder = i == 0 || string.CompareOrdinal(names[i - 1], names[i]) < 0;
            if (!isOne || !inOrder || i == CanonicalRequest.MostHeaders) return Refuse(RequestSignatureReason.MalformedHeader, SignatureHeader.SignedHeaders);
            if (!Headers.TryGetValue(names[i], out string? value)) return Refuse(RequestSignatureReason.MissingHeader, names[i]);
            if (!CanonicalRequest.IsHeaderValue(value)) return Refuse(RequestSignatureReason.MalformedHeader, names[i]);
        }

        Signature = bytes[..length];
        Claimed = new CanonicalRequest
        {
            Algorithm = algorithm,
            KeyId = keyId,
            Timestamp = long.Parse(time, CultureInfo.InvariantCulture),
            Nonce = nonce,
            BodyHash = bodyHash,
            SignedHeaders = names,
        };
        return this;
    }

    private SignatureHeaders Refuse(RequestSignatureReason reason, string header)
    {
        Refusal = new RequestVerification { Reason = reason, Header = header };
        return this;
    }
}
