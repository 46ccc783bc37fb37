using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.LeakSearch;

namespace EnterpriseSecurity.Core.Tests.LeakSearch;

public sealed class KeyFormatsTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    // Made at random and put together here, so that no scanner takes this file for a leak.
    public static TheoryData<LeakKind, string> Keys()
    {
        string body = $"{Any(64)}\n{Any(64)}\n{Any(20)}==\n";
        string jwt = $"{Encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")}.{Encoded("{\"sub\":\"alice\",\"n\":1}")}.{Any(43)}";
        return new TheoryData<LeakKind, string>
        {
            { LeakKind.RefreshToken, $"esr_{Any(22)}.{Any(43)}" },
            { LeakKind.RecoveryShare, $"es-share-1-2-{Any(60)}" },
            { LeakKind.AwsAccessKeyId, "AK" + "IA" + Any(16, Upper) },
            { LeakKind.AwsAccessKeyId, "id=AS" + "IA" + Any(16, Upper) + ";" },
            { LeakKind.AwsSecretKey, $"aws_secret_access_key = {Any(40)}" },
            { LeakKind.AwsSecretKey, $"\"SecretAccessKey\": \"{Any(40)}\"" },
            { LeakKind.GitHubToken, "gh" + "p_" + Any(36) },
            { LeakKind.GitHubToken, "\"gh" + "s_" + Any(36) + "\"" },
            { LeakKind.GitHubToken, $"github_{"pat"}_{Any(22)}_{Any(59)}" },
            { LeakKind.GitLabToken, "gl" + "pat-" + Any(20) },
            { LeakKind.SlackToken, "xo" + $"xb-{Any(12, "0123456789")}-{Any(12, "0123456789")}-{Any(24)}" },
            { LeakKind.SlackToken, $"https://hooks.slack{".com"}/services/T{Any(8, Upper)}/B{Any(8, Upper)}/{Any(24)}" },
            { LeakKind.GoogleApiKey, "AI" + "za" + Any(35) },
            { LeakKind.StripeKey, "sk_" + "live_" + Any(24) },
            { LeakKind.StripeKey, "rk_" + "live_" + Any(99) },
            { LeakKind.AzureKey, $"DefaultEndpointsProtocol=https;AccountName=a;AccountKey={Any(86)}==;" },
            { LeakKind.AzureKey, $"Endpoint=sb://a/;SharedAccessKey={Any(43)}=" },
            { LeakKind.AzureKey, $"{Any(3)}8Q~{Any(34)}" },
            { LeakKind.Jwt, $"Authorization: Bearer {jwt}" },
            { LeakKind.NpmToken, "np" + "m_" + Any(36) },
            { LeakKind.PyPiToken, "pypi-AgEI" + "cHlwaS5vcmc" + Any(150) },
            { LeakKind.SendGridKey, $"SG.{Any(22)}.{Any(43)}" },
            { LeakKind.ModelProviderKey, $"sk-{"ant"}-api03-{Any(90)}" },
            { LeakKind.VaultToken, $"hv{"s."}{Any(90)}" },
            { LeakKind.PrivateKey, $"AGE-SECRET-KEY-1{Any(58, Upper)}" },
            { LeakKind.PrivateKey, Pem("PRIVATE KEY", body) },
            { LeakKind.PrivateKey, Pem("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\n" + body) },
            { LeakKind.PrivateKey, Pem("EC PRIVATE KEY", body.Replace("\n", "\r\n", StringComparison.Ordinal)) },
            { LeakKind.PrivateKey, Pem("OPENSSH PRIVATE KEY", "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n" + body) },
            { LeakKind.PrivateKey, $"{{\"private_key\": \"{Pem("PRIVATE KEY", body).Replace("\n", "\\n", StringComparison.Ordinal)}\"}}" },
            { LeakKind.PrivateKey, Pem("PGP PRIVATE KEY BLOCK", "\n" + body) },
            { LeakKind.EncryptedPrivateKey, Pem("ENCRYPTED PRIVATE KEY", body) },
            { LeakKind.PuttyKey, $"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: a\nPublic-Lines: 2\n{body}Private-Lines: 1\n{Any(48)}\n" },
            { LeakKind.OtpAuthUri, $"otpauth://totp/Shop:alice?secret={Any(32, Upper)}&issuer=Shop" },
            { LeakKind.ConnectionString, "Server=db;User Id=app;Password=" + Any(12) + ";Database=x" },
            { LeakKind.ConnectionString, "Password=" + Any(12) + ";Host=db" },
            { LeakKind.ConnectionString, "\"Data Source=db;Uid=a;Pwd=" + Any(12) + "\"" },
            { LeakKind.UrlPassword, "postgres://app:" + Any(12) + "@db.internal:5432/x" },
            { LeakKind.UrlPassword, "redis://:" + Any(12) + "@cache:6379" },
            { LeakKind.UrlPassword, "git clone https://x-token:" + Any(20) + "@example.com/a.git" },
        };
    }

    // Manuals, code and placeholders: what looks alike and is no key.
    public static TheoryData<string> NoKeys() =>
    [
        "-----BEGIN PRIVATE KEY-----", "The file begins with -----BEGIN RSA PRIVATE KEY----- and ends so.", "if (line == \"-----BEGIN OPENSSH PRIVATE KEY-----\") return;",
        Pem("PUBLIC KEY", $"{Any(64)}\n"), Pem("CERTIFICATE", $"{Any(64)}\n"), Pem("PRIVATE KEY", "...\n"), Pem("PRIVATE KEY", "<your key here>\n"), Pem("PRIVATE KEY", new string('A', 64) + "\n"),
        "AKIA" + "IOSFODNN7EXAMPLE", "AKIA" + "XXXXXXXXXXXXXXXX", "AKIA" + Any(15, Upper), "AKIA" + Any(17, Upper), "xAKIA" + Any(16, Upper), "ghp_" + new string('x', 36), "ghp_" + Any(10), "AIza" + Any(34), "AIza" + new string('0', 35),
        "sk_test_" + Any(24), "sk_live_" + Any(10), "npm_config_cache=/tmp/x", "npm_lifecycle_event", "SG." + Any(10), "xoxb-your-token-here", "eyJhbGciOiJIUzI1NiJ9", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.",
        $"eyJ{Any(30)}.{Any(30)}.{Any(30)}", "otpauth://totp/{label}?secret={secret}", "otpauth://totp/a?issuer=b", "password=hunter2", "Password=;Server=db", "Server=db;Password=<password>;", "Server=db;Password=${DB_PASSWORD};",
        "Server=db;Password=$env:PASSWORD", "Server=db;Password={0}", "Server=db;Password=******", "Server=db;Password=yourpassword", "Server=db;Password=your_password_here;", "https://example.com:8080/a@b", "https://user@example.com/", "https://user:pass@example.com/",
        "https://user:password@example.com/", "http://${user}:${pass}@host/", "https://{user}:{token}@host", "mailto:a@b", "cvs://:pserver:anoncvs@cvs.example:/src", "see http://a/b:c and d@e", "_aaaaaaaaaaaa_" + Any(38), "esk_" + Any(12) + "_" + Any(38), "esr_" + Any(22), "AccountKey=" + new string('0', 86) + "==",
        "aws_secret_access_key = os.environ['AWS_SECRET_ACCESS_KEY']", "PuTTY-User-Key-File-2: and so on", "8Q~", "12aQ~" + Any(34),
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_is_known_by_its_form(LeakKind kind, string text)
    {
        Assert.Equal([kind], LeakScannerTests.Scan($"x = 1\n{text}\nend").Select(leak => leak.Kind));
        Assert.Equal([kind], LeakScannerTests.Scan(text).Select(leak => leak.Kind));
    }

    [Theory]
    [MemberData(nameof(NoKeys))]
    public void What_only_looks_alike_is_not_taken_for_a_key(string text) => Assert.Empty(LeakScannerTests.Scan($"{text}\n"));

    [Fact]
    public void An_api_key_of_any_prefix_is_known_by_its_checksum()
    {
        foreach (string prefix in (string[])["esk", "acme", "ab", "A234567890123456"])
        {
            (string _, EnterpriseSecurity.Cryptography.SecretBuffer key) = ApiKeyText.Create(prefix);
            string text = Encoding.ASCII.GetString(key.Span);
            foreach (string line in (string[])[text, $"X-Api-Key: {text}", $"\"{text}\"", $"a={text}&b"]) Assert.Equal((LeakKind.ApiKey, text.Length), Assert.Single(LeakScannerTests.Scan(line).Select(leak => (leak.Kind, leak.Length))));
            string wrong = text[..^1] + (text[^1] == 'a' ? 'b' : 'a');
            foreach (string line in (string[])[wrong, text + "a", text[..^1]]) Assert.Empty(LeakScannerTests.Scan(line));
        }
    }

    [Fact]
    public void No_token_is_looked_at_so_often_that_a_crafted_file_takes_for_ever()
    {
        // Every place begins a word and a literal; the time is a few milliseconds, and minutes were it quadratic.
        byte[] text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("eyJhbGciOiJIUzI1NiJ9.ey.SG.://a:://-----BEGIN PRIVATE KEY-----", 40_000)));
        LeakScannerTests.Scan(text);
    }

    private static string Pem(string label, string body) => $"-----BEGIN {label}-----\n{body}-----END {label}-----\n";

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Any(int length, string of = Letters)
    {
        // Not such that looks made up.
        while (true)
        {
            string text = RandomNumberGenerator.GetString(of, length);
            if (length < 8 || KeyText.LooksRandom(Encoding.ASCII.GetBytes(text))) return text;
        }
    }
}
