using System.Text;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Interop.Tests.Passwords;

public class PasswordHashTests
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Reads lines of kind, password in hexadecimal digits, and for the verification a hash; answers with hashes, True and False.</summary>
    private const string Program = """
        import sys, hashlib, base64, os, struct
        import bcrypt, argon2, passlib.hash
        import django.conf
        django.conf.settings.configure()
        import django
        django.setup()
        from django.contrib.auth import hashers
        def identity(password, version):
            salt = os.urandom(16)
            if version == 2: return base64.b64encode(b'\0' + salt + hashlib.pbkdf2_hmac('sha1', password, salt, 1000, 32)).decode()
            kind, name, count = {31: (0, 'sha1', 10000), 32: (1, 'sha256', 10000), 33: (2, 'sha512', 100000)}[version]
            return base64.b64encode(b'\1' + struct.pack('>III', kind, count, 16) + salt + hashlib.pbkdf2_hmac(name, password, salt, count, 32)).decode()
        make = {
            'bcrypt': lambda p: bcrypt.hashpw(p, bcrypt.gensalt(5)).decode(),
            'bcrypt2a': lambda p: bcrypt.hashpw(p, bcrypt.gensalt(5, b'2a')).decode(),
            'argon2id': lambda p: argon2.PasswordHasher(memory_cost=19456, time_cost=2).hash(p),
            'argon2i': lambda p: argon2.PasswordHasher(memory_cost=4096, time_cost=2, type=argon2.Type.I).hash(p),
            'argon2d': lambda p: argon2.PasswordHasher(memory_cost=4096, time_cost=2, hash_len=16, type=argon2.Type.D).hash(p),
            'passlib-bcrypt': lambda p: passlib.hash.bcrypt.using(rounds=5).hash(p),
            'passlib-scrypt': lambda p: passlib.hash.scrypt.using(rounds=10).hash(p),
            'passlib-sha256': lambda p: passlib.hash.pbkdf2_sha256.using(rounds=1000).hash(p),
            'passlib-sha512': lambda p: passlib.hash.pbkdf2_sha512.using(rounds=1000).hash(p),
            'passlib-django': lambda p: passlib.hash.django_pbkdf2_sha256.using(rounds=1000).hash(p),
            'django-pbkdf2_sha256': lambda p: hashers.PBKDF2PasswordHasher().encode(p.decode(), 'seasalt12345', 1000),
            'django-pbkdf2_sha1': lambda p: hashers.PBKDF2SHA1PasswordHasher().encode(p.decode(), 'seasalt12345', 1000),
            'django-argon2': lambda p: hashers.make_password(p.decode(), hasher=hashers.Argon2PasswordHasher()),
            'django-bcrypt': lambda p: hashers.BCryptPasswordHasher().encode(p.decode(), bcrypt.gensalt(5)),
            'django-bcrypt_sha256': lambda p: hashers.BCryptSHA256PasswordHasher().encode(p.decode(), bcrypt.gensalt(5)),
            'identity2': lambda p: identity(p, 2), 'identity3-sha1': lambda p: identity(p, 31),
            'identity3-sha256': lambda p: identity(p, 32), 'identity3-sha512': lambda p: identity(p, 33),
        }
        def checked(check):
            try: return check()
            except argon2.exceptions.VerifyMismatchError: return False
        verify = {
            'bcrypt': lambda p, h: bcrypt.checkpw(p, h.encode()),
            'argon2': lambda p, h: checked(lambda: argon2.PasswordHasher().verify(h, p)),
            'passlib-argon2': lambda p, h: passlib.hash.argon2.verify(p, h),
            'passlib-bcrypt': lambda p, h: passlib.hash.bcrypt.verify(p, h),
            'passlib-scrypt': lambda p, h: passlib.hash.scrypt.verify(p, h),
            'passlib-sha256': lambda p, h: passlib.hash.pbkdf2_sha256.verify(p, h),
            'passlib-sha512': lambda p, h: passlib.hash.pbkdf2_sha512.verify(p, h),
            'django-argon2': lambda p, h: hashers.Argon2PasswordHasher().verify(p.decode(), 'argon2' + h),
            'django-bcrypt': lambda p, h: hashers.BCryptPasswordHasher().verify(p.decode(), 'bcrypt$' + h),
        }
        for line in sys.stdin:
            kind, password, *rest = line.split()
            password = bytes.fromhex(password[1:])
            print(verify[kind](password, rest[0]) if rest else make[kind](password), flush=True)
        """;

    private static readonly PasswordHasher Hasher = new();
    private static readonly string[] Passwords = ["a", "correct horse battery staple", "Grüße, 世界 😀", new('x', 72)];

    [NativeFact(Python)]
    public void Hashes_of_python_are_verified()
    {
        string[] kinds =
        [
            "bcrypt", "bcrypt2a", "argon2id", "argon2i", "argon2d", "passlib-bcrypt", "passlib-scrypt", "passlib-sha256", "passlib-sha512", "passlib-django",
            "django-pbkdf2_sha256", "django-pbkdf2_sha1", "django-argon2", "django-bcrypt", "django-bcrypt_sha256",
            "identity2", "identity3-sha1", "identity3-sha256", "identity3-sha512",
        ];
        (string Kind, string Password)[] cases = [.. kinds.SelectMany(_ => Passwords, (kind, password) => (kind, password))];
        string[] hashes = Ask(cases.Select(one => $"{one.Kind} {Hex(one.Password)}"));
        foreach (((string kind, string password), string hash) in cases.Zip(hashes))
        {
            Assert.True(Hasher.Verify(Utf8(password), hash).IsValid, $"{kind}: {hash}");
            Assert.False(Hasher.Verify(Utf8(password[..^1] + "?"), hash).IsValid, $"{kind}: {hash}");
        }
    }

    [NativeFact(Python)]
    public void Python_verifies_our_hashes()
    {
        (PasswordHashOptions Options, string[] Verifiers)[] kinds =
        [
            (new() { MemoryKiB = 19_456, Iterations = 2, Parallelism = 2 }, ["argon2", "passlib-argon2", "django-argon2"]),
            (new() { Algorithm = PasswordHashAlgorithm.Bcrypt, Cost = 10 }, ["bcrypt", "passlib-bcrypt", "django-bcrypt"]),
            (new() { Algorithm = PasswordHashAlgorithm.Scrypt, Cost = 14, Parallelism = 5 }, ["passlib-scrypt"]),
            (new() { Algorithm = PasswordHashAlgorithm.Pbkdf2Sha256 }, ["passlib-sha256"]),
            (new() { Algorithm = PasswordHashAlgorithm.Pbkdf2Sha512 }, ["passlib-sha512"]),
        ];
        List<string> questions = [];
        List<string> answers = [];
        foreach ((PasswordHashOptions options, string[] verifiers) in kinds)
        {
            foreach (string password in Passwords)
            {
                string hash = Hasher.Hash(Utf8(password), options);
                foreach (string verifier in verifiers)
                {
                    questions.Add($"{verifier} {Hex(password)} {hash}");
                    answers.Add("True");
                }
            }

            questions.Add($"{verifiers[0]} {Hex("wrong")} {Hasher.Hash("right"u8, options)}");
            answers.Add("False");
        }

        Assert.Equal(answers, Ask(questions));
    }

    [NativeFact("htpasswd")]
    public void Hashes_go_both_ways_with_htpasswd()
    {
        foreach (string password in Passwords)
        {
            ToolResult made = NativeTool.Run("htpasswd", ["-n", "-i", "-B", "-C", "5", "user"], Utf8(password));
            string theirs = made.Output.Trim()["user:".Length..];
            Assert.StartsWith("$2y$05$", theirs, StringComparison.Ordinal);
            Assert.True(Hasher.Verify(Utf8(password), theirs).IsValid);
            Assert.False(Hasher.Verify("wrong"u8, theirs).IsValid);

            string file = Path.GetTempFileName();
            try
            {
                File.WriteAllText(file, $"user:{Hasher.Hash(Utf8(password), new PasswordHashOptions { Algorithm = PasswordHashAlgorithm.Bcrypt, Cost = 10 })}\n");
                Assert.Equal(0, NativeTool.Run("htpasswd", ["-v", "-i", file, "user"], Utf8(password)).ExitCode);
                Assert.NotEqual(0, NativeTool.Run("htpasswd", ["-v", "-i", file, "user"], "wrong"u8.ToArray()).ExitCode);
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    private static string[] Ask(IEnumerable<string> questions)
    {
        ToolResult result = NativeTool.Run(Python, ["-W", "ignore", "-c", Program], Utf8(string.Concat(questions.Select(question => question + "\n"))));
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    // The x keeps an empty password a field.
    private static string Hex(string text) => "x" + Convert.ToHexStringLower(Utf8(text));
}
