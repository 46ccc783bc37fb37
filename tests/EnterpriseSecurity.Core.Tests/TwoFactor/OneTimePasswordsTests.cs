using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.TwoFactor;

public sealed class OneTimePasswordsTests
{
    private readonly ManualClock _clock = new();
    private readonly OneTimePasswords _codes;

    public OneTimePasswordsTests() => _codes = new OneTimePasswords(_clock);

    [Fact]
    public void The_window_says_how_far_clocks_may_differ()
    {
        using OtpKey key = OtpKey.Generate("I", "a");
        string code = _codes.GetCode(key);
        long step = _clock.GetUtcNow().ToUnixTimeSeconds() / 30;
        for (int window = 0; window <= OneTimePasswords.MaximumWindow; window++)
        {
            Assert.Equal(step, _codes.Verify(key, code, window, _clock.GetUtcNow().AddSeconds(30 * window)));
            Assert.Equal(step, _codes.Verify(key, code, window, _clock.GetUtcNow().AddSeconds(-30 * window)));
            Assert.Null(_codes.Verify(key, code, window, _clock.GetUtcNow().AddSeconds(30 * (window + 1))));
            Assert.Null(_codes.Verify(key, code, window, _clock.GetUtcNow().AddSeconds(-30 * (window + 1))));
        }

        foreach (int window in new[] { -1, OneTimePasswords.MaximumWindow + 1, int.MaxValue, int.MinValue })
        {
            Assert.Equal("OtpWindowInvalid", Assert.Throws<InvalidInputException>(() => _codes.Verify(key, code, window)).ErrorId);
        }
    }

    [Fact]
    public void Only_ASCII_digits_of_the_exact_length_are_a_code()
    {
        using OtpKey key = OtpKey.Generate("I", "a");
        string code = _codes.GetCode(key);
        Assert.NotNull(_codes.Verify(key, code));
        string[] others =
        [
            "", code[1..], code + "0", "0" + code, " " + code, code + " ", code + "\n", code[..3] + " " + code[3..], "-" + code[1..], "+" + code[1..],
            new([.. code.Select(digit => (char)(digit - '0' + '\u0660'))]), new([.. code.Select(digit => (char)(digit - '0' + '\uff10'))]), new('0', 100_000),
        ];
        foreach (string other in others) Assert.Null(_codes.Verify(key, other));
    }

    [Fact]
    public void A_counter_is_looked_for_ahead_and_never_behind()
    {
        OtpParameters parameters = new() { Type = OtpType.Hotp };
        const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        using OtpKey later = OtpKey.FromBase32(Secret, parameters, counter: 7);
        string code = _codes.GetCode(later);
        using OtpKey before = OtpKey.FromBase32(Secret, parameters, counter: 5);
        using OtpKey after = OtpKey.FromBase32(Secret, parameters, counter: 8);
        Assert.Equal(7, _codes.Verify(before, code));
        Assert.Equal(7, _codes.Verify(before, code, window: 2));
        Assert.Null(_codes.Verify(before, code, window: 1));
        Assert.Null(_codes.Verify(after, code, window: 100));
        using OtpKey last = OtpKey.FromBase32(Secret, parameters, counter: long.MaxValue);
        Assert.Null(_codes.Verify(last, "x"));
    }

    [Fact]
    public void There_are_no_codes_before_1970()
    {
        using OtpKey key = OtpKey.Generate("I", "a");
        DateTimeOffset epoch = DateTimeOffset.UnixEpoch;
        Assert.Equal(0, _codes.Verify(key, _codes.GetCode(key, epoch), at: epoch));
        Assert.Equal("OtpTimeInvalid", Assert.Throws<InvalidInputException>(() => _codes.GetCode(key, epoch.AddSeconds(-1))).ErrorId);
        Assert.Equal(6, _codes.GetCode(key, DateTimeOffset.MaxValue).Length);
    }

