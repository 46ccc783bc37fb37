using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.TwoFactor;

/// <summary>
/// One-time passwords from a secret at hand (RFC 4226, RFC 6238), and QR codes that carry it to an authenticator app.
/// Nothing is remembered here, so a code is accepted as often as it comes: to sign users in, enrol them with
/// <see cref="TwoFactorManager"/>.
/// </summary>
public sealed class OneTimePasswords
{
    /// <summary>How many periods before and after the present one are accepted, unless another number is given.</summary>
    public const int DefaultWindow = 1;

    /// <summary>The most periods before and after the present one.</summary>
    public const int MaximumWindow = 10;

    /// <summary>How many counters ahead are accepted, unless another number is given.</summary>
    public const int DefaultLookAhead = 10;

    /// <summary>The most counters ahead.</summary>
    public const int MaximumLookAhead = 100;

    private readonly SecurityStore? _store;
    private readonly TimeProvider _time;

    /// <summary>Works without a store and without an audit trail.</summary>
    /// <param name="time">The clock; the system's when null.</param>
    public OneTimePasswords(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    internal OneTimePasswords(SecurityStore store)
    {
        _store = store;
        _time = store.Time;
    }

    /// <summary>Makes a key with a new random secret, which is kept nowhere; see <see cref="OtpKey.Generate"/>.</summary>
    /// <param name="issuer">Who asks for the codes.</param>
    /// <param name="account">Whose codes they are.</param>
    /// <param name="parameters">How codes are made; <see cref="OtpParameters.Default"/> when null.</param>
    /// <returns>The key; the caller disposes of it.</returns>
    /// <exception cref="InvalidInputException">One of the parts cannot be used.</exception>
    public OtpKey CreateKey(string issuer, string account, OtpParameters? parameters = null)
    {
        AuditNote note = new(AuditAction.TotpSecretGenerated, account ?? "") { Metadata = { ["enrolled"] = "false" } };
        return Run(note, () => OtpKey.Generate(issuer, account!, parameters));
    }

    /// <summary>The code of a key.</summary>
    /// <param name="key">The key; one by a counter gives the code of <see cref="OtpKey.Counter"/>.</param>
    /// <param name="at">The moment, for codes by time; now when null.</param>
    /// <exception cref="InvalidInputException">The moment is before 1970.</exception>
    public string GetCode(OtpKey key, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        AuditNote note = new(AuditAction.TotpCodeGenerated, key.Account);
        return Run(note, () =>
        {
            OtpParameters parameters = key.Parameters;
            long step = parameters.Type == OtpType.Hotp ? key.Counter : Totp.StepAt(at ?? _time.GetUtcNow(), parameters.Period);
            return string.Create(parameters.Digits, (key, step), static (text, from) =>
            {
                Span<byte> code = stackalloc byte[text.Length];
                Hotp.Write(from.key.Parameters.Algorithm, from.key.Secret.Span, from.step, code);
                for (int at = 0; at < text.Length; at++) text[at] = (char)code[at];
            });
        });
    }

    /// <summary>Checks a code against a key. It is accepted again the next time: see <see cref="TwoFactorManager"/>.</summary>
    /// <param name="key">The key; one by a counter takes codes from <see cref="OtpKey.Counter"/> on.</param>
    /// <param name="code">What was typed: ASCII digits, exactly as many as a code has.</param>
    /// <param name="window">
    /// By time, the periods before and after that are accepted, 0 to 10 (1 when null); by a counter, the counters ahead,
    /// 0 to 100 (10 when null).
    /// </param>
    /// <param name="at">The moment, for codes by time; now when null.</param>
    /// <returns>The step of the code, the earliest when several have it, or null.</returns>
    /// <exception cref="InvalidInputException">The window is out of its range, or the moment is before 1970.</exception>
    public long? Verify(OtpKey key, ReadOnlySpan<char> code, int? window = null, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        string typed = code.ToString();
        AuditNote note = new(AuditAction.TotpVerified, key.Account);
        return Run(note, () =>
        {
            int width = CheckWindow(key.Parameters.Type, window);
            long? step = key.Parameters.Type == OtpType.Hotp
                ? Hotp.Find(key.Parameters, key.Secret.Span, typed, key.Counter, LastCounter(key.Counter, width), after: -1).Step
                : Totp.Find(key.Parameters, key.Secret.Span, typed, at ?? _time.GetUtcNow(), width, after: -1).Step;
            if (step is null) note.Result = AuditResult.Denied;
            return step;
        });
    }

    /// <summary>Makes the QR code of an <c>otpauth://</c> URI, which is checked first.</summary>
    /// <param name="uri">The URI in UTF-8.</param>
    /// <exception cref="MalformedDataException">It is no such URI.</exception>
    public QrCode CreateQrCode(ReadOnlySpan<byte> uri)
    {
        using SecretBuffer content = SecretBuffer.CopyOf(uri);
        AuditNote note = new(AuditAction.TotpQrCodeCreated, "");
        return Run(note, () => Encode(content, note));
    }

    /// <summary>Makes the QR code of an <c>otpauth://</c> URI as an owner-only file: the picture holds the secret.</summary>
    /// <param name="uri">The URI in UTF-8.</param>
    /// <param name="path">The file; its name ends with <c>.png</c> or <c>.svg</c>, which says what it becomes.</param>
    /// <param name="scale">The pixels for a side of a module, for PNG.</param>
    /// <param name="overwrite">True to replace a file that exists.</param>
    /// <exception cref="MalformedDataException">It is no such URI.</exception>
    /// <exception cref="InvalidInputException">The file's name ends otherwise, or the scale is out of its range.</exception>
    /// <exception cref="AlreadyExistsException">The file exists; it is untouched.</exception>
    /// <exception cref="UnavailableException">The file cannot be written.</exception>
    public FileInfo WriteQrCode(ReadOnlySpan<byte> uri, string path, int scale = QrCode.DefaultScale, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using SecretBuffer content = SecretBuffer.CopyOf(uri);
        AuditNote note = new(AuditAction.TotpQrCodeCreated, "") { Metadata = { ["file"] = path } };
        return Run(note, () =>
        {
            bool isSvg = path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);
            if (!isSvg && !path.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) throw SecurityErrors.QrFormatUnknown(path);
            QrCode code = Encode(content, note);
            byte[] picture = isSvg ? Encoding.UTF8.GetBytes(code.ToSvg()) : code.ToPng(scale);
            try
            {
                if (!overwrite && Path.Exists(path)) throw SecurityErrors.QrFileExists(path);
                if (overwrite) OwnerOnlyFile.Replace(path, picture);
                else OwnerOnlyFile.WriteNew(path, picture);
                return new FileInfo(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw SecurityErrors.QrFileUnavailable(path, error);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(picture);
            }
        });
    }

    /// <summary>The window to use.</summary>
    /// <exception cref="InvalidInputException">It is out of its range.</exception>
    internal static int CheckWindow(OtpType type, int? window)
    {
        (int usual, int largest) = type == OtpType.Hotp ? (DefaultLookAhead, MaximumLookAhead) : (DefaultWindow, MaximumWindow);
        int width = window ?? usual;
        return width >= 0 && width <= largest ? width : throw SecurityErrors.OtpWindowInvalid(largest);
    }

    /// <summary>The last counter to look at, which never passes the largest there is.</summary>
    internal static long LastCounter(long counter, int lookAhead) => Math.Min(counter, long.MaxValue - 1 - lookAhead) + lookAhead;

    private static QrCode Encode(SecretBuffer uri, AuditNote note)
    {
        note.Resource = AccountOf(uri.Span);
        return QrCode.Encode(uri.Span);
    }

    private static string AccountOf(ReadOnlySpan<byte> uri)
    {
        // Bounded before it is copied; each byte beyond ASCII is refused by the reader as the character it becomes.
        if (uri.Length > OtpUri.MaximumLength) throw SecurityErrors.OtpUriMalformed($"it is longer than {OtpUri.MaximumLength} characters");
        char[] text = GC.AllocateArray<char>(uri.Length, pinned: true);
        try
        {
            for (int at = 0; at < text.Length; at++) text[at] = (char)uri[at];
            using OtpKey key = OtpKey.FromUri(text);
            return key.Account;
        }
        finally
        {
            text.AsSpan().Clear();
        }
    }

    private T Run<T>(AuditNote note, Func<T> work)
    {
        if (_store is null) return work();
        if (note.Resource.Length == 0) note.Resource = "-";
        T result = _store.Attempt(note, work);
        _store.Append(note, durable: false);
        return result;
    }
}
