using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshAgentMessageTests : IDisposable
{
    private static readonly byte[] Success = FakeAgent.Framed(SshAgentMessage.Success);
    private readonly SshPrivateKey _key = SshPrivateKey.Generate(SshKeyType.Ed25519, "ann@example");
    private byte[] _answer = Success;
    private readonly FakeAgent _agent;
    private readonly SshAgentClient _client;

    public SshAgentMessageTests()
    {
        _agent = new FakeAgent(_ => _answer);
        _client = new SshAgentClient(_agent.Endpoint);
    }

    public void Dispose()
    {
        _client.Dispose();
        _agent.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void A_key_is_added_as_its_private_body_with_its_comment()
    {
        _client.Add(_key);
        Assert.Equal(Message(SshAgentMessage.AddIdentity, message =>
        {
            message.WriteBytes(_key.Body);
            message.WriteText("ann@example");
        }), Asked());
    }

    [Theory]
    [InlineData(1000, 1u)]
    [InlineData(1, 1u)]
    [InlineData(90_001, 91u)]
    public void Constraints_follow_the_comment_and_a_lifetime_is_rounded_up(int milliseconds, uint seconds)
    {
        _client.Add(_key, "other", TimeSpan.FromMilliseconds(milliseconds), confirm: true);
        Assert.Equal(Message(SshAgentMessage.AddConstrained, message =>
        {
            message.WriteBytes(_key.Body);
            message.WriteText("other");
            message.WriteByte(SshAgentMessage.ConstrainLifetime);
            message.WriteUInt32(seconds);
            message.WriteByte(SshAgentMessage.ConstrainConfirm);
        }), Asked());
    }

    [Fact]
    public void A_lifetime_or_comment_out_of_range_is_not_sent()
    {
        foreach (TimeSpan lifetime in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromSeconds(-1), TimeSpan.FromDays(50_000)])
        {
            Assert.Equal("SshAgentLifetimeInvalid", Assert.Throws<InvalidInputException>(() => _client.Add(_key, lifetime: lifetime)).ErrorId);
        }

        Assert.Equal("SshCommentInvalid", Assert.Throws<InvalidInputException>(() => _client.Add(_key, "two\nlines")).ErrorId);
        Assert.Empty(_agent.Requests);
    }

    [Fact]
    public void A_certificate_goes_with_the_fields_that_it_does_not_hold()
    {
        byte[] certificate = Certificate(_key.PublicKey);
        _client.Add(_key, certificateBlob: certificate);
        Assert.Equal(Message(SshAgentMessage.AddIdentity, message =>
        {
            message.WriteText("ssh-ed25519-cert-v01@openssh.com");
            message.WriteString(certificate);
            message.WriteBytes(_key.Fields().Remaining);
            message.WriteText("ann@example");
        }), Asked());
    }

    [Fact]
    public void A_certificate_for_another_key_is_not_sent()
    {
        using SshPrivateKey other = SshPrivateKey.Generate(SshKeyType.Ecdsa256);
        Assert.Equal("SshCertificateKeyMismatch", Assert.Throws<InvalidInputException>(() => _client.Add(_key, certificateBlob: Certificate(other.PublicKey))).ErrorId);
        Assert.Equal("SshCertificateMalformed", Assert.Throws<MalformedDataException>(() => _client.Add(_key, certificateBlob: _key.PublicKey.Blob.ToArray())).ErrorId);
        byte[] certificate = Certificate(_key.PublicKey);
        for (int i = 1; i < certificate.Length; i++)
        {
            Assert.Throws<MalformedDataException>(() => _client.Add(_key, certificateBlob: certificate.AsMemory(0, i)));
        }

        Assert.Empty(_agent.Requests);
    }

    [Fact]
    public void Data_too_long_for_an_agent_is_not_sent()
    {
        byte[] data = new byte[SshAgentMessage.MaximumSize];
        Assert.Equal("SshAgentMessageTooLong", Assert.Throws<InvalidInputException>(() => _client.Sign(_key.PublicKey.Blob, data)).ErrorId);
        Assert.Empty(_agent.Requests);
    }

    [Fact]
    public void Kinds_not_known_here_and_certificates_are_listed_without_a_key()
    {
        byte[] unknown = Bytes(blob =>
        {
            blob.WriteText("ssh-next@example.com");
            blob.WriteString([1, 2, 3]);
        });
        byte[] certificate = Certificate(_key.PublicKey);
        _answer = Listing((_key.PublicKey.Blob.ToArray(), "mine"), (unknown, "line\nbreak"), (certificate, "mine"));
        IReadOnlyList<SshAgentIdentity> identities = _client.List();

        Assert.Equal([_key.Algorithm, "ssh-next@example.com", "ssh-ed25519-cert-v01@openssh.com"], identities.Select(identity => identity.Algorithm));
        Assert.Equal([false, false, true], identities.Select(identity => identity.IsCertificate));
        Assert.Equal([_key.PublicKey, null, null], identities.Select(identity => identity.Key));
        Assert.Equal(["mine", "line?break", "mine"], identities.Select(identity => identity.Comment));
        Assert.Equal(_key.PublicKey.GetFingerprint(), identities[0].Fingerprint);
        Assert.Equal(_key.PublicKey.GetFingerprint(), identities[2].Fingerprint);
        Assert.Equal(unknown, identities[1].Blob);
    }

    [Fact]
    public void A_damaged_list_gives_a_typed_error_or_a_list()
    {
        using SshPrivateKey second = SshPrivateKey.Generate(SshKeyType.Ecdsa256);
        byte[] whole = Listing((_key.PublicKey.Blob.ToArray(), "mine"), (second.PublicKey.Blob.ToArray(), ""), (Certificate(second.PublicKey), "certificate"));
        AssertTyped(whole, () => _client.List());
    }

    [Fact]
    public void A_list_that_claims_more_keys_than_it_holds_is_refused()
    {
        _answer = FakeAgent.Framed([SshAgentMessage.IdentitiesAnswer, 0xff, 0xff, 0xff, 0xff]);
        Assert.Equal("SshAgentAnswerMalformed", Assert.Throws<MalformedDataException>(() => _client.List()).ErrorId);
    }

    [Fact]
    public void A_damaged_signature_answer_gives_a_typed_error_or_no_valid_signature()
    {
        byte[] signature = _key.Sign("data"u8);
        byte[] whole = FakeAgent.Framed(Message(SshAgentMessage.SignResponse, message => message.WriteString(signature)));
        _answer = whole;
        Assert.True(_key.PublicKey.Verify("data"u8, _client.Sign(_key.PublicKey.Blob, "data"u8)));
        AssertTyped(whole, () => Assert.False(_key.PublicKey.Verify("data"u8, _client.Sign(_key.PublicKey.Blob, "data"u8))));
    }

    [Theory]
    [InlineData(SshRsaHash.Sha512, "rsa-sha2-512", 4)]
    [InlineData(SshRsaHash.Sha256, "rsa-sha2-256", 2)]
    public void An_rsa_signature_is_of_the_hash_that_was_asked_for(SshRsaHash hash, string name, byte flags)
    {
        using SshPrivateKey rsa = SshPrivateKey.Generate(SshKeyType.Rsa2048);
        foreach (string given in (string[])["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"])
        {
            _answer = FakeAgent.Framed(Message(SshAgentMessage.SignResponse, message => message.WriteString(Bytes(signature =>
            {
                signature.WriteText(given);
                signature.WriteString([1]);
            }))));
            if (given == name) Assert.NotEmpty(_client.Sign(rsa.PublicKey.Blob, "data"u8, hash));
            else Assert.Equal("SshAgentAnswerMalformed", Assert.Throws<MalformedDataException>(() => _client.Sign(rsa.PublicKey.Blob, "data"u8, hash)).ErrorId);
            Assert.Equal([0, 0, 0, flags], _agent.Requests.Last()[^4..]);
        }
    }

    // What was cut off, and what was changed, with the length put right: the length itself has tests of its own.
    private void AssertTyped(byte[] whole, Action ask)
    {
        byte[] message = whole[4..];
        for (int i = 0; i < message.Length; i++)
        {
            if (i > 0) AssertTypedOnce(FakeAgent.Framed(message[..i]), ask);
            foreach (byte change in (byte[])[0x01, 0x55, 0xff])
            {
                byte[] changed = [.. message];
                changed[i] ^= change;
                AssertTypedOnce(FakeAgent.Framed(changed), ask);
            }
        }
    }

    private void AssertTypedOnce(byte[] answer, Action ask)
    {
        _answer = answer;
        try
        {
            ask();
        }
        catch (SecurityException error)
        {
            Assert.Contains(error.ErrorId, (string[])["SshAgentAnswerMalformed", "SshAgentRefused"]);
        }
    }

    private byte[] Asked() => Assert.Single(_agent.Requests);

    private static byte[] Listing(params (byte[] Blob, string Comment)[] identities) => FakeAgent.Framed(Message(SshAgentMessage.IdentitiesAnswer, message =>
    {
        message.WriteUInt32((uint)identities.Length);
        foreach ((byte[] blob, string comment) in identities)
        {
            message.WriteString(blob);
            message.WriteText(comment);
        }
    }));

    // As far as an agent's client looks at one: the name, a nonce, the key's fields.
    private static byte[] Certificate(SshPublicKey key) => Bytes(blob =>
    {
        SshWireReader fields = new(key.Blob);
        fields.ReadString();
        blob.WriteText(key.Algorithm + SshAlgorithm.CertificateSuffix);
        blob.WriteString(new byte[32]);
        blob.WriteBytes(fields.Remaining);
    });

    private static byte[] Message(byte type, Action<SshWireWriter> write) => Bytes(message =>
    {
        message.WriteByte(type);
        write(message);
    });

    private static byte[] Bytes(Action<SshWireWriter> write)
    {
        using SshWireWriter writer = new();
        write(writer);
        return writer.ToArray();
    }
}
