using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshPrivateKeyFormatTests
{
    private static readonly byte[] Passphrase = "correct horse"u8.ToArray();

    public static TheoryData<SshPrivateKeyFormat, SshKeyType, bool> Combinations()
    {
        TheoryData<SshPrivateKeyFormat, SshKeyType, bool> all = [];
        foreach (SshKeyType type in (SshKeyType[])[SshKeyType.Ed25519, SshKeyType.Ecdsa256, SshKeyType.Ecdsa384, SshKeyType.Ecdsa521, SshKeyType.Rsa2048])
        {
            foreach (SshPrivateKeyFormat format in (SshPrivateKeyFormat[])[SshPrivateKeyFormat.OpenSsh, SshPrivateKeyFormat.Pkcs8, SshPrivateKeyFormat.Ppk])
            {
                all.Add(format, type, false);
                all.Add(format, type, true);
            }
        }

        all.Add(SshPrivateKeyFormat.Pkcs1, SshKeyType.Rsa2048, false);
        all.Add(SshPrivateKeyFormat.Sec1, SshKeyType.Ecdsa256, false);
        all.Add(SshPrivateKeyFormat.Sec1, SshKeyType.Ecdsa521, false);
        return all;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void A_key_comes_back_out_of_every_format(SshPrivateKeyFormat format, SshKeyType type, bool encrypted)
    {
        using SshPrivateKey key = SshPrivateKey.Generate(type, "ann@example");
        using SecretBuffer file = SshPrivateKeyFile.Write(key, format, encrypted ? Passphrase : []);

        SshPrivateKeyFileInfo info = SshPrivateKeyFile.Inspect(file.Span);
        Assert.Equal((format, encrypted), (info.Format, info.IsEncrypted));
        if (info.PublicKey is not null) Assert.Equal(key.PublicKey, info.PublicKey);
        else Assert.True(encrypted && format == SshPrivateKeyFormat.Pkcs8);
        using SshPrivateKey read = SshPrivateKeyFile.Read(file.Span, Passphrase);
        Assert.Equal(key.PublicKey, read.PublicKey);
        Assert.True(key.PublicKey.Verify("message"u8, read.Sign("message"u8)));
        if (!encrypted) return;
        Assert.Equal("SshPassphraseRequired", Assert.Throws<AuthenticationFailedException>(() => SshPrivateKeyFile.Read(file.Span)).ErrorId);
        Assert.Equal("SshPassphraseWrong", Assert.Throws<AuthenticationFailedException>(() => SshPrivateKeyFile.Read(file.Span, "wrong"u8)).ErrorId);
    }

    [Fact]
    public void A_format_refuses_what_it_cannot_hold_or_protect()
    {
        using SshPrivateKey ed25519 = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using SshPrivateKey rsa = SshPrivateKey.Generate(SshKeyType.Rsa2048);

        Assert.Equal("SshFormatCannotHoldKey", Assert.Throws<UnsupportedException>(() => SshPrivateKeyFile.Write(ed25519, SshPrivateKeyFormat.Pkcs1)).ErrorId);
        Assert.Equal("SshFormatCannotHoldKey", Assert.Throws<UnsupportedException>(() => SshPrivateKeyFile.Write(rsa, SshPrivateKeyFormat.Sec1)).ErrorId);
        Assert.Equal("SshFormatCannotEncrypt", Assert.Throws<UnsupportedException>(() => SshPrivateKeyFile.Write(rsa, SshPrivateKeyFormat.Pkcs1, Passphrase)).ErrorId);
    }

    [Theory]
    // PKCS#8 holds of an Ed25519 key the seed alone, so that no reader can see a change of it.
    [InlineData(SshPrivateKeyFormat.Pkcs8, SshKeyType.Ecdsa256)]
    [InlineData(SshPrivateKeyFormat.Pkcs8, SshKeyType.Ecdsa384)]
    [InlineData(SshPrivateKeyFormat.Sec1, SshKeyType.Ecdsa256)]
    [InlineData(SshPrivateKeyFormat.Ppk, SshKeyType.Ed25519)]
    [InlineData(SshPrivateKeyFormat.Ppk, SshKeyType.Ecdsa256)]
    public void A_damaged_file_gives_a_typed_error_or_the_same_key(SshPrivateKeyFormat format, SshKeyType type)
    {
        using SshPrivateKey key = SshPrivateKey.Generate(type, "ann");
        using SecretBuffer written = SshPrivateKeyFile.Write(key, format);
        byte[] file = written.Span.ToArray();
        for (int i = 0; i < file.Length; i++)
        {
            AssertTyped(file.AsSpan(0, i), key.PublicKey);
            byte kept = file[i];
            foreach (byte mask in (byte[])[0x01, 0x55])
            {
                file[i] = (byte)(kept ^ mask);
                AssertTyped(file, key.PublicKey);
            }

            file[i] = kept;
        }
    }

    [Fact]
    public void Any_damage_to_an_rsa_file_is_found_at_the_latest_when_it_signs()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Rsa2048);
        using SecretBuffer written = SshPrivateKeyFile.Write(key, SshPrivateKeyFormat.Pkcs1);
        byte[] file = written.Span.ToArray();
        for (int i = 40; i < file.Length; i += 29)
        {
            byte kept = file[i];
            file[i] ^= 0x02;
            AssertTyped(file, key.PublicKey);
            file[i] = kept;
        }
    }

    [Fact]
    public void A_cost_that_would_take_minutes_is_refused_at_once()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using SecretBuffer ppk = SshPrivateKeyFile.Write(key, SshPrivateKeyFormat.Ppk, Passphrase);
        string text = Encoding.ASCII.GetString(ppk.Span);
        foreach (string line in (string[])["Argon2-Memory: 2000000000", "Argon2-Passes: 2000000000"])
        {
            string name = line.Split(':')[0];
            string hostile = System.Text.RegularExpressions.Regex.Replace(text, $"{name}: \\d+", line);
            Assert.Equal("SshKeyUnsupported", Assert.Throws<UnsupportedException>(() => SshPrivateKeyFile.Read(Encoding.ASCII.GetBytes(hostile), Passphrase)).ErrorId);
        }

        using SecretBuffer pkcs8 = SshPrivateKeyFile.Write(key, SshPrivateKeyFormat.Pkcs8, Passphrase);
        using SshPem pem = SshPem.Parse(pkcs8.Span);
        byte[] der = pem.Content.Span.ToArray();
        ReadOnlySpan<byte> iterations = [0x02, 0x03, 0x09, 0x27, 0xC0];
        new byte[] { 0x7F, 0xFF, 0xFF }.CopyTo(der, der.AsSpan().IndexOf(iterations) + 2);
        using SecretBuffer hostilePem = SshPem.Write("ENCRYPTED PRIVATE KEY", der, 64);
        Assert.Equal("SshKeyUnsupported", Assert.Throws<UnsupportedException>(() => SshPrivateKeyFile.Read(hostilePem.Span, Passphrase)).ErrorId);
    }

    [Theory]
    [InlineData("PuTTY-User-Key-File-1: ssh-rsa\n")]
    [InlineData("-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----\n")]
    public void What_is_known_and_not_supported_is_named(string file) =>
        Assert.Equal("SshKeyUnsupported", Assert.Throws<UnsupportedException>(() => SshPrivateKeyFile.Read(Encoding.ASCII.GetBytes(file))).ErrorId);

    [Fact]
    public void Parameters_and_a_byte_order_mark_before_the_key_are_skipped()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ecdsa256);
        using SecretBuffer file = SshPrivateKeyFile.Write(key, SshPrivateKeyFormat.Sec1);
        byte[] with = [.. "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"u8, .. file.Span];
        byte[] marked = [0xEF, 0xBB, 0xBF, .. file.Span];

        using SshPrivateKey read = SshPrivateKeyFile.Read(with);
        using SshPrivateKey readMarked = SshPrivateKeyFile.Read(marked);

        Assert.Equal(key.PublicKey, read.PublicKey);
        Assert.Equal(key.PublicKey, readMarked.PublicKey);
    }

    [Fact]
    public void Text_before_an_openssh_key_and_lines_that_are_no_headers_are_refused()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using SecretBuffer file = SshPrivateKeyFile.WriteOpenSsh(key);
        using SecretBuffer pkcs8 = SshPrivateKeyFile.Write(key, SshPrivateKeyFormat.Pkcs8);
        byte[] blank = [.. "\r\n \n"u8, .. file.Span];
        byte[] text = [.. "my key\n"u8, .. file.Span];
        byte[] header = [.. "-----BEGIN PRIVATE KEY-----\n\u0002x:y\n"u8, .. pkcs8.Span["-----BEGIN PRIVATE KEY-----\n".Length..]];

        using SshPrivateKey read = SshPrivateKeyFile.Read(blank);
        Assert.Equal(key.PublicKey, read.PublicKey);
        Assert.Throws<MalformedDataException>(() => SshPrivateKeyFile.Read(text));
        Assert.Throws<MalformedDataException>(() => SshPrivateKeyFile.Read(header));
    }

    private static void AssertTyped(ReadOnlySpan<byte> file, SshPublicKey expected)
    {
        try
        {
            using SshPrivateKey key = SshPrivateKeyFile.Read(file, Passphrase);
            Assert.Equal(expected, key.PublicKey);
            Assert.True(expected.Verify("m"u8, key.Sign("m"u8)));
        }
        catch (SecurityException)
        {
            // The promise: nothing but this family.
        }
    }
}
