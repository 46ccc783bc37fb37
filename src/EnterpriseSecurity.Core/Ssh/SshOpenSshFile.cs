using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// OpenSSH's private key file: PROTOCOL.key. One key a file; bcrypt rounds from 1 to 10,000, so that a hostile
/// file cannot keep a reader busy for hours. Written with aes256-ctr and a salt of 16 bytes.
/// </summary>
internal static class SshOpenSshFile
{
    public const string Label = "OPENSSH PRIVATE KEY";
    public const int MaximumRounds = 10_000;
    private const int SaltSize = 16;
    private const int MaximumSaltSize = 1024;
    private const int PlainBlockSize = 8;
    private const string WrittenCipher = "aes256-ctr";

    private static ReadOnlySpan<byte> Magic => "openssh-key-v1\0"u8;

    public static SshPrivateKey Read(ReadOnlySpan<byte> content, ReadOnlySpan<byte> passphrase)
    {
        Envelope envelope = new(content);
        if (envelope.Cipher is not { } cipher) return ReadPrivate(envelope.Private, envelope.PublicKey, PlainBlockSize, isEncrypted: false);
        if (passphrase.IsEmpty) throw SecurityErrors.SshPassphraseRequired();

        using SecretBuffer keyAndIv = new(cipher.KeySize + cipher.IvSize);
        BcryptKdf.DeriveKey(passphrase, envelope.Salt, envelope.Rounds, keyAndIv.Span);
        using SecretBuffer plaintext = new(envelope.Private.Length);
        try
        {
            cipher.Decrypt(keyAndIv.Span, envelope.Private, envelope.Tag, plaintext.Span);
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw SecurityErrors.SshPassphraseWrong(error);
        }

        return ReadPrivate(plaintext.Span, envelope.PublicKey, SshKeyCipher.BlockSize, isEncrypted: true);
    }

    public static SshPrivateKeyFileInfo Inspect(ReadOnlySpan<byte> content)
    {
        Envelope envelope = new(content);
        if (envelope.Cipher is not null) return new(SshPrivateKeyFormat.OpenSsh, true, envelope.PublicKey, null);
        using SshPrivateKey key = ReadPrivate(envelope.Private, envelope.PublicKey, PlainBlockSize, isEncrypted: false);
        return new(SshPrivateKeyFormat.OpenSsh, false, key.PublicKey, key.Comment);
    }

    public static SecretBuffer Write(SshPrivateKey key, ReadOnlySpan<byte> passphrase, int rounds)
    {
        using SshWireWriter secret = new();
        uint check = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
        secret.WriteUInt32(check);
        secret.WriteUInt32(check);
        secret.WriteBytes(key.Body);
        secret.WriteText(key.Comment);
        int block = passphrase.IsEmpty ? PlainBlockSize : SshKeyCipher.BlockSize;
        for (byte pad = 1; secret.Length % block != 0; pad++) secret.WriteByte(pad);

        using SshWireWriter file = new();
        file.WriteBytes(Magic);
        if (passphrase.IsEmpty)
        {
            file.WriteText("none");
            file.WriteText("none");
            file.WriteText("");
            WriteKeys(file, key, secret.Written);
        }
        else
        {
            byte[] salt = RandomNumberGenerator.GetBytes(SaltSize);
            using SecretBuffer keyAndIv = new(32 + SshKeyCipher.BlockSize);
            BcryptKdf.DeriveKey(passphrase, salt, rounds, keyAndIv.Span);
            byte[] ciphertext = new byte[secret.Length];
            SshKeyCipher.ApplyCounterMode(keyAndIv.Span[..32], keyAndIv.Span[32..], secret.Written, ciphertext);
            using SshWireWriter options = new();
            options.WriteString(salt);
            options.WriteUInt32((uint)rounds);
            file.WriteText(WrittenCipher);
            file.WriteText("bcrypt");
            file.WriteString(options);
            WriteKeys(file, key, ciphertext);
        }

        return SshPem.Write(Label, file.Written, lineLength: 70);
    }

