using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.TwoFactor;

/// <summary>
/// A secret of one-time passwords with everything that an authenticator app needs to know of it: what an
/// <c>otpauth://</c> URI says. Disposal wipes the secret.
/// </summary>
public sealed class OtpKey : IDisposable
{
    /// <summary>The longest secret in bytes.</summary>
    public const int MaximumSecretSize = 128;

    private const string KindOfIssuer = "one-time password issuer";
    private const string KindOfAccount = "user";

    /// <summary>Makes a key of its parts.</summary>
    /// <param name="secret">The shared secret, 1 to 128 bytes; it is wiped with this key.</param>
    /// <param name="parameters">How codes are made; <see cref="OtpParameters.Default"/> when null.</param>
    /// <param name="issuer">Who asks for the codes; may be empty. No colon.</param>
    /// <param name="account">Whose codes they are; may be empty where no URI is made. No colon.</param>
    /// <param name="counter">The next counter, for codes by a counter.</param>
    /// <exception cref="InvalidInputException">One of the parts cannot be used; the secret is not wiped then.</exception>
    public OtpKey(SecretBuffer secret, OtpParameters? parameters = null, string issuer = "", string account = "", long counter = 0)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(issuer);
        ArgumentNullException.ThrowIfNull(account);
        if (secret.Length is 0 or > MaximumSecretSize) throw SecurityErrors.OtpSecretSizeInvalid(MaximumSecretSize);
        if (counter < 0) throw SecurityErrors.OtpParameterInvalid("counter", "it is below zero");
        Parameters = (parameters ?? OtpParameters.Default).Checked();
        Issuer = CheckLabel(KindOfIssuer, issuer);
        Account = CheckLabel(KindOfAccount, account);
        Counter = counter;
        Secret = secret;
    }

    /// <summary>The shared secret. Valid until <see cref="Dispose"/>.</summary>
    public SecretBuffer Secret { get; }

    /// <summary>How codes are made.</summary>
    public OtpParameters Parameters { get; }

    /// <summary>Who asks for the codes; empty when nobody is named.</summary>
    public string Issuer { get; }

    /// <summary>Whose codes they are; empty when nobody is named.</summary>
    public string Account { get; }

    /// <summary>The next counter, for codes by a counter.</summary>
    public long Counter { get; }

    /// <summary>Makes a key with a new random secret of the hash's size: 20, 32 or 64 bytes.</summary>
    /// <param name="issuer">Who asks for the codes.</param>
    /// <param name="account">Whose codes they are.</param>
    /// <param name="parameters">How codes are made; <see cref="OtpParameters.Default"/> when null.</param>
    /// <exception cref="InvalidInputException">One of the parts cannot be used.</exception>
    public static OtpKey Generate(string issuer, string account, OtpParameters? parameters = null)
    {
        parameters = (parameters ?? OtpParameters.Default).Checked();
        return Own(SecretBuffer.Random(parameters.SecretSize), secret => new OtpKey(secret, parameters, issuer, account));
    }

    /// <summary>Makes a key of a secret in Base32; see <see cref="Base32.Decode"/> for what is read.</summary>
    /// <exception cref="MalformedDataException">It is no Base32.</exception>
    /// <exception cref="InvalidInputException">One of the parts cannot be used.</exception>
    public static OtpKey FromBase32(ReadOnlySpan<char> secret, OtpParameters? parameters = null, string issuer = "", string account = "", long counter = 0)
    {
        // Longer than any secret with a space or hyphen after each character.
        if (secret.Length > MaximumSecretSize * 4) throw SecurityErrors.OtpSecretSizeInvalid(MaximumSecretSize);
        return Own(Base32.Decode(secret), bytes => new OtpKey(bytes, parameters, issuer, account, counter));
    }

    /// <summary>Reads an <c>otpauth://</c> URI, as the Key URI format has it.</summary>
    /// <exception cref="MalformedDataException">It is no such URI, or contradicts itself.</exception>
    public static OtpKey FromUri(ReadOnlySpan<char> uri) => OtpUri.Read(uri);

    /// <summary>Reads a secret as users have it: an <c>otpauth://</c> URI, or Base32 alone, to which the default parameters belong.</summary>
    /// <exception cref="MalformedDataException">It is neither.</exception>
    /// <exception cref="InvalidInputException">It is too long.</exception>
    public static OtpKey Parse(ReadOnlySpan<char> secret) => OtpUri.IsUri(secret) ? FromUri(secret) : FromBase32(secret);

    /// <summary>A key of the same secret with other parts; what is null stays.</summary>
    /// <returns>The key, with a copy of the secret; the caller disposes of it.</returns>
    /// <exception cref="InvalidInputException">One of the parts cannot be used.</exception>
    public OtpKey With(OtpParameters? parameters = null, string? issuer = null, string? account = null, long? counter = null) =>
        Own(SecretBuffer.CopyOf(Secret.Span), secret => new OtpKey(secret, parameters ?? Parameters, issuer ?? Issuer, account ?? Account, counter ?? Counter));

    /// <summary>The secret in Base32, for who asked for it.</summary>
    public string RevealSecret() => Base32.Encode(Secret.Span);

    /// <summary>The <c>otpauth://</c> URI with the secret in it, for who asked for it.</summary>
    /// <exception cref="InvalidInputException">The account is empty.</exception>
    public string RevealUri() => OtpUri.Write(this);

    /// <summary>Wipes the secret.</summary>
    public void Dispose() => Secret.Dispose();

    /// <summary>Whose key it is, never the secret.</summary>
    public override string ToString() => $"{Parameters.Type} key of {(Account.Length == 0 ? "?" : Account)}{(Issuer.Length == 0 ? "" : " at " + Issuer)}";

    /// <summary>Makes a key that owns a secret, which is wiped when that fails.</summary>
    internal static OtpKey Own(SecretBuffer secret, Func<SecretBuffer, OtpKey> make)
    {
        try
        {
            return make(secret);
        }
        catch
        {
            secret.Dispose();
            throw;
        }
    }

    // The URI's label separates issuer and account by a colon, so neither has one.
    private static string CheckLabel(string kind, string text)
    {
        if (text.Length == 0) return text;
        CanonicalName.Check(kind, text);
        return text.Contains(':') ? throw SecurityErrors.NameInvalid(kind, text, "it has a colon, which separates issuer and account in an otpauth URI") : text;
    }
}
