using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshSignatureTests
{
    // Made with ssh-keygen -Y sign -n file over "hi" and a line break.
    private const string Published = """
        -----BEGIN SSH SIGNATURE-----
        U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgyNYGt86K0fs3BIIAWwXIw2LeG8
        oGaOyIy+3ZfUOXmDQAAAAEZmlsZQAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUx
        OQAAAEDIXI6w/YHh4pBxDkbvOdgyZ3L193zyNVvX8QKdSDHVTj2CWzZClavuY/8VJRxBWL
        9/BcpIUTTKfyHTcA2F9lUE
        -----END SSH SIGNATURE-----

        """;

    [Fact]
    public void A_signature_of_ssh_keygen_is_read_checked_and_written_back_unchanged()
    {
        SshSignature signature = SshSignature.Parse(Published);

        Assert.Equal("file", signature.Namespace);
        Assert.Equal(SshSignatureHash.Sha512, signature.HashAlgorithm);
        Assert.Equal("ssh-ed25519", signature.SignatureAlgorithm);
        Assert.Equal("SHA256:Kj8c8bciAIO37mI2bBme9rQ3LbiiG9lGzHE6gsw16Os", signature.PublicKey.GetFingerprint());
        Assert.True(signature.Verify("hi\n"u8, "file"));
        Assert.Equal(Published, signature.ToArmored());
        Assert.True(SshSignature.Parse("\n" + Published.ReplaceLineEndings("\r\n")).Verify("hi\n"u8, "file"));
    }

    [Theory]
    [InlineData(SshKeyType.Ed25519, SshSignatureHash.Sha512, "ssh-ed25519")]
    [InlineData(SshKeyType.Ed25519, SshSignatureHash.Sha256, "ssh-ed25519")]
    [InlineData(SshKeyType.Ecdsa256, SshSignatureHash.Sha512, "ecdsa-sha2-nistp256")]
    [InlineData(SshKeyType.Ecdsa521, SshSignatureHash.Sha256, "ecdsa-sha2-nistp521")]
    [InlineData(SshKeyType.Rsa2048, SshSignatureHash.Sha512, "rsa-sha2-512")]
    [InlineData(SshKeyType.Rsa2048, SshSignatureHash.Sha256, "rsa-sha2-256")]
    public void A_signature_holds_for_its_data_and_namespace_only(SshKeyType type, SshSignatureHash hash, string algorithm)
    {
        using SshPrivateKey key = SshPrivateKey.Generate(type);
        SshSignature signature = SshSignature.Parse(SshSignature.Sign(key, "message"u8, "git", hash).ToArmored());

        Assert.Equal(algorithm, signature.SignatureAlgorithm);
        Assert.Equal(hash, signature.HashAlgorithm);
        Assert.Equal(key.PublicKey, signature.PublicKey);
        Assert.True(signature.Verify("message"u8, "git"));
        Assert.False(signature.Verify("messagf"u8, "git"));
        Assert.False(signature.Verify("message"u8, "file"));
        Assert.False(signature.Verify("message"u8, "Git"));
        Assert.False(signature.Verify("message"u8, ""));
    }

    [Fact]
    public void A_large_stream_is_signed_and_checked_in_blocks()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using EndlessStream signed = new(256L * 1024 * 1024);
        using EndlessStream same = new(256L * 1024 * 1024);
        using EndlessStream shorter = new((256L * 1024 * 1024) - 1);
        SshSignature signature = SshSignature.Sign(key, signed, "file");

        Assert.True(signature.Verify(same, "file"));
        Assert.False(signature.Verify(shorter, "file"));
        Assert.True(signed.LargestRead <= 1024 * 1024);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\0")]
    public void A_namespace_is_required_and_is_plain_text(string signatureNamespace)
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        Assert.Equal("SshNamespaceInvalid", Assert.Throws<InvalidInputException>(() => SshSignature.Sign(key, "x"u8, signatureNamespace)).ErrorId);
        SshSignature good = SshSignature.Sign(key, "x"u8, "n");
        Assert.Throws<MalformedDataException>(() => SshSignature.Create(key.PublicKey, signatureNamespace, SshSignatureHash.Sha512, good.Blob));
    }

    [Fact]
    public void An_rsa_signature_with_sha1_is_refused()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Rsa2048);
        SshSignature good = SshSignature.Sign(key, "x"u8, "file");
        byte[] blob = key.Sign(SshSignature.ToBeSigned(SshSignature.Digest(SshSignatureHash.Sha512, "x"u8), "file", SshSignatureHash.Sha512));
        using SshWireWriter sha1 = new();
        sha1.WriteText("ssh-rsa");
        sha1.WriteBytes(blob.AsSpan(4 + "rsa-sha2-512".Length));
        SshSignature weak = SshSignature.Create(key.PublicKey, "file", SshSignatureHash.Sha512, sha1.Written);

        Assert.True(good.Verify("x"u8, "file"));
        Assert.Equal("ssh-rsa", weak.SignatureAlgorithm);
        Assert.False(weak.Verify("x"u8, "file"));
    }

    [Fact]
    public void Another_version_or_hash_is_unsupported()
    {
        byte[] blob = SshSignature.Parse(Published).Blob.ToArray();
        blob[9] = 2;
        Assert.Equal("SshSignatureUnsupported", Assert.Throws<UnsupportedException>(() => SshSignature.FromBlob(blob)).ErrorId);
        blob[9] = 1;
        blob[blob.AsSpan().IndexOf("sha512"u8) + 5] = (byte)'1';
        Assert.Equal("SshSignatureUnsupported", Assert.Throws<UnsupportedException>(() => SshSignature.FromBlob(blob)).ErrorId);
    }

    [Fact]
    public void A_reserved_field_is_ignored_as_by_ssh_keygen()
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519);
        byte[] blob = SshSignature.Sign(key, "x"u8, "file").Blob.ToArray();
        int reserved = blob.AsSpan().IndexOf("file"u8) + 4;
        byte[] longer = [.. blob.AsSpan(0, reserved), 0, 0, 0, 1, 9, .. blob.AsSpan(reserved + 4)];
        Assert.True(SshSignature.FromBlob(longer).Verify("x"u8, "file"));
    }

    [Theory]
    [InlineData(SshKeyType.Ed25519)]
    [InlineData(SshKeyType.Ecdsa384)]
    [InlineData(SshKeyType.Rsa2048)]
    public void A_damaged_signature_gives_a_typed_error_or_is_refused(SshKeyType type)
    {
        using SshPrivateKey key = SshPrivateKey.Generate(type);
        byte[] blob = SshSignature.Sign(key, "message"u8, "file").Blob.ToArray();
        for (int i = 0; i < blob.Length; i++)
        {
            AssertRefused(() => SshSignature.FromBlob(blob.AsSpan(0, i)));
            foreach (byte change in (byte[])[1, 0x80, 0xff])
            {
                blob[i] ^= change;
                AssertRefused(() => SshSignature.FromBlob(blob));
                blob[i] ^= change;
            }
        }

        AssertRefused(() => SshSignature.FromBlob([.. blob, 0]));
    }

    [Fact]
    public void A_damaged_text_gives_a_typed_error_or_is_refused()
    {
        for (int i = 0; i < Published.Length - 1; i++)
        {
            AssertTyped(() => SshSignature.Parse(Published[..i]));
            AssertTyped(() => SshSignature.Parse($"{Published[..i]}{(char)(Published[i] ^ 1)}{Published[(i + 1)..]}"));
            AssertTyped(() => SshSignature.Parse($"{Published[..i]}\ud800{Published[i..]}"));
        }

        Assert.Equal("SshSignatureMalformed", Assert.Throws<MalformedDataException>(() => SshSignature.Parse(Published.Replace("SSH SIG", "PGP SIG", StringComparison.Ordinal))).ErrorId);
    }

    private static void AssertRefused(Func<SshSignature> read)
    {
        SshSignature? signature = AssertTyped(read);
        Assert.False(signature?.Verify("message"u8, "file") ?? false);
    }

    private static SshSignature? AssertTyped(Func<SshSignature> read)
    {
        try
        {
            return read();
        }
        catch (SecurityException)
        {
            // The promise: nothing but this family.
            return null;
        }
    }

    /// <summary>A stream of a given length that notes how much was asked for at once.</summary>
    private sealed class EndlessStream(long length) : Stream
    {
        private long _position;

        public int LargestRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            LargestRead = Math.Max(LargestRead, count);
            int read = (int)Math.Min(count, length - _position);
            buffer.AsSpan(offset, read).Clear();
            _position += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
