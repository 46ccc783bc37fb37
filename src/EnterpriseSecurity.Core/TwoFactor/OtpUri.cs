using System.Globalization;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.TwoFactor;

/// <summary>
/// The <c>otpauth://</c> URI that authenticator apps read: the Key URI format of Google Authenticator, with the
/// percent-encoding of RFC 3986. What apps take for granted (SHA-1, 6 digits, 30 seconds) is left out when written.
/// </summary>
internal static class OtpUri
{
    /// <summary>The longest URI in characters.</summary>
    public const int MaximumLength = 2048;

    private const string Scheme = "otpauth://";
    private const int MostParameters = 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>True for what begins as such a URI does.</summary>
    public static bool IsUri(ReadOnlySpan<char> text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The URI of a key.</summary>
    /// <exception cref="InvalidInputException">The key has no account, or the URI would be too long.</exception>
    public static string Write(OtpKey key)
    {
        if (key.Account.Length == 0) throw SecurityErrors.OtpAccountMissing();
        OtpParameters parameters = key.Parameters;
        StringBuilder uri = new(Scheme, MaximumLength);
        uri.Append(parameters.Type == OtpType.Hotp ? "hotp/" : "totp/");
        if (key.Issuer.Length > 0) uri.Append(Uri.EscapeDataString(key.Issuer)).Append(':');
        uri.Append(Uri.EscapeDataString(key.Account)).Append("?secret=").Append(key.RevealSecret());
        if (key.Issuer.Length > 0) uri.Append("&issuer=").Append(Uri.EscapeDataString(key.Issuer));
        if (parameters.Algorithm != OtpAlgorithm.Sha1) uri.Append("&algorithm=").Append(parameters.Algorithm == OtpAlgorithm.Sha256 ? "SHA256" : "SHA512");
        if (parameters.Digits != OtpParameters.Default.Digits) uri.Append(CultureInfo.InvariantCulture, $"&digits={parameters.Digits}");
        if (parameters.Type == OtpType.Hotp) uri.Append(CultureInfo.InvariantCulture, $"&counter={key.Counter}");
        else if (parameters.Period != OtpParameters.Default.Period) uri.Append(CultureInfo.InvariantCulture, $"&period={parameters.Period}");
        string text = uri.ToString();
        return text.Length <= MaximumLength ? text : throw SecurityErrors.OtpUriTooLong(MaximumLength);
    }

    /// <summary>
    /// Reads a URI. Parameters that are not of the format are passed over; one that stands twice, an issuer that is
    /// not the label's, and any value out of its range are refused.
    /// </summary>
    /// <exception cref="MalformedDataException">It is no such URI.</exception>
    public static OtpKey Read(ReadOnlySpan<char> uri)
    {
        if (uri.Length > MaximumLength) throw Malformed($"it is longer than {MaximumLength} characters");
        if (!IsUri(uri)) throw Malformed("it does not begin with otpauth://");
        if (uri.ContainsAnyExceptInRange('!', '~')) throw Malformed("it has a character that is not printable ASCII");
        if (uri.Contains('#')) throw Malformed("it has a fragment");

        ReadOnlySpan<char> rest = uri[Scheme.Length..];
        int slash = rest.IndexOf('/');
        int question = rest.IndexOf('?');
        if (slash < 0 || question < slash) throw Malformed("it has no label, or no parameters");
        OtpType type = ReadType(rest[..slash]);
        (string? prefix, string account) = ReadLabel(rest[(slash + 1)..question]);

        OtpUriFields fields = ReadFields(rest[(question + 1)..]);
        if (fields.Issuer is { Length: > 0 } issuer && prefix is not null && issuer != prefix) throw Malformed("the issuer before the account is not the parameter issuer");
        if (fields.Secret.IsEmpty) throw Malformed("it has no secret");
        if (type == OtpType.Hotp && fields.Counter is null) throw Malformed("it has no counter");
        OtpParameters parameters = new() { Type = type, Algorithm = fields.Algorithm, Digits = fields.Digits, Period = fields.Period };
        return ReadKey(fields, parameters, string.IsNullOrEmpty(fields.Issuer) ? prefix ?? "" : fields.Issuer, account, type == OtpType.Hotp ? fields.Counter!.Value : 0);
    }

    private static OtpType ReadType(ReadOnlySpan<char> text)
    {
        if (text.Equals("totp", StringComparison.OrdinalIgnoreCase)) return OtpType.Totp;
        if (text.Equals("hotp", StringComparison.OrdinalIgnoreCase)) return OtpType.Hotp;
        throw Malformed("its type is neither totp nor hotp");
    }

    private static (string? Issuer, string Account) ReadLabel(ReadOnlySpan<char> text)
    {
        // The colon may be encoded, and spaces may follow it.
        string label = DecodeText(text, "label");
        int colon = label.IndexOf(':');
        string account = colon < 0 ? label : label[(colon + 1)..].TrimStart(' ');
        if (account.Length == 0) throw Malformed("its label names no account");
        if (account.Contains(':')) throw Malformed("its label has more than one colon");
        if (colon == 0) throw Malformed("its label names no issuer before the colon");
        return (colon < 0 ? null : label[..colon], account);
    }

    private static OtpUriFields ReadFields(ReadOnlySpan<char> query)
    {
        OtpUriFields fields = default;
        fields.Digits = OtpParameters.Default.Digits;
        fields.Period = OtpParameters.Default.Period;
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (Range part in query.Split('&'))
        {
            ReadOnlySpan<char> field = query[part];
            if (seen.Count == MostParameters) throw Malformed($"it has more than {MostParameters} parameters");
            int equals = field.IndexOf('=');
            if (equals < 1) throw Malformed("it has a parameter without a name or a value");
            ReadOnlySpan<char> value = field[(equals + 1)..];
            string name = field[..equals].ToString().ToLowerInvariant();
            if (!seen.Add(name)) throw Malformed("one of its parameters stands twice");
            switch (name)
            {
                case "secret":
                    fields.Secret = value;
                    break;
                case "issuer":
                    fields.Issuer = DecodeText(value, "issuer");
                    break;
                case "algorithm":
                    fields.Algorithm = ReadAlgorithm(value);
                    break;
                case "digits":
                    fields.Digits = (int)ReadNumber(value, "digits", OtpParameters.MinimumDigits, OtpParameters.MaximumDigits);
                    break;
                case "period":
                    fields.Period = (int)ReadNumber(value, "period", 1, OtpParameters.MaximumPeriod);
                    break;
                case "counter":
                    fields.Counter = ReadNumber(value, "counter", 0, long.MaxValue);
                    break;
            }
        }

        return fields;
    }

    private static OtpAlgorithm ReadAlgorithm(ReadOnlySpan<char> value)
    {
        if (value.Equals("SHA1", StringComparison.OrdinalIgnoreCase)) return OtpAlgorithm.Sha1;
        if (value.Equals("SHA256", StringComparison.OrdinalIgnoreCase)) return OtpAlgorithm.Sha256;
        if (value.Equals("SHA512", StringComparison.OrdinalIgnoreCase)) return OtpAlgorithm.Sha512;
        throw Malformed("its algorithm is none of SHA1, SHA256 and SHA512");
    }

    private static long ReadNumber(ReadOnlySpan<char> value, string name, long smallest, long largest) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= smallest && number <= largest
            ? number
            : throw Malformed($"its parameter {name} is no whole number from {smallest} to {largest}");

    private static OtpKey ReadKey(OtpUriFields fields, OtpParameters parameters, string issuer, string account, long counter)
    {
        using SecretBuffer secret = Decode(fields.Secret, "secret");
        char[] text = GC.AllocateArray<char>(secret.Length, pinned: true);
        try
        {
            // Base32 is ASCII; what is not is refused there.
            for (int at = 0; at < text.Length; at++) text[at] = (char)secret.Span[at];
            return OtpKey.FromBase32(text, parameters, issuer, account, counter);
        }
        catch (InvalidInputException error)
        {
            throw SecurityErrors.OtpUriMalformed("one of its values cannot be used: " + error.Message, error);
        }
        finally
        {
            text.AsSpan().Clear();
        }
    }

    private static string DecodeText(ReadOnlySpan<char> encoded, string what)
    {
        using SecretBuffer bytes = Decode(encoded, what);
        try
        {
            return StrictUtf8.GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed($"its {what} is not UTF-8");
        }
    }

    private static SecretBuffer Decode(ReadOnlySpan<char> encoded, string what)
    {
        using SecretBuffer bytes = new(encoded.Length);
        int length = 0;
        for (int from = 0; from < encoded.Length; from++)
        {
            if (encoded[from] != '%')
            {
                bytes.Span[length++] = (byte)encoded[from];
                continue;
            }

            bool isByte = from + 2 < encoded.Length && byte.TryParse(encoded.Slice(from + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes.Span[length++]);
            if (!isByte) throw Malformed($"its {what} has a broken percent-encoding");
            from += 2;
        }

        return SecretBuffer.CopyOf(bytes.Span[..length]);
    }

    private static MalformedDataException Malformed(string detail) => SecurityErrors.OtpUriMalformed(detail);

    private ref struct OtpUriFields
    {
        public ReadOnlySpan<char> Secret;
        public string? Issuer;
        public OtpAlgorithm Algorithm;
        public int Digits;
        public int Period;
        public long? Counter;
    }
}