    [Fact]
    public void With_a_store_the_trail_says_what_was_done_and_shows_no_secret()
    {
        using TemporaryStore store = new();
        OneTimePasswords codes = store.Manager.TwoFactor.OneTimePasswords;
        using OtpKey key = codes.CreateKey("Shop", "alice");
        string code = codes.GetCode(key);
        codes.Verify(key, code);
        codes.Verify(key, "no");
        codes.CreateQrCode(TemporaryStore.Utf8(key.RevealUri()));

        IReadOnlyList<AuditEntry> entries = [.. store.Manager.Audit.Read(new AuditFilter()).Where(entry => entry.Resource == "alice")];
        Assert.Equal(
            [(AuditAction.TotpSecretGenerated, "success"), (AuditAction.TotpCodeGenerated, "success"), (AuditAction.TotpVerified, "success"), (AuditAction.TotpVerified, "denied"), (AuditAction.TotpQrCodeCreated, "success")],
            entries.Select(entry => (entry.Action, entry.Result)));
        store.Close();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(store.Path, "audit")))
        {
            string text = File.ReadAllText(file);
            Assert.DoesNotContain(key.RevealSecret(), text, StringComparison.Ordinal);
            Assert.DoesNotContain(code, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void With_a_store_the_trail_says_what_failed()
    {
        using TemporaryStore store = new();
        OneTimePasswords codes = store.Manager.TwoFactor.OneTimePasswords;
        using OtpKey key = OtpKey.Generate("Shop", "alice");
        byte[] uri = TemporaryStore.Utf8(key.RevealUri());
        Assert.Throws<InvalidInputException>(() => codes.GetCode(key, DateTimeOffset.UnixEpoch.AddSeconds(-1)));
        Assert.Throws<InvalidInputException>(() => codes.Verify(key, "123456", window: 11));
        Assert.Throws<InvalidInputException>(() => codes.Verify(key, "123456", at: DateTimeOffset.UnixEpoch.AddSeconds(-1)));
        Assert.Throws<MalformedDataException>(() => codes.CreateQrCode("https://example.com"u8));
        Assert.Throws<MalformedDataException>(() => codes.WriteQrCode("https://example.com"u8, "a.png"));
        Assert.Throws<InvalidInputException>(() => codes.WriteQrCode(uri, "a.gif"));
        Assert.Throws<InvalidInputException>(() => codes.WriteQrCode(uri, "a.png", scale: 0));

        Assert.Equal(
            ["OtpTimeInvalid", "OtpWindowInvalid", "OtpTimeInvalid", "OtpUriMalformed", "OtpUriMalformed", "QrFormatUnknown", "QrScaleInvalid"],
            store.Manager.Audit.Read(new AuditFilter { Result = "failure" }).Select(entry => entry.Metadata["error"]));
    }

    [Fact]
    public void A_picture_is_an_owner_only_file_and_overwrites_nothing()
    {
        string folder = Directory.CreateTempSubdirectory("es-qr-").FullName;
        try
        {
            using OtpKey key = OtpKey.Generate("Shop", "alice");
            byte[] uri = TemporaryStore.Utf8(key.RevealUri());
            string png = Path.Combine(folder, "a.png");
            string svg = Path.Combine(folder, "a.svg");
            Assert.Equal(png, _codes.WriteQrCode(uri, png).FullName);
            _codes.WriteQrCode(uri, svg);
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(png)[..4]);
            Assert.StartsWith("<svg ", File.ReadAllText(svg), StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(png));
            Assert.Equal("QrFileExists", Assert.Throws<AlreadyExistsException>(() => _codes.WriteQrCode(uri, png)).ErrorId);
            long size = new FileInfo(png).Length;
            _codes.WriteQrCode(uri, png, scale: 20, overwrite: true);
            Assert.NotEqual(size, new FileInfo(png).Length);
            Assert.Equal("QrFileUnavailable", Assert.Throws<UnavailableException>(() => _codes.WriteQrCode(uri, Path.Combine(folder, "none", "a.png"))).ErrorId);
            Assert.Equal("QrScaleInvalid", Assert.Throws<InvalidInputException>(() => _codes.WriteQrCode(uri, Path.Combine(folder, "b.png"), scale: 0)).ErrorId);
            Assert.Equal("OtpUriMalformed", Assert.Throws<MalformedDataException>(() => _codes.WriteQrCode("https://example.com"u8, Path.Combine(folder, "b.png"))).ErrorId);
            Assert.Equal("OtpUriMalformed", Assert.Throws<MalformedDataException>(() => _codes.WriteQrCode(new byte[5000], Path.Combine(folder, "b.png"))).ErrorId);
            Assert.Equal(["a.png", "a.svg"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
