using System.Security.Cryptography;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.RequestSigning;

public sealed class RequestSigningTests : IDisposable
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(value => (byte)value)];

    private readonly ManualClock _clock = new();
    private readonly RequestSigningKey _key = RequestSigningKey.FromSecret(Secret, "client-1");
    private readonly RequestSigner _signer;
    private readonly RequestVerifier _verifier;

    public RequestSigningTests()
    {
        _signer = new RequestSigner(_clock);
        _verifier = new RequestVerifier(_clock);
    }

    public static TheoryData<string, string> Spellings => new()
    {
        { "https://api.example.com", "https://API.example.com:443/" },
        { "https://h/a%7eb", "https://h/a~b" },
        { "https://h/%c3%a4", "https://h/ä" },
        { "https://h/?b=2&a=1", "https://h/?a=1&b=2" },
        { "https://h/?&a=1&", "https://h/?a=1" },
        { "https://h/?x=%2d", "https://h/?x=-" },
        { "https://h/p#fragment", "https://h/p" },
    };

    public static TheoryData<string, string> Differences => new()
    {
        { "https://h/", "https://h:8443/" },
        { "https://h/", "https://g/" },
        { "https://h/a", "https://h/a/" },
        { "https://h/a", "https://h/A" },
        { "https://h/a%2Fb", "https://h/a/b" },
        { "https://h/?a=1&a=2", "https://h/?a=2&a=1" },
        { "https://h/?a=1&A=2", "https://h/?A=2&a=1" },
        { "https://h/?x+=1&x%20=2", "https://h/?x%20=2&x+=1" },
        { "https://h/?a=x+y", "https://h/?a=x%2By" },
        { "https://h/?a", "https://h/?a=" },
        { "https://h/?a=1", "https://h/" },
        { "https://h/?a=1%26b=2", "https://h/?a=1&b=2" },
    };

    [Theory]
    [InlineData(RequestSignatureAlgorithm.HmacSha256)]
    [InlineData(RequestSignatureAlgorithm.HmacSha512)]
    public void A_signed_request_is_accepted_once(RequestSignatureAlgorithm algorithm)
    {
        SignedRequest sent = Sign(Request(), new RequestSignatureOptions { Algorithm = algorithm });
        Assert.Equal(RequestSignatureReason.Accepted, Check(sent));
        Assert.Equal(RequestSignatureReason.Replayed, Check(sent));
        Assert.Equal(RequestSignatureReason.Accepted, Check(sent, new RequestVerificationOptions { CheckReplay = false }));
    }

    [Fact]
    public void The_headers_and_the_canonical_form_are_the_documented_ones()
    {
        SignedRequest sent = Sign(Request() with { Headers = new Dictionary<string, string> { ["X-B"] = "  two \t words ", ["Accept"] = "a" } });
        string text = "ES-REQUEST-1\nhmac-sha256\nclient-1\n1772366400\n" + sent.Headers["X-Signature-Nonce"]
            + "\nPOST\napi.example.com:8443\n/v1/a%20b\na=1&a=0&z=%C3%A9\n" + Convert.ToHexStringLower(SHA256.HashData("{}"u8)) + "\naccept;x-b\naccept:a\nx-b:two words\n";
        Assert.Equal(Convert.ToBase64String(HMACSHA256.HashData(Secret, TemporaryStore.Utf8(text))), sent.Headers["X-Signature"]);
        Assert.Equal("accept;x-b", sent.Headers["X-Signature-Headers"]);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Equivalent_addresses_are_one(string signed, string received)
    {
        SignedRequest sent = Sign(Request() with { Uri = new Uri(signed) });
        Assert.Equal(RequestSignatureReason.Accepted, Check(sent with { Uri = new Uri(received) }));
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void Another_address_does_not_fit(string signed, string received)
    {
        SignedRequest sent = Sign(Request() with { Uri = new Uri(signed) });
        Assert.Equal(RequestSignatureReason.BadSignature, Check(sent with { Uri = new Uri(received) }));
    }

    [Fact]
    public void What_was_changed_does_not_fit()
    {
        SignedRequest sent = Sign(Request());
        Assert.Equal(RequestSignatureReason.BadSignature, Check(sent with { Method = "PUT" }));
        Assert.Equal(RequestSignatureReason.BodyMismatch, Check(sent with { Body = "{ }"u8.ToArray() }));
        Assert.Equal(RequestSignatureReason.BadSignature, Check(With(sent, "Accept", "text/html")));
        Assert.Equal(RequestSignatureReason.BadSignature, Check(With(sent, "X-Signature-Timestamp", "1772366401")));
        Assert.Equal(RequestSignatureReason.BadSignature, Check(With(sent, "X-Signature-Nonce", new string('a', 32))));
        Assert.Equal(RequestSignatureReason.BadSignature, Check(With(sent, "X-Signature-Algorithm", "hmac-sha512")));
        Assert.Equal(RequestSignatureReason.BadSignature, Check(With(sent, "X-Signature-Headers", "")));
        Assert.Equal(RequestSignatureReason.BadSignature, Check(With(sent, "X-Content-SHA256", new string('0', 64))));
        Assert.Equal(RequestSignatureReason.Accepted, Check(With(sent, "Unsigned", "anything")));
    }

    [Theory]
    [InlineData("X-Signature", "!", RequestSignatureReason.MalformedHeader)]
    [InlineData("X-Signature", "AAAA", RequestSignatureReason.BadSignature)]
    [InlineData("X-Signature-Algorithm", "none", RequestSignatureReason.UnknownAlgorithm)]
    [InlineData("X-Signature-Algorithm", "ed25519", RequestSignatureReason.AlgorithmNotAllowed)]
    [InlineData("X-Signature-KeyId", "client-2", RequestSignatureReason.WrongKey)]
    [InlineData("X-Signature-KeyId", "a b", RequestSignatureReason.MalformedHeader)]
    [InlineData("X-Signature-Timestamp", "-1", RequestSignatureReason.MalformedHeader)]
    [InlineData("X-Signature-Timestamp", "01772366400", RequestSignatureReason.MalformedHeader)]
    [InlineData("X-Signature-Timestamp", "99999999999", RequestSignatureReason.ClockOutOfWindow)]
    [InlineData("X-Signature-Nonce", "short", RequestSignatureReason.MalformedHeader)]
    [InlineData("X-Signature-Headers", "Accept", RequestSignatureReason.MalformedHeader)]
    [InlineData("X-Signature-Headers", "accept;accept", RequestSignatureReason.MalformedHeader)]
    [InlineData("X-Signature-Headers", "x-signature", RequestSignatureReason.MalformedHeader)]
    [InlineData("X-Signature-Headers", "absent", RequestSignatureReason.MissingHeader)]
    [InlineData("X-Content-SHA256", "ABC", RequestSignatureReason.MalformedHeader)]
    [InlineData("Accept", "a\nb", RequestSignatureReason.MalformedHeader)]
    public void Headers_that_are_wrong_say_so(string name, string value, RequestSignatureReason reason) =>
        Assert.Equal(reason, Check(With(Sign(Request()), name, value)));

    [Fact]
    public void Each_header_of_the_signature_is_needed()
    {
        SignedRequest sent = Sign(Request());
        foreach (string name in sent.Headers.Keys)
        {
            RequestVerification verdict = _verifier.Verify(sent with { Headers = sent.Headers.Where(pair => pair.Key != name).ToDictionary() }, _key);
            Assert.Equal(RequestSignatureReason.MissingHeader, verdict.Reason);
            Assert.Equal(name, verdict.Header, ignoreCase: true);
        }
    }

    [Fact]
    public void Nothing_that_is_sent_crashes_the_check()
    {
        Random random = new(7);
        SignedRequest sent = Sign(Request());
        string[] names = [.. sent.Headers.Keys];
        for (int round = 0; round < 5000; round++)
        {
            string name = names[random.Next(names.Length)];
            char[] value = sent.Headers[name].ToCharArray();
            if (value.Length > 0) value[random.Next(value.Length)] = (char)random.Next(0x300);
            SignedRequest changed = With(sent, name, new string(value));
            if (changed.Headers[name] != sent.Headers[name]) Assert.False(_verifier.Verify(changed, _key).IsValid && name != "Accept");
        }
    }

    [Fact]
    public void A_signature_has_one_spelling()
    {
        SignedRequest sent = Sign(Request());
        string signature = sent.Headers["X-Signature"];
        Assert.EndsWith("=", signature, StringComparison.Ordinal);
        int last = signature.TrimEnd('=').Length - 1;
        const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        string other = signature[..last] + Digits[Digits.IndexOf(signature[last]) ^ 1] + signature[(last + 1)..];
        Assert.Equal(Convert.FromBase64String(signature), Convert.FromBase64String(other));
        foreach (string spelling in new[] { other, " " + signature, signature + " ", signature.Insert(4, "\n") })
        {
            Assert.Equal(RequestSignatureReason.MalformedHeader, Check(With(sent, "X-Signature", spelling)));
        }

        Assert.Equal(RequestSignatureReason.Accepted, Check(sent));
    }

    [Fact]
    public void The_window_is_as_wide_as_it_says_both_ways_and_replays_are_known_to_its_end()
    {
        SignedRequest sent = Sign(Request());
        Assert.Equal(RequestSignatureReason.Accepted, Check(sent));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(RequestSignatureReason.Replayed, Check(sent));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(RequestSignatureReason.ClockOutOfWindow, Check(sent));
        SignedRequest early = Sign(Request());
        _clock.Advance(TimeSpan.FromMinutes(-5));
        Assert.Equal(RequestSignatureReason.Accepted, Check(early));
        _clock.Advance(TimeSpan.FromSeconds(-1));
        Assert.Equal(RequestSignatureReason.ClockOutOfWindow, Check(early));
        Assert.Equal("RequestClockWindowInvalid", Assert.Throws<InvalidInputException>(() => Check(sent, new RequestVerificationOptions { ClockWindow = TimeSpan.FromDays(2) })).ErrorId);
    }

    [Fact]
    public void A_verifier_can_ask_that_headers_are_signed()
    {
        SignedRequest sent = Sign(Request(), new RequestSignatureOptions { SignedHeaders = [] });
        Assert.Equal(RequestSignatureReason.HeaderNotSigned, Check(sent, new RequestVerificationOptions { RequiredHeaders = ["Accept"] }));
        Assert.Equal(RequestSignatureReason.Accepted, Check(Sign(Request()), new RequestVerificationOptions { RequiredHeaders = ["Accept"] }));
    }

    [Fact]
    public void Ed25519_keys_sign_and_their_public_keys_check()
    {
        using SshPrivateKey pair = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using RequestSigningKey key = RequestSigningKey.FromSshKey(pair);
        using RequestSigningKey publicKey = RequestSigningKey.FromSshKey(pair.PublicKey);
        SignedRequest sent = Sign(Request(), null, key);
        Assert.Equal(key.Id, publicKey.Id);
        Assert.Equal(RequestSignatureReason.Accepted, _verifier.Verify(sent, publicKey).Reason);
        Assert.Equal(RequestSignatureReason.BadSignature, _verifier.Verify(sent with { Method = "GET" }, publicKey).Reason);
        Assert.Equal("RequestKeyCannotSign", Assert.Throws<InvalidInputException>(() => _signer.Sign(Request(), publicKey)).ErrorId);
        Assert.Equal("RequestAlgorithmUnfit", Assert.Throws<InvalidInputException>(() => _signer.Sign(Request(), key, new() { Algorithm = RequestSignatureAlgorithm.HmacSha256 })).ErrorId);
        // The public key as an HMAC secret, the classic confusion.
        SshWireReader fields = new(pair.PublicKey.Blob);
        fields.ReadString();
        using RequestSigningKey forger = RequestSigningKey.FromSecret(fields.ReadString(), key.Id);
        Assert.Equal(RequestSignatureReason.AlgorithmNotAllowed, _verifier.Verify(Sign(Request(), null, forger), publicKey).Reason);
        using SshPrivateKey other = SshPrivateKey.Generate(SshKeyType.Ecdsa256);
        Assert.Equal("RequestKeyNotEd25519", Assert.Throws<InvalidInputException>(() => RequestSigningKey.FromSshKey(other)).ErrorId);
    }

    [Fact]
    public void What_cannot_be_signed_is_refused()
    {
        Assert.Equal("RequestSecretSizeInvalid", Assert.Throws<InvalidInputException>(() => RequestSigningKey.FromSecret(new byte[31])).ErrorId);
        Assert.Equal("RequestKeyIdInvalid", Assert.Throws<InvalidInputException>(() => RequestSigningKey.FromSecret(Secret, "a\nb")).ErrorId);
        Assert.Equal("RequestMethodInvalid", Assert.Throws<InvalidInputException>(() => Sign(Request() with { Method = "GET\n" })).ErrorId);
        foreach (string uri in new[] { "/relative", "ftp://h/", "https://user:word@h/" })
        {
            Assert.Equal("RequestUriInvalid", Assert.Throws<InvalidInputException>(() => Sign(Request() with { Uri = new Uri(uri, UriKind.RelativeOrAbsolute) })).ErrorId);
        }

        foreach (string name in new[] { "absent", "X-Signature", "a b" })
        {
            Assert.Equal("RequestHeaderInvalid", Assert.Throws<InvalidInputException>(() => Sign(Request(), new RequestSignatureOptions { SignedHeaders = [name] })).ErrorId);
        }
    }

    [Fact]
    public void The_memory_of_a_process_is_bounded_and_frees_itself()
    {
        ProcessNonces nonces = new(capacity: 2);
        DateTimeOffset now = _clock.GetUtcNow();
        Assert.Equal(RequestSignatureReason.Accepted, nonces.Add(Nonce("a"), now, now.AddMinutes(1)));
        Assert.Equal(RequestSignatureReason.Accepted, nonces.Add(Nonce("b"), now, now.AddMinutes(2)));
        Assert.Equal(RequestSignatureReason.ReplayMemoryFull, nonces.Add(Nonce("c"), now, now.AddMinutes(1)));
        Assert.Equal(RequestSignatureReason.Replayed, nonces.Add(Nonce("a"), now, now.AddMinutes(1)));
        Assert.Equal(RequestSignatureReason.Accepted, nonces.Add(Nonce("c"), now.AddMinutes(1.5), now.AddMinutes(3)));

        static CanonicalRequest Nonce(string text) => new() { Algorithm = default, KeyId = "k", Timestamp = 1, Nonce = text, BodyHash = "", SignedHeaders = [] };
    }

    [Fact]
    public void A_store_remembers_across_openings_and_tells_the_trail()
    {
        using TemporaryStore store = new();
        SignedRequest sent = WithAll(Request(), store.Manager.RequestSigner.Sign(Request(), _key));
        Assert.True(store.Manager.RequestVerifier.Verify(sent, _key).IsValid);
        store.Reopen();
        Assert.Equal(RequestSignatureReason.Replayed, store.Manager.RequestVerifier.Verify(sent, _key).Reason);
        Assert.Equal("1", store.Query("SELECT count(*) FROM record WHERE collection = 'request-nonce'"));
        store.Clock.Advance(TimeSpan.FromMinutes(6));
        SignedRequest later = WithAll(Request(), store.Manager.RequestSigner.Sign(Request(), _key));
        Assert.True(store.Manager.RequestVerifier.Verify(later, _key).IsValid);
        Assert.Equal("1", store.Query("SELECT count(*) FROM record WHERE collection = 'request-nonce'"));
        Assert.Equal(["success", "denied", "success"], store.Manager.Audit.Read(new() { Action = "request_verified" }).Select(entry => entry.Result));
        Assert.True(store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public async Task Of_many_at_once_one_is_accepted()
    {
        using TemporaryStore store = new();
        using EnterpriseSecurityManager second = store.Open();
        SignedRequest sent = WithAll(Request(), store.Manager.RequestSigner.Sign(Request(), _key));
        RequestVerification[] verdicts = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => (i % 2 == 0 ? store.Manager : second).RequestVerifier.Verify(sent, _key))));
        Assert.Single(verdicts, verdict => verdict.IsValid);
        Assert.Equal(15, verdicts.Count(verdict => verdict.Reason == RequestSignatureReason.Replayed));
    }

    public void Dispose() => _key.Dispose();

    private static SignedRequest Request() => new()
    {
        Method = "post",
        Uri = new Uri("https://api.example.com:8443/v1/a b?z=é&a=1&a=0"),
        Headers = new Dictionary<string, string> { ["Accept"] = "application/json" },
        Body = "{}"u8.ToArray(),
    };

    private static SignedRequest With(SignedRequest request, string name, string value) =>
        request with { Headers = new Dictionary<string, string>(request.Headers) { [name] = value } };

    private static SignedRequest WithAll(SignedRequest request, IEnumerable<KeyValuePair<string, string>> headers) =>
        request with { Headers = request.Headers.Concat(headers).ToDictionary() };

    private SignedRequest Sign(SignedRequest request, RequestSignatureOptions? options = null, RequestSigningKey? key = null) =>
        WithAll(request, _signer.Sign(request, key ?? _key, options));

    private RequestSignatureReason Check(SignedRequest request, RequestVerificationOptions? options = null) => _verifier.Verify(request, _key, options).Reason;
}
