using System.Text;

namespace EnterpriseSecurity.RequestSigning;

/// <summary>
/// The text that is signed; docs/request-signing.md has it byte by byte. A difference that a server could see is a
/// difference here: only spellings that RFC 3986 calls equivalent are made one.
/// </summary>
internal sealed record CanonicalRequest
{
    /// <summary>The most headers that a signature covers.</summary>
    public const int MostHeaders = 100;

    private const string Version = "ES-REQUEST-1";
    private const int LongestUri = 65_536;

    public required RequestSignatureAlgorithm Algorithm { get; init; }

    public required string KeyId { get; init; }

    public required long Timestamp { get; init; }

    public required string Nonce { get; init; }

    /// <summary>SHA-256 of the body in lower-case hexadecimal.</summary>
    public required string BodyHash { get; init; }

    /// <summary>The names of the signed headers: lower case, in ordinal order, each once.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    /// <summary>The bytes to sign.</summary>
    /// <param name="request">The request, checked by <see cref="Check"/>.</param>
    /// <param name="headers">Its headers, by name in any case; the signed ones are there.</param>
    public byte[] ToBytes(SignedRequest request, IReadOnlyDictionary<string, string> headers)
    {
        StringBuilder text = new(512);
        text.Append(Version).Append('\n');
        text.Append(SignatureHeader.Write(Algorithm)).Append('\n');
        text.Append(KeyId).Append('\n');
        text.Append(Timestamp.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append('\n');
        text.Append(Nonce).Append('\n');
        text.Append(request.Method.ToUpperInvariant()).Append('\n');
        text.Append(HostOf(request.Uri)).Append('\n');
        text.Append(UriText.NormalizePath(request.Uri.AbsolutePath)).Append('\n');
        text.Append(UriText.NormalizeQuery(request.Uri.Query)).Append('\n');
        text.Append(BodyHash).Append('\n');
        text.Append(string.Join(';', SignedHeaders)).Append('\n');
        foreach (string name in SignedHeaders) text.Append(name).Append(':').Append(FoldValue(headers[name])).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Checks what a signature can be made of.</summary>
    /// <exception cref="InvalidInputException">The method or the address cannot be used.</exception>
    public static void Check(SignedRequest request)
    {
        if (!SignatureHeader.IsName(request.Method)) throw SecurityErrors.RequestMethodInvalid();
        Uri uri = request.Uri;
        if (!uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)) throw SecurityErrors.RequestUriInvalid("it is no absolute http or https address");
        if (uri.OriginalString.Length > LongestUri) throw SecurityErrors.RequestUriInvalid($"it is longer than {LongestUri} characters");
        if (uri.UserInfo.Length > 0) throw SecurityErrors.RequestUriInvalid("it holds a user name, which is not sent as part of it");
    }

    /// <summary>True for a value that can stand in a header: no control character but the tab, no half of a surrogate pair.</summary>
    public static bool IsHeaderValue(string value) =>
        value.Length <= 65_536 && !value.Any(character => char.IsControl(character) && character != '\t')
        && value.EnumerateRunes().All(rune => rune != Rune.ReplacementChar || value.Contains('\uFFFD'));

    private static string HostOf(Uri uri)
    {
        string host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.IsDefaultPort ? host.ToLowerInvariant() : $"{host.ToLowerInvariant()}:{uri.Port}";
    }

    // Proxies join and split lines; what they may change is white space around values only.
    private static string FoldValue(string value) => string.Join(' ', value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