    private static void WriteKeys(SshWireWriter file, SshPrivateKey key, ReadOnlySpan<byte> section)
    {
        file.WriteUInt32(1);
        file.WriteString(key.PublicKey.Blob);
        file.WriteString(section);
    }

    private static SshPrivateKey ReadPrivate(ReadOnlySpan<byte> section, SshPublicKey expected, int blockSize, bool isEncrypted)
    {
        SshWireReader reader = new(section);
        if (section.Length % blockSize != 0) throw reader.Malformed("its private part is not a whole number of blocks.");
        if (reader.ReadUInt32() != reader.ReadUInt32())
        {
            throw isEncrypted ? SecurityErrors.SshPassphraseWrong() : reader.Malformed("its check numbers differ.");
        }

        using SshPrivateKey key = SshPrivateKey.Read(ref reader, "");
        ReadOnlySpan<byte> rawComment = reader.ReadString();
        if (rawComment.Contains((byte)0)) throw reader.Malformed("its comment has a zero byte in it.");
        string comment = SshComment.FromFile(rawComment);
        ReadOnlySpan<byte> padding = reader.Remaining;
        // PuTTY pads a key without cipher, too, to blocks of 16, and a whole block where none is needed.
        if (padding.Length > SshKeyCipher.BlockSize) throw reader.Malformed("its padding is too long.");
        for (int i = 0; i < padding.Length; i++)
        {
            if (padding[i] != i + 1) throw reader.Malformed("its padding is wrong.");
        }

        if (!key.PublicKey.Equals(expected)) throw SecurityErrors.SshKeyInconsistent("its public part does not belong to its private part.");
        return key.WithComment(comment);
    }

    /// <summary>Everything up to the private section, checked.</summary>
    private readonly ref struct Envelope
    {
        public Envelope(ReadOnlySpan<byte> content)
        {
            SshWireReader reader = new(content);
            if (!reader.ReadBytes(Magic.Length).SequenceEqual(Magic)) throw reader.Malformed("it does not begin as an OpenSSH key.");
            string cipher = reader.ReadText();
            string kdf = reader.ReadText();
            SshWireReader options = new(reader.ReadString());
            if (cipher == "none" && kdf == "none")
            {
                options.ExpectEnd();
            }
            else
            {
                Cipher = SshKeyCipher.Find(cipher) ?? throw SecurityErrors.SshKeyUnsupported($"The cipher '{SshComment.FromFile(cipher)}' is not supported.");
                if (kdf != "bcrypt") throw SecurityErrors.SshKeyUnsupported($"The key derivation '{SshComment.FromFile(kdf)}' is not supported.");
                Salt = options.ReadString();
                uint rounds = options.ReadUInt32();
                options.ExpectEnd();
                if (Salt.Length is 0 or > MaximumSaltSize) throw reader.Malformed("its salt is empty or too long.");
                if (rounds is 0 or > MaximumRounds) throw SecurityErrors.SshKeyUnsupported($"A key with {rounds} bcrypt rounds is not opened; the range is 1 to {MaximumRounds}.");
                Rounds = (int)rounds;
            }

            if (reader.ReadUInt32() != 1) throw SecurityErrors.SshKeyUnsupported("A file with several keys is not supported.");
            PublicKey = SshPublicKey.FromBlob(reader.ReadString());
            Private = reader.ReadString();
            if (Private.Length % (Cipher is null ? PlainBlockSize : SshKeyCipher.BlockSize) != 0) throw reader.Malformed("its private part is not a whole number of blocks.");
            Tag = reader.ReadBytes(Cipher?.TagSize ?? 0);
            reader.ExpectEnd();
        }

        public SshKeyCipher? Cipher { get; }

        public ReadOnlySpan<byte> Salt { get; }

        public int Rounds { get; }

        public SshPublicKey PublicKey { get; }

        public ReadOnlySpan<byte> Private { get; }

        public ReadOnlySpan<byte> Tag { get; }
    }
}
