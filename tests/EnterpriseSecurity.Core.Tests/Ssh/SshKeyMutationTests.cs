using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshKeyMutationTests
{
    [Theory]
    [InlineData(SshKeyType.Ed25519)]
    [InlineData(SshKeyType.Ecdsa256)]
    [InlineData(SshKeyType.Ecdsa384)]
    [InlineData(SshKeyType.Ecdsa521)]
    public void A_damaged_private_key_file_gives_a_typed_error_or_the_same_key(SshKeyType type)
    {
        using SshPrivateKey key = SshPrivateKey.Generate(type, "ann@example");
        using SecretBuffer written = SshPrivateKeyFile.WriteOpenSsh(key);
        byte[] file = written.Span.ToArray();
        for (int i = 0; i < file.Length; i++)
        {
            AssertTyped(() => SshPrivateKeyFile.Read(file.AsSpan(0, i)), key.PublicKey);
            byte kept = file[i];
            file[i] ^= 0x55;
            AssertTyped(() => SshPrivateKeyFile.Read(file), key.PublicKey);
            file[i] = kept;
        }
    }

    [Fact]
    public void A_damaged_public_key_gives_a_typed_error_or_a_key()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ecdsa256, "ann@example");
        foreach (string text in (string[])[key.PublicKey.ToOpenSsh(), key.PublicKey.ToRfc4716()])
        {
            for (int i = 0; i < text.Length; i++)
            {
                ParseTyped(text[..i]);
                ParseTyped($"{text[..i]}{(char)(text[i] ^ 1)}{text[(i + 1)..]}");
            }
        }
    }

    [Theory]
    [InlineData(SshKeyType.Ed25519)]
    [InlineData(SshKeyType.Ecdsa521)]
    [InlineData(SshKeyType.Rsa2048)]
    public void A_changed_message_or_signature_is_refused(SshKeyType type)
    {
        using SshPrivateKey key = SshPrivateKey.Generate(type);
        byte[] signature = key.Sign("message"u8);
        Assert.True(key.PublicKey.Verify("message"u8, signature));
        Assert.False(key.PublicKey.Verify("messagf"u8, signature));
        for (int i = 0; i < signature.Length; i++)
        {
            Assert.False(key.PublicKey.Verify("message"u8, signature.AsSpan(0, i)));
            signature[i] ^= 1;
            Assert.False(key.PublicKey.Verify("message"u8, signature));
            signature[i] ^= 1;
        }
    }

    [Fact]
    public void A_comment_cannot_forge_a_line() =>
        Assert.Equal("SshCommentInvalid", Assert.Throws<InvalidInputException>(() => SshPrivateKey.Generate(SshKeyType.Ed25519, "a\nssh-rsa x")).ErrorId);

    private static void AssertTyped(Func<SshPrivateKey> read, SshPublicKey expected)
    {
        try
        {
            using SshPrivateKey key = read();
            Assert.Equal(expected, key.PublicKey);
        }
        catch (SecurityException)
        {
            // The promise: nothing but this family.
        }
    }

    private static void ParseTyped(string text)
    {
        try
        {
            SshPublicKey.Parse(text);
        }
        catch (SecurityException)
        {
            // The promise: nothing but this family.
        }
    }
}
