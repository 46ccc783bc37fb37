using System.Text.Json.Nodes;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Core.Tests.Tokens;

public sealed class SessionTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public SessionTests() => Tokens.CreateSigningKey("api");

    public void Dispose() => _store.Dispose();

    private TokenManager Tokens => _store.Manager.Tokens;

    [Fact]
    public void A_refresh_gives_a_new_pair_that_says_the_same()
    {
        IssuedJwt first = Begin();
        _store.Clock.Advance(TimeSpan.FromMinutes(10));
        IssuedJwt second = Tokens.Refresh(first.RevealRefreshToken()!);

        Assert.NotEqual(first.RevealRefreshToken(), second.RevealRefreshToken());
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal((first.SessionId, first.RefreshExpiresAt), (second.SessionId, second.RefreshExpiresAt));
        JwtVerification result = Tokens.Verify(second.RevealToken());
        Assert.Equal(("ann", "admin"), (result.Subject, result.Claims!.Value.GetProperty("role").GetString()));
        Assert.Equal(first.SessionId, result.Claims.Value.GetProperty("sid").GetString());
        Assert.Equal(second.IssuedAt.AddMinutes(15), second.ExpiresAt);
        Assert.Equal(TimeSpan.FromMinutes(5), Tokens.Refresh(second.RevealRefreshToken()!, TimeSpan.FromMinutes(5)) is { } third ? third.ExpiresAt - third.IssuedAt : default);
    }

    [Fact]
    public void No_token_of_a_session_is_good_before_its_time()
    {
        DateTimeOffset begin = _store.Clock.GetUtcNow().AddMinutes(30);
        IssuedJwt first = Tokens.BeginSession("api", new JwtRequest { Subject = "ann", NotBefore = begin });
        IssuedJwt second = Tokens.Refresh(first.RevealRefreshToken()!);
        Assert.Equal(JwtReason.NotYetValid, Tokens.Verify(first.RevealToken()).Reason);
        Assert.Equal(JwtReason.NotYetValid, Tokens.Verify(second.RevealToken()).Reason);
        Assert.Equal("JwtNotBeforeInvalid", Assert.Throws<InvalidInputException>(() => Tokens.Refresh(second.RevealRefreshToken()!, TimeSpan.FromMinutes(5))).ErrorId);

        _store.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(begin, Tokens.Verify(Tokens.Refresh(second.RevealRefreshToken()!).RevealToken()).NotBefore);
    }

    [Fact]
    public void A_used_refresh_token_revokes_its_session_and_no_other()
    {
        IssuedJwt first = Begin();
        IssuedJwt bystander = Begin();
        IssuedJwt second = Tokens.Refresh(first.RevealRefreshToken()!);

        Assert.Equal("JwtRefreshTokenReused", Refusal(first.RevealRefreshToken()!));

        Assert.Equal("JwtRefreshTokenRevoked", Refusal(second.RevealRefreshToken()!));
        Assert.Equal("JwtRefreshTokenRevoked", Refusal(first.RevealRefreshToken()!));
        Assert.Equal(JwtReason.Revoked, Tokens.Verify(second.RevealToken()).Reason);
        Assert.Equal(JwtReason.Revoked, Tokens.Verify(first.RevealToken()).Reason);
        Assert.True(Tokens.Verify(bystander.RevealToken()).IsValid);
        Assert.NotNull(Tokens.Refresh(bystander.RevealRefreshToken()!).RevealRefreshToken());
        AuditEntry entry = Assert.Single(_store.Manager.Audit.Read(new AuditFilter { Action = AuditAction.JwtSessionRevoked }));
        Assert.Equal(first.SessionId, entry.Resource);
    }

    [Fact]
    public void Refreshing_does_not_move_the_end_of_the_session()
    {
        IssuedJwt pair = Begin(TimeSpan.FromHours(1));
        DateTimeOffset end = pair.RefreshExpiresAt!.Value;
        for (int i = 0; i < 5; i++)
        {
            _store.Clock.Advance(TimeSpan.FromMinutes(11));
            pair = Tokens.Refresh(pair.RevealRefreshToken()!);
            Assert.True(pair.ExpiresAt <= end);
            Assert.Equal(end, pair.RefreshExpiresAt);
        }

        _store.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("JwtRefreshTokenExpired", Assert.Throws<ExpiredException>(() => Tokens.Refresh(pair.RevealRefreshToken()!)).ErrorId);
    }

    [Fact]
    public void A_guess_neither_works_nor_ends_a_session()
    {
        IssuedJwt pair = Begin();
        string token = pair.RevealRefreshToken()!;
        char last = token[^1] == 'A' ? 'E' : 'A';
        string[] guesses = ["", "x", token[..^1] + last, token.ToLowerInvariant(), token + " ", " " + token, token[4..], "esr_" + pair.SessionId + token[26..], pair.RevealToken(), token.Replace("esr_", "ESR_", StringComparison.Ordinal)];
        foreach (string guess in guesses) Assert.Equal("JwtRefreshTokenInvalid", Refusal(guess));
        Assert.NotNull(Tokens.Refresh(token).RevealRefreshToken());
    }

    [Fact]
    public void Every_changed_character_makes_a_refresh_token_invalid()
    {
        string token = Begin().RevealRefreshToken()!;
        for (int i = 0; i < token.Length; i++)
        {
            string changed = token[..i] + (token[i] == 'x' ? 'y' : 'x') + token[(i + 1)..];
            Assert.Equal("JwtRefreshTokenInvalid", Refusal(changed));
        }
    }

    [Fact]
    public void An_access_token_does_not_refresh_and_a_refresh_token_gives_no_access()
    {
        IssuedJwt pair = Begin();
        Assert.Equal("JwtRefreshTokenInvalid", Refusal(pair.RevealToken()));
        Assert.Equal(JwtReason.Malformed, Tokens.Verify(pair.RevealRefreshToken()!).Reason);
    }

    [Fact]
    public void A_session_ends_when_it_is_revoked()
    {
        IssuedJwt pair = Begin();
        Assert.Equal(pair.SessionId, Tokens.RevokeSession(pair.RevealRefreshToken()!, "signed out"));
        Assert.Equal("JwtRefreshTokenRevoked", Refusal(pair.RevealRefreshToken()!));
        Assert.Equal(JwtReason.Revoked, Tokens.Verify(pair.RevealToken()).Reason);
    }

    [Fact]
    public void A_refresh_signs_with_the_current_key()
    {
        IssuedJwt pair = Begin();
        JwtSigningKeyInfo rotated = Tokens.RotateSigningKey("api", TimeSpan.Zero);
        Assert.Equal(rotated.KeyId, Tokens.Refresh(pair.RevealRefreshToken()!).KeyId);
    }

    [Fact]
    public void The_clean_up_forgets_ended_sessions_only()
    {
        IssuedJwt brief = Begin(TimeSpan.FromHours(1));
        Tokens.Refresh(brief.RevealRefreshToken()!);
        IssuedJwt lasting = Begin();
        _store.Clock.Advance(TimeSpan.FromMinutes(66));

        Assert.Equal(new JwtCleanup(0, 1, 2), Tokens.ClearRevocations());

        Assert.Equal("JwtRefreshTokenInvalid", Refusal(brief.RevealRefreshToken()!));
        Assert.NotNull(Tokens.Refresh(lasting.RevealRefreshToken()!).RevealRefreshToken());
        Assert.Equal("JwtRefreshTokenReused", Refusal(lasting.RevealRefreshToken()!));
    }

    [Fact]
    public void Of_many_threads_with_one_token_one_wins_and_the_session_is_over()
    {
        IssuedJwt pair = Begin();
        string[] outcomes = new string[8];
        Parallel.For(0, outcomes.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => outcomes[i] = Refusal(pair.RevealRefreshToken()!));
        Assert.Equal(1, outcomes.Count(outcome => outcome == "refreshed"));
        Assert.Equal(1, outcomes.Count(outcome => outcome == "JwtRefreshTokenReused"));
        Assert.Equal(6, outcomes.Count(outcome => outcome == "JwtRefreshTokenRevoked"));
    }

    private IssuedJwt Begin(TimeSpan? lasts = null) =>
        Tokens.BeginSession("api", new JwtRequest { Subject = "ann", ExpiresIn = TimeSpan.FromMinutes(15), Claims = new JsonObject { ["role"] = "admin" } }, lasts);

    private string Refusal(string token)
    {
        try
        {
            return Tokens.Refresh(token).RevealRefreshToken() is null ? "nothing" : "refreshed";
        }
        catch (SecurityException error)
        {
            return error.ErrorId;
        }
    }
}
