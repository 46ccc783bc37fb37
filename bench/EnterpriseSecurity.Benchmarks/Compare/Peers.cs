using System.Diagnostics;
using System.Security.Cryptography;
using EnterpriseSecurity.Benchmarks.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Benchmarks.Compare;

/// <summary>What this library takes beside the programs that others use for the same.</summary>
internal static class Peers
{
    private const int KeysPerRun = 200;

    /// <summary>Runs the named comparisons, or all: argon2, bcrypt, certificates, ed25519, fernet, jwt, totp.</summary>
    public static void Run(string[] names)
    {
        if (Wanted(names, "argon2")) CompareArgon2();
        if (Wanted(names, "bcrypt")) CompareBcrypt();
        if (Wanted(names, "ed25519")) CompareKeyPairs();
        if (Wanted(names, "fernet")) CompareFernet();
        if (Wanted(names, "totp")) CompareTotp();
        if (Wanted(names, "jwt")) JwtPeers.Run();
        if (Wanted(names, "certificates")) OpenSslPeers.Run();
    }

    private static bool Wanted(string[] names, string name) => names.Length == 0 || names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static void CompareArgon2()
    {
        byte[] output = new byte[32];
        using PythonPasswordHashes python = new();
        void Ours() => Argon2.DeriveKey(Argon2Variant.Argon2id, "password"u8, "somesaltsomesalt"u8, new Argon2Parameters(65_536, 3, 1), output);
        Alternation.Run(
            "Argon2id, 64 MiB, 3 passes, 1 lane, against the argon2 program (its start included; bar: at most 1.3)",
            pairs: 15,
            ours: () => Alternation.Time(Ours),
            theirs: () => Alternation.Time(() => Execute("argon2", "password", "somesaltsomesalt", "-id", "-k", "65536", "-t", "3", "-p", "1", "-l", "32", "-r")));
        Alternation.Run("The same against python3-argon2, warm (bar: none)", pairs: 15, ours: () => Alternation.Time(Ours), theirs: python.Argon2);
    }

    private static void CompareBcrypt()
    {
        byte[] output = new byte[Bcrypt.HashSize];
        using PythonPasswordHashes python = new();
        void Ours() => Bcrypt.DeriveHash("password"u8, "somesaltsomesalt"u8, 12, output);
        Alternation.Run(
            "bcrypt, cost 12, against htpasswd -B -C 12 (its start included; bar: at most 1.3)",
            pairs: 31,
            ours: () => Alternation.Time(Ours),
            theirs: () => Alternation.Time(() => Execute("htpasswd", null, "-n", "-b", "-B", "-C", "12", "user", "password")));
        Alternation.Run("The same against python3-bcrypt, warm (bar: none)", pairs: 15, ours: () => Alternation.Time(Ours), theirs: python.Bcrypt);
    }

    private static void CompareKeyPairs()
    {
        string folder = Directory.CreateTempSubdirectory("es-bench-").FullName;
        using BenchStore store = new(secrets: 0);
        int next = 0;
        try
        {
            Alternation.Run(
                $"Ed25519 key pairs, {KeysPerRun} at a time; ours managed, audited and durable, ssh-keygen's files alone and not flushed (bar: at most 0.1)",
                pairs: 9,
                ours: () => Alternation.Time(() => MakeKeyPairs(store.Manager.SshKeys, ref next)),
                theirs: () => Alternation.Time(() =>
                {
                    for (int key = 0; key < KeysPerRun; key++) Execute("ssh-keygen", null, "-q", "-t", "ed25519", "-N", "", "-C", "bench", "-f", Path.Combine(folder, $"theirs-{next++}"));
                }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void MakeKeyPairs(SshKeyManager keys, ref int next)
    {
        int first = next;
        next += KeysPerRun;
        string[] names = [.. Enumerable.Range(first, KeysPerRun).Select(number => $"ours_{number}")];
        if (keys.CreateMany(names).Count() != KeysPerRun) throw new InvalidOperationException("Keys are missing.");
    }

    private static void CompareFernet()
    {
        const int Messages = 5_000;
        byte[] key = RandomNumberGenerator.GetBytes(Fernet.KeySize);
        byte[] plaintext = RandomNumberGenerator.GetBytes(1024);
        byte[] token = Fernet.Encrypt(key, plaintext);
        using PythonFernet python = new();
        Alternation.Run(
            $"Fernet encryption of {Messages} messages of 1 KiB against python3-cryptography (bar: at most 0.333)",
            pairs: 15,
            ours: () => Alternation.Time(() =>
            {
                for (int message = 0; message < Messages; message++) Fernet.Encrypt(key, plaintext);
            }),
            theirs: () => python.Encrypt(Messages));
        Alternation.Run(
            $"Fernet decryption of {Messages} tokens of 1 KiB against python3-cryptography (bar: at most 0.333)",
            pairs: 15,
            ours: () => Alternation.Time(() =>
            {
                for (int message = 0; message < Messages; message++) Fernet.TryDecrypt(key, token)!.Dispose();
            }),
            theirs: () => python.Decrypt(Messages));
    }

    private static void CompareTotp()
    {
        const int Checks = 20_000;
        const string Secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        // No code, so that neither side finds one and stops.
        const string Code = "00000x";
        DateTimeOffset moment = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        OneTimePasswords codes = new();
        using OtpKey key = OtpKey.FromBase32(Secret);
        using PythonTotp python = new();
        Alternation.Run(
            $"{Checks} checks of a one-time password from its secret in Base32, window 1, against what pyotp does in Python (bar: at most 0.2)",
            pairs: 15,
            ours: () => Alternation.Time(() =>
            {
                for (int check = 0; check < Checks; check++)
                {
                    using OtpKey read = OtpKey.FromBase32(Secret);
                    codes.Verify(read, Code, OneTimePasswords.DefaultWindow, moment);
                }
            }),
            theirs: () => python.VerifyWhole(Checks));
        Alternation.Run(
            "The same from a secret in bytes, against HMAC and truncation alone in Python",
            pairs: 15,
            ours: () => Alternation.Time(() =>
            {
                for (int check = 0; check < Checks; check++) codes.Verify(key, Code, OneTimePasswords.DefaultWindow, moment);
            }),
            theirs: () => python.VerifyBare(Checks));
    }

    /// <summary>Runs a program to its good end.</summary>
    public static void Execute(string program, string? input, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        if (input is not null) process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}.");
    }
}
