using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;
using FsCheck;
using FsCheck.Fluent;

namespace EnterpriseSecurity.Core.Tests.Passwords;

public class PasswordHashParserTests
{
    private const string Salt = "c29tZXNhbHRzb21lc2FsdA";
    private const string Digest = "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    private static readonly PasswordHasher Hasher = new();

    /// <summary>One hash a format, of "password", at the least cost; each takes its password.</summary>
    private static readonly string[] Samples =
    [
        PasswordHasher.Write("password"u8, new BcryptScheme(4), "0123456789abcdef"u8),
        PasswordHasher.Write("password"u8, new Argon2Scheme(Argon2Variant.Argon2id, new Argon2Parameters(8, 1, 1)), "0123456789abcdef"u8),
        PasswordHasher.Write("password"u8, new Argon2Scheme(Argon2Variant.Argon2d, new Argon2Parameters(8, 1, 1)), "0123456789abcdef"u8),
        PasswordHasher.Write("password"u8, new ScryptScheme(4, 8, 1), "0123456789abcdef"u8),
        PasswordHasher.Write("password"u8, new Pbkdf2Scheme(PasswordHashAlgorithm.Pbkdf2Sha256, 10), "0123456789abcdef"u8),
        PasswordHasher.Write("password"u8, new Pbkdf2Scheme(PasswordHashAlgorithm.Pbkdf2Sha512, 10), "0123456789abcdef"u8),
        "bcrypt$" + PasswordHasher.Write("password"u8, new BcryptScheme(4), "0123456789abcdef"u8),
        "bcrypt_sha256$" + PasswordHasher.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData("password"u8))), new BcryptScheme(4), "0123456789abcdef"u8),
        "argon2" + PasswordHasher.Write("password"u8, new Argon2Scheme(Argon2Variant.Argon2id, new Argon2Parameters(8, 1, 1)), "0123456789abcdef"u8),
        "pbkdf2_sha256$10$seasalt$" + Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2("password"u8, "seasalt"u8, 10, HashAlgorithmName.SHA256, 32)),
        "pbkdf2_sha1$10$seasalt$" + Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2("password"u8, "seasalt"u8, 10, HashAlgorithmName.SHA1, 20)),
        AspNetV3(1, 10, HashAlgorithmName.SHA256),
        AspNetV3(2, 10, HashAlgorithmName.SHA512),
        Convert.ToBase64String([0, .. "0123456789abcdef"u8, .. Rfc2898DeriveBytes.Pbkdf2("password"u8, "0123456789abcdef"u8, 1000, HashAlgorithmName.SHA1, 32)]),
    ];

    public static TheoryData<string> All => [.. Samples];

    [Theory]
    [MemberData(nameof(All))]
    public void A_hash_takes_its_password_and_no_other(string hash)
    {
        Assert.True(Hasher.Verify("password"u8, hash).IsValid);
        Assert.False(Hasher.Verify("Password"u8, hash).IsValid);
        Assert.False(Hasher.Verify(""u8, hash).IsValid);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_hash_cut_or_continued_anywhere_is_refused(string hash)
    {
        // A shorter or longer digest of Argon2 is another digest, and none that the password has.
        Action<string> refused = hash.Contains("$argon2", StringComparison.Ordinal) ? ExpectNoMatch : ExpectRefusal;
        for (int length = 0; length < hash.Length; length++) refused(hash[..length]);
        foreach (char more in "aA0$=.,\n ") refused(hash + more);
    }

    /// <summary>Each character becomes each of a choice of others: a typed error, or a hash that does not take the password.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_hash_with_one_character_changed_takes_the_password_no_more(string hash)
    {
        for (int at = 0; at < hash.Length; at++)
        {
            foreach (char other in "09aZ./+$,=\0é\n ")
            {
                if (hash[at] == other) continue;
                string changed = hash[..at] + other + hash[(at + 1)..];
                try
                {
                    PasswordHashInfo info = Hasher.Inspect(changed);

                    // bcrypt's revisions are the same hash under other names; a higher cost only takes time.
                    bool isCheap = info.Options is { Cost: null or <= 8, MemoryKiB: null or <= 1024, Iterations: null or <= 5000 };
                    if (isCheap && changed[..3] != "$2a" && !changed.Contains("$$2a", StringComparison.Ordinal)) Assert.False(Hasher.Verify("password"u8, changed).IsValid, changed);
                }
                catch (SecurityException error)
                {
                    ExpectTyped(error);
                }
            }
        }
    }

    [Fact]
    public void Any_bytes_are_a_password_that_its_hash_takes()
    {
        PasswordScheme[] schemes =
        [
            new BcryptScheme(4), new Argon2Scheme(Argon2Variant.Argon2id, new Argon2Parameters(8, 1, 1)), new ScryptScheme(4, 8, 1),
            new Pbkdf2Scheme(PasswordHashAlgorithm.Pbkdf2Sha256, 10), new Pbkdf2Scheme(PasswordHashAlgorithm.Pbkdf2Sha512, 10),
        ];
        Prop.ForAll<byte[]>(bytes =>
        {
            byte[] password = bytes ?? [];
            foreach (PasswordScheme scheme in schemes)
            {
                if (scheme is BcryptScheme && (password.Length > 71 || password.Contains((byte)0))) continue;
                string hash = PasswordHasher.Write(password, scheme, RandomNumberGenerator.GetBytes(16));
                Assert.True(Hasher.Verify(password, hash).IsValid);
                Assert.False(Hasher.Verify([.. password, 1], hash).IsValid);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_is_a_hash_or_a_typed_error() =>
        Prop.ForAll<string>(text =>
        {
            ExpectTypedOrNothing(text ?? "");
            foreach (string prefix in (string[])["$", "$2b$", "$argon2id$v=19$", "$scrypt$", "$pbkdf2-sha256$", "pbkdf2_sha256$", "bcrypt$", "AQ"]) ExpectTypedOrNothing(prefix + text);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("$2b$21$.VGOzA784oUp/Z0DY336zx7pLYAy0lwK.VGOzA784oUp/Z0DY336z", "PasswordHashMalformed")]
    [InlineData("$2b$21$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "PasswordHashTooCostly")]
    [InlineData("$2b$31$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "PasswordHashTooCostly")]
    [InlineData("$2b$32$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "PasswordHashMalformed")]
    [InlineData("$2b$03$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "PasswordHashMalformed")]
    [InlineData("$2b$00$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "PasswordHashMalformed")]
    [InlineData("$2b$5$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "PasswordHashMalformed")]
    [InlineData("$2b$05$/OK.fbVrR/bpIqNJ5ianF/Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "PasswordHashMalformed")]
    [InlineData("$2x$05$/OK.fbVrR/bpIqNJ5ianF.CE5elHaaO4EbggVDjb8P19RukzXSM3e", "PasswordHashUnknown")]
    [InlineData("$2$05$/OK.fbVrR/bpIqNJ5ianF.CE5elHaaO4EbggVDjb8P19RukzXSM3e", "PasswordHashUnknown")]
    [InlineData("$argon2id$m=65536,t=2,p=1$" + Salt + "$" + Digest, "PasswordHashUnknown")]
    [InlineData("$argon2id$v=16$m=65536,t=2,p=1$" + Salt + "$" + Digest, "PasswordHashUnknown")]
    [InlineData("$argon2id$v=19$m=1048577,t=2,p=1$" + Salt + "$" + Digest, "PasswordHashTooCostly")]
    [InlineData("$argon2id$v=19$m=1048576,t=9,p=1$" + Salt + "$" + Digest, "PasswordHashTooCostly")]
    [InlineData("$argon2id$v=19$m=65536,t=65,p=1$" + Salt + "$" + Digest, "PasswordHashTooCostly")]
    [InlineData("$argon2id$v=19$m=65536,t=4294967296,p=1$" + Salt + "$" + Digest, "PasswordHashTooCostly")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=65$" + Salt + "$" + Digest, "PasswordHashTooCostly")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=2147483647$" + Salt + "$" + Digest, "PasswordHashMalformed")]
    [InlineData("$argon2id$v=19$m=7,t=2,p=1$" + Salt + "$" + Digest, "PasswordHashMalformed")]
    [InlineData("$argon2id$v=19$m=65536,t=0,p=1$" + Salt + "$" + Digest, "PasswordHashMalformed")]
    [InlineData("$argon2id$v=19$m=065536,t=2,p=1$" + Salt + "$" + Digest, "PasswordHashMalformed")]
    [InlineData("$argon2id$v=19$t=2,m=65536,p=1$" + Salt + "$" + Digest, "PasswordHashMalformed")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1,keyid=abc$" + Salt + "$" + Digest, "PasswordHashMalformed")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$" + Digest, "PasswordHashMalformed")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$" + Salt + "$CTFhFdXPJO1a", "PasswordHashMalformed")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$" + Salt + "$" + Digest + "=", "PasswordHashMalformed")]
    [InlineData("$scrypt$ln=21,r=8,p=1$" + Salt + "$" + Digest, "PasswordHashTooCostly")]
    [InlineData("$scrypt$ln=20,r=16,p=1$" + Salt + "$" + Digest, "PasswordHashTooCostly")]
    [InlineData("$scrypt$ln=20,r=8,p=9$" + Salt + "$" + Digest, "PasswordHashTooCostly")]
    [InlineData("$scrypt$ln=2147483647,r=2147483647,p=2147483647$" + Salt + "$" + Digest, "PasswordHashTooCostly")]
    [InlineData("$scrypt$ln=17,r=0,p=1$" + Salt + "$" + Digest, "PasswordHashMalformed")]
    [InlineData("$pbkdf2-sha256$10000001$" + Salt + "$" + Digest, "PasswordHashTooCostly")]
    [InlineData("$pbkdf2-sha256$0$" + Salt + "$" + Digest, "PasswordHashMalformed")]
    [InlineData("$pbkdf2-sha256$-1$" + Salt + "$" + Digest, "PasswordHashMalformed")]
    [InlineData("$pbkdf2-sha512$210000$" + Salt + "$" + Digest, "PasswordHashMalformed")]
    [InlineData("$6$salt$hash", "PasswordHashUnknown")]
    [InlineData("md5$salt$hash", "PasswordHashUnknown")]
    [InlineData("plain", "PasswordHashUnknown")]
    [InlineData("AQAAAAM=", "PasswordHashMalformed")]
    [InlineData("argon2$$2b$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "PasswordHashMalformed")]
    [InlineData("bcrypt$$argon2id$v=19$m=65536,t=2,p=1$" + Salt + "$" + Digest, "PasswordHashMalformed")]
    public void A_hash_out_of_its_format_or_limits_is_refused_before_any_work(string hash, string errorId)
    {
        SecurityException? error = null;
        TimeSpan took = ThreadTime.Of(() => error = Assert.ThrowsAny<SecurityException>(() => Hasher.Verify("password"u8, hash)));

        Assert.Equal(errorId, error!.ErrorId);
        Assert.DoesNotContain(hash, error.Message, StringComparison.Ordinal);
        Assert.True(took < TimeSpan.FromSeconds(1), $"It took {took}.");
    }

    [Fact]
    public void A_cost_in_a_blob_is_bounded()
    {
        byte[] blob = Convert.FromBase64String(AspNetV3(1, 10, HashAlgorithmName.SHA256));
        blob[5] = 0xFF;
        Assert.Equal("PasswordHashTooCostly", Assert.Throws<UnsupportedException>(() => Hasher.Verify("password"u8, Convert.ToBase64String(blob))).ErrorId);
        blob[5] = 0;
        blob[9] = 0xFF;
        Assert.Equal("PasswordHashMalformed", Assert.Throws<MalformedDataException>(() => Hasher.Verify("password"u8, Convert.ToBase64String(blob))).ErrorId);
    }

    [Fact]
    public void Every_alphabet_reads_what_it_writes()
    {
        foreach (PasswordAlphabet alphabet in new[] { PasswordAlphabet.Standard, PasswordAlphabet.Adapted, PasswordAlphabet.Bcrypt })
        {
            Prop.ForAll<byte[]>(bytes => alphabet.TryDecode(alphabet.Encode(bytes))!.SequenceEqual(bytes)).QuickCheckThrowOnFailure();
        }

        Prop.ForAll<byte[]>(bytes => PasswordAlphabet.Standard.Encode(bytes) == Convert.ToBase64String(bytes).TrimEnd('=')).QuickCheckThrowOnFailure();
    }

    private static string AspNetV3(byte function, byte iterations, HashAlgorithmName hash) => Convert.ToBase64String(
    [
        1, 0, 0, 0, function, 0, 0, 0, iterations, 0, 0, 0, 16, .. "0123456789abcdef"u8,
        .. Rfc2898DeriveBytes.Pbkdf2("password"u8, "0123456789abcdef"u8, iterations, hash, 32),
    ]);

    private static void ExpectRefusal(string text) => ExpectTyped(Assert.ThrowsAny<SecurityException>(() => Hasher.Inspect(text)));

    private static void ExpectNoMatch(string text)
    {
        try
        {
            Assert.False(Hasher.Verify("password"u8, text).IsValid);
        }
        catch (SecurityException error)
        {
            ExpectTyped(error);
        }
    }

    private static void ExpectTyped(SecurityException error) =>
        Assert.Contains(error.ErrorId, (string[])["PasswordHashMalformed", "PasswordHashUnknown", "PasswordHashTooCostly"]);

    private static void ExpectTypedOrNothing(string text)
    {
        try
        {
            Hasher.Inspect(text);
        }
        catch (SecurityException error)
        {
            ExpectTyped(error);
        }
    }
}
