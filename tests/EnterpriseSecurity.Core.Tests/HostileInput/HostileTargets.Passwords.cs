using System.Security.Cryptography;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.TwoFactor;
using Make = System.Collections.Generic.Dictionary<string, System.Func<EnterpriseSecurity.Core.Tests.HostileInput.HostileTargets, EnterpriseSecurity.Core.Tests.HostileInput.HostileTarget>>;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <content>Passwords, breach lists and second factors.</content>
internal sealed partial class HostileTargets
{
    private static Make Passwords() => new()
    {
        ["password-hash"] = _ => HostileTarget.OfText(Hashes, text => PasswordHashParser.Parse(text), "$argon2id$", "$2b$31$", "v=19$m=4294967295,t=1,p=1", "ln=63", "pbkdf2_sha256$") with
        {
            Shape = content => Shapes.Text(Text(content), "$,="),
            Rules = """
                hash = bcrypt | argon | scrypt | pbkdf | django
                bcrypt = '$2' letter '$' digit digit '$' b64* | '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW'
                argon = '$argon2' variant '$v=' number '$m=' number ',t=' number ',p=' number '$' salt '$' digest
                variant = 'id' | 'i' | 'd' | 'x'
                scrypt = '$scrypt$ln=' number ',r=' number ',p=' number '$' salt '$' digest
                pbkdf = '$pbkdf2-sha256$' number '$' salt '$' digest | '$pbkdf2-sha512$' number '$' salt '$' digest
                django = 'pbkdf2_sha256$' number '$' b64* '$' digest '=' | 'argon2' argon | 'bcrypt_sha256$' bcrypt
                salt = 'c29tZXNhbHRzb21lc2FsdA' | b64* | b64* '='
                digest = 'RdescudvJCsgt3ub+b27xGSUFTm6eyPp3UfNPWwwW1U' | b64*
                number = '1' | '3' | '8' | '16' | '17' | '19' | '29000' | '65536' | '0' | '-1' | '2147483647' | '2147483648' | '4294967295' | '18446744073709551616' | digit*
                digit = 0-9
                letter = a-z
                b64 = a-z | A-Z | 0-9 | '+' | '/' | '.'
                """,
        },
        ["breach-lines"] = _ => new HostileTarget([TemporaryStore.Utf8(BreachList)], content =>
        {
            BreachedPasswordLines lines = new("list", content, 0, isEnd: true, new byte[20]);
            while (lines.MoveNext())
            {
            }
        }) { Shape = content => Shapes.Text(Text(content), "\n:") },
        ["breach-range"] = _ => new HostileTarget([TemporaryStore.Utf8(string.Join("\r\n", BreachList.Split('\n').Select(line => line.Length > 5 ? line[5..] : line)))], content =>
        {
            BreachedPasswordRange.HashOf(content);
            BreachedPasswordRange.TryFind(content, new byte[20], out bool _, out long? _);
        }) { Shape = content => Shapes.Text(Text(content), "\n:\r") },
        ["breach-filter"] = _ => new HostileTarget([BreachedPasswordFilterFormat.WriteHeader(BreachedPasswordHash.Sha1, 2, 1, new byte[8])], content =>
        {
            // With the check that fits what was changed.
            byte[] header = new byte[64];
            content.AsSpan(0, Math.Min(content.Length, 32)).CopyTo(header);
            SHA256.HashData([.. header.AsSpan(0, 32), .. new byte[8]]).CopyTo(header, 32);
            BreachedPasswordFilterFormat.ReadHeader("filter", header, new byte[8], 64 + (16L << 16) + (5 * 2));
        }) { Shape = content => new Piece([new Piece(content[..8]), new Piece(content[8..10]), new Piece(content[10..16]), new Piece(content[16..24]), new Piece(content[24..32])]) },
        ["otpauth"] = _ => HostileTarget.OfText(["otpauth://totp/ACME:ann%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=ACME&algorithm=SHA256&digits=8&period=60", "otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ&counter=5"], text => OtpKey.Parse(text).Dispose(), "secret=", "&secret=A", "digits=9", "period=0", "%") with
        {
            Shape = content => Shapes.Text(Text(content), "?&=/:%"),
            Rules = """
                uri = 'otpauth://' type '/' label '?' field more*
                type = 'totp' | 'hotp' | 'TOTP' | 'steam'
                label = text* | text* ':' text* | 'ACME:ann%40example.com' | '%20ACME%3A%20ann'
                more = '&' field
                field = 'secret=' secret | 'secret=JBSWY3DPEHPK3PXP' | 'issuer=' text* | 'algorithm=' algorithm | 'digits=' number | 'period=' number | 'counter=' number | 'image=' text* | 'x'
                secret = b32* | b32* '===='
                b32 = A-Z | 2-7 | a-z
                algorithm = 'SHA1' | 'SHA256' | 'SHA512' | 'MD5' | 'sha1'
                number = '6' | '8' | '30' | '0' | '-1' | '4294967296' | '9223372036854775807' | '9223372036854775808' | digit*
                digit = 0-9
                text = a-z | '%' hex hex | '+' | '%C3%A9' | '%00' | '%ED%A0%80' | 'é' | '#'
                hex = 0-9 | A-F
                """,
        },
        ["base32"] = _ => HostileTarget.OfText(["JBSWY3DPEHPK3PXP", "jbsw y3dp-ehpk 3pxp"], text => OtpKey.FromBase32(text).Dispose()) with
        {
            Rules = """
                secret = group* pad?
                group = b32 b32 b32 b32 gap?
                b32 = A-Z | 2-7 | a-z
                gap = '\s' | '-'
                pad = '=' | '===' | '====' | '======'
                """,
        },
        ["otp-code"] = all => HostileTarget.OfText(["123456", "ABCD-EFGH"], text =>
        {
            Hotp.TryRead(text, new byte[6]);
            if (BackupCode.Normalize(text) is { } normal && BackupCode.HasForm(normal)) BackupCode.Hash(all._store.Manager.Store.Keys, "id", normal);
        }) with
        {
            Rules = """
                code = digit digit digit digit digit digit | four '-' four | four four | '١٢٣٤٥٦'
                four = one one one one
                one = A-Z | a-z | 2-9 | 'İ' | 'ß' | '\s'
                digit = 0-9 | '\s'
                """,
        },
    };

    private const string BreachList = "00000102030405060708090A0B0C0D0E0F101112:3\r\n5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:9545824\nFFFFA1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2\n";

    private static readonly string[] Hashes =
    [
        "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
        "$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b27xGSUFTm6eyPp3UfNPWwwW1U",
        "$scrypt$ln=17,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b27xGSUFTm6eyPp3UfNPWwwW1U",
        "$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk",
        "pbkdf2_sha256$600000$salt$pPCsSqOqvOHqK0cPPzQmKFG+mFlbIuhlHuZJDUzVSGY=",
        "AQAAAAIAAYagAAAAEJ5dVFkkvqvvYzmUKgMkKXGnPcFm2bxtGmQ2yYQx1UHdg9cRA2HkYHqMKw4tnXbLhg==",
    ];
}
