using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Core.Tests.Passwords;

public class PasswordHasherTests
{
    private static readonly PasswordHasher Hasher = new();

    public static TheoryData<PasswordHashAlgorithm, string> Formats => new()
    {
        { PasswordHashAlgorithm.Argon2id, @"^\$argon2id\$v=19\$m=65536,t=3,p=4\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$" },
        { PasswordHashAlgorithm.Bcrypt, @"^\$2b\$12\$[./A-Za-z0-9]{53}$" },
        { PasswordHashAlgorithm.Scrypt, @"^\$scrypt\$ln=17,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$" },
        { PasswordHashAlgorithm.Pbkdf2Sha256, @"^\$pbkdf2-sha256\$600000\$[A-Za-z0-9./]{22}\$[A-Za-z0-9./]{43}$" },
        { PasswordHashAlgorithm.Pbkdf2Sha512, @"^\$pbkdf2-sha512\$210000\$[A-Za-z0-9./]{22}\$[A-Za-z0-9./]{86}$" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_new_hash_has_its_format_and_takes_its_password_only(PasswordHashAlgorithm algorithm, string pattern)
    {
        string hash = Hasher.Hash("Grüße, Jürgen"u8, new PasswordHashOptions { Algorithm = algorithm });

        Assert.Matches(pattern, hash);
        PasswordHashVerification right = Hasher.Verify("Grüße, Jürgen"u8, hash);
        PasswordHashVerification wrong = Hasher.Verify("Grüße, Jurgen"u8, hash);
        Assert.True(right.IsValid);
        Assert.Equal((PasswordHashReason.Match, algorithm, false), (right.Reason, right.Algorithm, right.NeedsRehash));
        Assert.False(wrong.IsValid);
        Assert.Equal(PasswordHashReason.Mismatch, wrong.Reason);
    }

    [Fact]
    public void Two_hashes_of_a_password_differ()
    {
        PasswordHashOptions quick = new() { Algorithm = PasswordHashAlgorithm.Bcrypt, Cost = 10 };
        Assert.NotEqual(Hasher.Hash("same"u8, quick), Hasher.Hash("same"u8, quick));
    }

    /// <summary>Known hashes of the password "password" (bcrypt's is "abc") made by other programs, one a format.</summary>
    [Theory]
    [InlineData("abc", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i", PasswordHashAlgorithm.Bcrypt, PasswordHashFormat.ModularCrypt)]
    [InlineData("abc", "bcrypt$$2b$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i", PasswordHashAlgorithm.Bcrypt, PasswordHashFormat.Django)]
    [InlineData("password", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA", PasswordHashAlgorithm.Argon2i, PasswordHashFormat.Phc)]
    [InlineData("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", PasswordHashAlgorithm.Argon2id, PasswordHashFormat.Phc)]
    public void A_hash_of_another_program_is_verified(string password, string hash, PasswordHashAlgorithm algorithm, PasswordHashFormat format)
    {
        PasswordHashVerification result = Hasher.Verify(Encoding.UTF8.GetBytes(password), hash);

        Assert.True(result.IsValid);
        Assert.Equal((algorithm, format), (result.Algorithm, result.Format));
        Assert.False(Hasher.Verify(Encoding.UTF8.GetBytes(password + "x"), hash).IsValid);
    }

    [Fact]
    public void What_bcrypt_would_cut_is_refused()
    {
        PasswordHashOptions bcrypt = new() { Algorithm = PasswordHashAlgorithm.Bcrypt, Cost = 10 };
        byte[] longest = Encoding.UTF8.GetBytes(new string('a', 72));
        byte[] tooLong = [.. longest, (byte)'a'];
        string hash = Hasher.Hash(longest, bcrypt);

        Assert.True(Hasher.Verify(longest, hash).IsValid);
        Assert.Equal(PasswordHashReason.PasswordTooLong, Hasher.Verify(tooLong, hash).Reason);
        Assert.Equal(PasswordHashReason.PasswordHasZeroByte, Hasher.Verify("a\0"u8, hash).Reason);
        Assert.Equal("PasswordTooLongForBcrypt", Assert.Throws<InvalidInputException>(() => Hasher.Hash(tooLong, bcrypt)).ErrorId);
        Assert.Equal("PasswordHasZeroByte", Assert.Throws<InvalidInputException>(() => Hasher.Hash("a\0b"u8, bcrypt)).ErrorId);
        Assert.StartsWith("$argon2id$", Hasher.Hash(tooLong), StringComparison.Ordinal);
    }

    public static TheoryData<PasswordHashOptions, string> Refused => new()
    {
        { new() { MemoryKiB = 7_167 }, "PasswordHashCostInvalid" },
        { new() { MemoryKiB = 7_168, Iterations = 4 }, "PasswordHashCostInvalid" },
        { new() { MemoryKiB = 1_048_577 }, "PasswordHashCostInvalid" },
        { new() { Iterations = 0 }, "PasswordHashCostInvalid" },
        { new() { Iterations = 65 }, "PasswordHashCostInvalid" },
        { new() { Parallelism = -1 }, "PasswordHashCostInvalid" },
        { new() { MemoryKiB = 1_048_576, Iterations = 64 }, "PasswordHashTooCostly" },
        { new() { Cost = 12 }, "PasswordHashCostUnfitting" },
        { new() { BlockSize = 8 }, "PasswordHashCostUnfitting" },
        { new() { Algorithm = PasswordHashAlgorithm.Bcrypt, Cost = 9 }, "PasswordHashCostInvalid" },
        { new() { Algorithm = PasswordHashAlgorithm.Bcrypt, Cost = 21 }, "PasswordHashCostInvalid" },
        { new() { Algorithm = PasswordHashAlgorithm.Bcrypt, Iterations = 3 }, "PasswordHashCostUnfitting" },
        { new() { Algorithm = PasswordHashAlgorithm.Scrypt, Cost = 16 }, "PasswordHashCostInvalid" },
        { new() { Algorithm = PasswordHashAlgorithm.Scrypt, Cost = 20, BlockSize = 9 }, "PasswordHashTooCostly" },
        { new() { Algorithm = PasswordHashAlgorithm.Pbkdf2Sha256, Iterations = 599_999 }, "PasswordHashCostInvalid" },
        { new() { Algorithm = PasswordHashAlgorithm.Pbkdf2Sha512, Iterations = 10_000_001 }, "PasswordHashCostInvalid" },
        { new() { Algorithm = PasswordHashAlgorithm.Argon2i }, "PasswordHashAlgorithmRetired" },
        { new() { Algorithm = (PasswordHashAlgorithm)99 }, "PasswordHashAlgorithmRetired" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_cost_out_of_range_is_refused(PasswordHashOptions options, string errorId) =>
        Assert.Equal(errorId, Assert.ThrowsAny<SecurityException>(() => Hasher.Hash("a"u8, options)).ErrorId);

    [Theory]
    [InlineData("$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", null)]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", null)]
    [InlineData("$argon2id$v=19$m=19455,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", PasswordRehashReason.CostBelowMinimum)]
    [InlineData("$argon2i$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", PasswordRehashReason.RetiredAlgorithm)]
    [InlineData("$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", PasswordRehashReason.CostBelowMinimum)]
    [InlineData("$2b$10$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", null)]
    [InlineData("$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD.iCs5E", PasswordRehashReason.CostBelowMinimum)]
    [InlineData("$pbkdf2-sha256$600000$YWJj$bI3Rm4FLtnCw4COVEGeH/9dPpvFo2SVAYFqyLS2zLxo", PasswordRehashReason.SaltTooShort)]
    public void Inspection_says_when_a_rehash_is_due(string hash, PasswordRehashReason? reason) =>
        Assert.Equal(reason, Hasher.Inspect(hash.Replace("xD.iC", "xDCiC", StringComparison.Ordinal)).RehashReason);

    [Fact]
    public void A_rehash_is_due_for_what_is_wanted()
    {
        const string Hash = "$2b$10$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq";

        Assert.Equal(PasswordRehashReason.OtherAlgorithmWanted, Hasher.Inspect(Hash, new PasswordHashOptions()).RehashReason);
        Assert.Equal(PasswordRehashReason.HigherCostWanted, Hasher.Inspect(Hash, new PasswordHashOptions { Algorithm = PasswordHashAlgorithm.Bcrypt }).RehashReason);
        Assert.Null(Hasher.Inspect(Hash, new PasswordHashOptions { Algorithm = PasswordHashAlgorithm.Bcrypt, Cost = 10 }).RehashReason);
    }

    [Fact]
    public void Inspection_says_what_the_hash_says()
    {
        PasswordHashInfo info = Hasher.Inspect("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

        Assert.Equal(new PasswordHashOptions { MemoryKiB = 65_536, Iterations = 2, Parallelism = 1 }, info.Options);
        Assert.Equal(("m=65536,t=2,p=1", 8, 32), (info.Cost, info.SaltLength, info.DigestLength));
    }

    [Fact]
    public void A_hasher_of_a_store_writes_its_audit_trail()
    {
        using TemporaryStore home = new();
        PasswordHasher hasher = new(home.Manager.Store);
        string hash = hasher.Hash("right"u8, new PasswordHashOptions { Algorithm = PasswordHashAlgorithm.Bcrypt, Cost = 10 });
        hasher.Verify("right"u8, hash);
        hasher.Verify("wrong"u8, hash);
        Assert.Throws<UnsupportedException>(() => hasher.Verify("wrong"u8, "unknown"));

        AuditEntry[] entries = [.. home.Manager.Audit.Read(new AuditFilter()).Where(entry => entry.Action.StartsWith("password_", StringComparison.Ordinal))];
        Assert.Equal(["password_hashed success", "password_verified success", "password_verified denied", "password_verified failure"], entries.Select(entry => $"{entry.Action} {entry.Result}"));
        Assert.DoesNotContain(entries, entry => entry.ToString().Contains(hash[7..], StringComparison.Ordinal));
    }
}
