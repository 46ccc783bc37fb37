using System.Text.Json.Nodes;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Core.Tests.Tokens;

public sealed class TokenManagerTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    private TokenManager Tokens => _store.Manager.Tokens;

    [Theory]
    [InlineData(JwtAlgorithm.HS512)]
    [InlineData(JwtAlgorithm.PS256)]
    [InlineData(JwtAlgorithm.ES256)]
    [InlineData(JwtAlgorithm.EdDSA)]
    public void A_managed_key_signs_and_verifies_after_a_reopening(JwtAlgorithm algorithm)
    {
        JwtSigningKeyInfo key = Tokens.CreateSigningKey("api", algorithm, 2048);
        JwtRequest request = new() { Subject = "ann", Issuer = "https://a", Audience = ["x", "y"], Claims = new JsonObject { ["role"] = "admin", ["n"] = 7, ["deep"] = new JsonObject { ["list"] = new JsonArray(1, true, null) } } };
        IssuedJwt issued = Tokens.Issue("API", request);
        _store.Reopen();

        JwtVerification result = Tokens.Verify(issued.RevealToken(), new JwtVerificationOptions { Audiences = ["y"] });

        Assert.Equal(JwtReason.Accepted, result.Reason);
        Assert.Equal((key.KeyId, "ann", issued.Id), (result.KeyId, result.Subject, result.Id));
        Assert.Equal("""{"list":[1,true,null]}""", result.Claims!.Value.GetProperty("deep").GetRawText());
        Assert.Equal(issued.ExpiresAt, result.ExpiresAt);
    }

    [Fact]
    public void The_next_version_of_an_RSA_key_is_as_large_unless_another_size_is_asked_for()
    {
        Tokens.CreateSigningKey("api", JwtAlgorithm.RS256, 4096);
        Assert.Equal(512, ModulusOf(Tokens.RotateSigningKey("api")));
        Assert.Equal(256, ModulusOf(Tokens.RotateSigningKey("api", rsaBits: 2048)));

        static int ModulusOf(JwtSigningKeyInfo key)
        {
            using JwtKey read = JwtKey.FromJwk(System.Text.Encoding.UTF8.GetBytes(key.PublicJwk!));
            return read.SignatureSize(key.Algorithm);
        }
    }

    [Fact]
    public void A_signing_key_is_listed_however_the_letters_of_its_name_are_composed()
    {
        string id = Tokens.CreateSigningKey("caf\u00e9").KeyId;
        Assert.Equal(id, Assert.Single(Tokens.ListSigningKeys("CAFE\u0301")).KeyId);
    }

    [Fact]
    public void What_is_not_valid_Unicode_is_not_signed_as_something_else()
    {
        Tokens.CreateSigningKey("api");
        foreach (JwtRequest request in new JwtRequest[]
        {
            new() { Subject = "ann\ud800" }, new() { Issuer = "\udc00" }, new() { Audience = ["x", "y\ud800"] },
            new() { Claims = new JsonObject { ["x\ud800"] = 1 } },
        })
        {
            Assert.Equal("JwtClaimInvalid", Assert.Throws<InvalidInputException>(() => Tokens.Issue("api", request)).ErrorId);
            Assert.Equal("JwtClaimInvalid", Assert.Throws<InvalidInputException>(() => Tokens.BeginSession("api", request)).ErrorId);
        }

        Assert.Equal("\U0001F600", Tokens.Verify(Tokens.Issue("api", new JwtRequest { Subject = "\U0001F600" }).RevealToken()).Subject);
    }

    [Fact]
    public void A_rotated_key_verifies_until_its_overlap_is_over()
    {
        Tokens.CreateSigningKey("api", JwtAlgorithm.ES256);
        string old = Tokens.Issue("api", new JwtRequest { Subject = "ann", ExpiresIn = TimeSpan.FromDays(9) }).RevealToken();
        JwtSigningKeyInfo second = Tokens.RotateSigningKey("api", TimeSpan.FromHours(2));
        string fresh = Tokens.Issue("api", new JwtRequest { ExpiresIn = TimeSpan.FromDays(9) }).RevealToken();

        Assert.Equal((2, JwtSigningKeyState.Current), (second.Version, second.State));
        Assert.Equal([JwtSigningKeyState.Current, JwtSigningKeyState.Previous], Tokens.ListSigningKeys("a*").Select(key => key.State));
        Assert.True(Tokens.Verify(old).IsValid);
        Assert.Equal(second.KeyId, Tokens.Verify(fresh).KeyId);
        using (JwtKeySet published = JwtKeySet.Parse(Tokens.ExportKeySet())) Assert.Equal(2, published.Keys.Count);

        _store.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(JwtReason.UnknownKey, Tokens.Verify(old).Reason);
        Assert.True(Tokens.Verify(fresh).IsValid);
        Assert.Equal(JwtSigningKeyState.Retired, Tokens.ListSigningKeys()[1].State);
        using JwtKeySet later = JwtKeySet.Parse(Tokens.ExportKeySet(["api"]));
        Assert.Equal(second.KeyId, Assert.Single(later.Keys).KeyId);
    }

    [Fact]
    public void A_rotation_without_overlap_takes_all_older_versions_away()
    {
        Tokens.CreateSigningKey("api", JwtAlgorithm.HS256);
        string first = Tokens.Issue("api", new JwtRequest()).RevealToken();
        Tokens.RotateSigningKey("api");
        string second = Tokens.Issue("api", new JwtRequest()).RevealToken();
        Tokens.RotateSigningKey("api", TimeSpan.Zero, JwtAlgorithm.ES384);
        Assert.Equal(JwtReason.UnknownKey, Tokens.Verify(first).Reason);
        Assert.Equal(JwtReason.UnknownKey, Tokens.Verify(second).Reason);
        Assert.Equal(JwtAlgorithm.ES384, Tokens.Verify(Tokens.Issue("api", new JwtRequest()).RevealToken()).Algorithm);
    }

    [Fact]
    public void An_exported_key_set_has_public_members_only_and_verifies_elsewhere()
    {
        Tokens.CreateSigningKey("rsa", JwtAlgorithm.RS256, 2048);
        Tokens.CreateSigningKey("ec", JwtAlgorithm.ES256);
        Tokens.CreateSigningKey("shared", JwtAlgorithm.HS256);
        string json = Tokens.ExportKeySet();

        JsonArray keys = JsonNode.Parse(json)!["keys"]!.AsArray();
        Assert.Equal(2, keys.Count);
        string[] secret = ["d", "p", "q", "dp", "dq", "qi", "k", "oth"];
        Assert.DoesNotContain(keys, key => secret.Any(name => key!.AsObject().ContainsKey(name)));
        Assert.Equal("JwtKeyNotPublic", Assert.Throws<InvalidInputException>(() => Tokens.ExportKeySet(["shared"])).ErrorId);

        using JwtKeySet set = JwtKeySet.Parse(json);
        JwtVerifier elsewhere = new(_store.Clock);
        Assert.True(elsewhere.Verify(Tokens.Issue("rsa", new JwtRequest()).RevealToken(), set.Keys).IsValid);
        Assert.True(elsewhere.Verify(Tokens.Issue("ec", new JwtRequest()).RevealToken(), set.Keys).IsValid);
        Assert.Equal(JwtReason.AlgorithmNotAllowed, elsewhere.Verify(Tokens.Issue("shared", new JwtRequest()).RevealToken(), set.Keys).Reason);
    }

    [Fact]
    public void Only_the_named_key_is_accepted_when_one_is_named()
    {
        Tokens.CreateSigningKey("a", JwtAlgorithm.ES256);
        Tokens.CreateSigningKey("b", JwtAlgorithm.ES256);
        string token = Tokens.Issue("a", new JwtRequest()).RevealToken();
        Assert.True(Tokens.Verify(token, null, "A").IsValid);
        Assert.Equal(JwtReason.UnknownKey, Tokens.Verify(token, null, "b").Reason);
        Assert.Equal("JwtSigningKeyNotFound", Assert.Throws<NotFoundException>(() => Tokens.Verify(token, null, "c")).ErrorId);
        Assert.Equal("JwtSigningKeyExists", Assert.Throws<AlreadyExistsException>(() => Tokens.CreateSigningKey("A")).ErrorId);
    }

    [Fact]
    public void A_revoked_token_is_refused_until_nobody_takes_it_anyway()
    {
        Tokens.CreateSigningKey("api");
        IssuedJwt issued = Tokens.Issue("api", new JwtRequest { Subject = "ann", ExpiresIn = TimeSpan.FromHours(1) });
        IssuedJwt other = Tokens.Issue("api", new JwtRequest());

        JwtRevocationInfo entry = Tokens.Revoke(issued.RevealToken(), reason: "lost");

        Assert.Equal((issued.Id, issued.ExpiresAt, "lost"), (entry.Id, entry.ExpiresAt, entry.Reason));
        Assert.Equal(JwtReason.Revoked, Tokens.Verify(issued.RevealToken()).Reason);
        Assert.True(Tokens.Verify(other.RevealToken()).IsValid);
        Assert.Equal(entry, Tokens.Revoke(issued.RevealToken()));

        JwtVerificationOptions lenient = new() { ClockSkew = JwtVerificationOptions.LongestClockSkew };
        _store.Clock.Advance(TimeSpan.FromMinutes(64));
        Assert.Equal(0, Tokens.ClearRevocations().Revocations);
        Assert.Equal(JwtReason.Revoked, Tokens.Verify(issued.RevealToken(), lenient).Reason);
        _store.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(1, Tokens.ClearRevocations().Revocations);
        Assert.Equal(JwtReason.Expired, Tokens.Verify(issued.RevealToken(), lenient).Reason);
    }

    [Fact]
    public void A_token_of_a_key_elsewhere_is_revoked_here()
    {
        using JwtKey key = JwtKey.Generate(JwtAlgorithm.HS256);
        IssuedJwt issued = Tokens.Issuer.Issue(key, new JwtRequest());
        Assert.Equal("JwtNotRevocable", Assert.Throws<InvalidInputException>(() => Tokens.Revoke(issued.RevealToken())).ErrorId);
        Tokens.Revoke(issued.RevealToken(), [key]);
        Assert.Equal(JwtReason.Revoked, Tokens.Verifier.Verify(issued.RevealToken(), key).Reason);
        Assert.True(new JwtVerifier(_store.Clock).Verify(issued.RevealToken(), key).IsValid);
    }

    [Fact]
    public void An_entry_by_id_without_an_end_stays_and_a_later_end_wins()
    {
        Tokens.RevokeById("one");
        DateTimeOffset now = _store.Clock.GetUtcNow();
        Tokens.RevokeById("two", now.AddHours(1));
        Tokens.RevokeById("two", now.AddHours(3));
        Tokens.RevokeById("two", now.AddHours(2));
        Tokens.RevokeById("one", now.AddHours(1));
        _store.Clock.Advance(TimeSpan.FromHours(2.5));
        Assert.Equal(0, Tokens.ClearRevocations().Revocations);
        _store.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, Tokens.ClearRevocations().Revocations);
        Assert.Equal("one", Assert.Single(Tokens.ListRevocations()).Id);
    }

    [Fact]
    public void The_trail_tells_of_every_call_and_holds_no_token()
    {
        Tokens.CreateSigningKey("api");
        IssuedJwt session = Tokens.BeginSession("api", new JwtRequest { Subject = "ann" });
        IssuedJwt next = Tokens.Refresh(session.RevealRefreshToken()!);
        Tokens.Verify(next.RevealToken());
        Tokens.Verify(next.RevealToken() + "A");
        Tokens.Revoke(next.RevealToken());
        Assert.Throws<AuthenticationFailedException>(() => Tokens.Refresh("esr_none"));
        Tokens.RotateSigningKey("api");
        Tokens.ExportKeySet();
        Tokens.ClearRevocations();
        Assert.Throws<NotFoundException>(() => Tokens.Issue("none", new JwtRequest()));

        List<AuditEntry> entries = [.. _store.Manager.Audit.Read(new AuditFilter())];
        string[] expected =
        [
            "jwt_signing_key_created success", "jwt_issued success", "jwt_refreshed success", "jwt_verified success", "jwt_verified denied", "jwt_verified success", "jwt_revoked success",
            "jwt_refreshed denied", "jwt_signing_key_rotated success", "jwt_keyset_exported success", "jwt_revocations_cleared success", "jwt_issued failure",
        ];
        Assert.Equal(expected, entries.Where(entry => entry.Action.StartsWith("jwt", StringComparison.Ordinal)).OrderBy(entry => entry.Sequence).Select(entry => $"{entry.Action} {entry.Result}"));
        _store.Manager.Audit.Flush();
        string trail = string.Concat(Directory.EnumerateFiles(Path.Combine(_store.Path, "audit")).Select(File.ReadAllText));
        foreach (string secret in new[] { session.RevealToken(), session.RevealRefreshToken()!, next.RevealToken(), next.RevealRefreshToken()!, session.RevealToken().Split('.')[2], session.RevealRefreshToken()!.Split('.')[1] }) Assert.DoesNotContain(secret, trail, StringComparison.Ordinal);
        Assert.Contains(session.Id, trail, StringComparison.Ordinal);
        StoreVerification verdict = _store.Manager.Store.Verify();
        Assert.True(verdict.IsValid, string.Join('\n', verdict.Findings));
    }

    [Fact]
    public void Neither_keys_nor_tokens_stand_in_the_database_in_clear()
    {
        Tokens.CreateSigningKey("api", JwtAlgorithm.HS256);
        IssuedJwt session = Tokens.BeginSession("api", new JwtRequest { Subject = "ann-subject", Claims = new JsonObject { ["role"] = "hidden-role" } });
        _store.Close();
        byte[] database = File.ReadAllBytes(Path.Combine(_store.Path, "store.db"));
        foreach (string text in new[] { session.RevealRefreshToken()!.Split('.')[1], session.RevealToken().Split('.')[2], "ann-subject", "hidden-role" })
        {
            Assert.Equal(-1, database.AsSpan().IndexOf(TemporaryStore.Utf8(text)));
        }
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("sub")]
    [InlineData("jti")]
    [InlineData("iat")]
    public void A_registered_claim_cannot_come_in_by_the_back_door(string name)
    {
        using JwtKey key = JwtKey.Generate(JwtAlgorithm.HS256);
        Assert.Equal("JwtClaimReserved", Assert.Throws<InvalidInputException>(() => new JwtIssuer().Issue(key, new JwtRequest { Claims = new JsonObject { [name] = 1 } })).ErrorId);
    }

    [Fact]
    public void A_request_that_cannot_be_used_is_refused()
    {
        using JwtKey key = JwtKey.Generate(JwtAlgorithm.HS256);
        (string Error, JwtRequest Request)[] cases =
        [
            ("JwtLifetimeInvalid", new JwtRequest { ExpiresIn = TimeSpan.Zero }), ("JwtLifetimeInvalid", new JwtRequest { ExpiresIn = TimeSpan.FromDays(4000) }),
            ("JwtNotBeforeInvalid", new JwtRequest { NotBefore = DateTimeOffset.UtcNow.AddDays(1) }), ("JwtClaimInvalid", new JwtRequest { Subject = "" }), ("JwtClaimInvalid", new JwtRequest { Issuer = "a\nb" }),
            ("JwtAlgorithmNotOfKey", new JwtRequest { Algorithm = JwtAlgorithm.RS256 }), ("JwtTooLarge", new JwtRequest { Claims = new JsonObject { ["x"] = new string('x', 20_000) } }),
        ];
        foreach ((string error, JwtRequest request) in cases) Assert.Equal(error, Assert.Throws<InvalidInputException>(() => new JwtIssuer().Issue(key, request)).ErrorId);
    }

    [Fact]
    public void Introspection_has_the_members_of_the_RFC()
    {
        Tokens.CreateSigningKey("api");
        IssuedJwt issued = Tokens.Issue("api", new JwtRequest { Subject = "ann", Issuer = "i", Audience = ["a"], Claims = new JsonObject { ["scope"] = "read write", ["client_id"] = "c", ["username"] = "Ann" } });
        JsonObject answer = JsonNode.Parse(JwtIntrospection.Of(Tokens.Verify(issued.RevealToken(), new JwtVerificationOptions { AnyAudience = true })).ToJson())!.AsObject();
        Assert.Equal(["active", "scope", "client_id", "username", "token_type", "exp", "iat", "sub", "aud", "iss", "jti"], answer.Select(member => member.Key));
        Assert.Equal(issued.ExpiresAt.ToUnixTimeSeconds(), (long)answer["exp"]!);
    }
}
