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
        IssuedJwt second = Tokens.Refresh(first.RefreshToken!);

        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal((first.SessionId, first.RefreshExpiresAt), (second.SessionId, second.RefreshExpiresAt));
        JwtVerification result = Tokens.Verify(second.Token);
        Assert.Equal(("ann", "admin"), (result.Subject, result.Claims!.Value.GetProperty("role").GetString()));
        Assert.Equal(first.SessionId, result.Claims.Value.GetProperty("sid").GetString());
        Assert.Equal(second.IssuedAt.AddMinutes(15), second.ExpiresAt);
        Assert.Equal(TimeSpan.FromMinutes(5), Tokens.Refresh(second.RefreshToken!, TimeSpan.FromMinutes(5)) is { } third ? third.ExpiresAt - third.IssuedAt : default);
    }

    [Fact]
    public void A_used_refresh_token_revokes_its_session_and_no_other()
    {
        IssuedJwt first = Begin();
        IssuedJwt bystander = Begin();
        IssuedJwt second = Tokens.Refresh(first.RefreshToken!);

        Assert.Equal("JwtRefreshTokenReused", Refusal(first.RefreshToken!));

        Assert.Equal("JwtRefreshTokenRevoked", Refusal(second.RefreshToken!));
        Assert.Equal("JwtRefreshTokenRevoked", Refusal(first.RefreshToken!));
        Assert.Equal(JwtReason.Revoked, Tokens.Verify(second.Token).Reason);
        Assert.Equal(JwtReason.Revoked, Tokens.Verify(first.Token).Reason);
        Assert.True(Tokens.Verify(bystander.Token).IsValid);
        Assert.NotNull(Tokens.Refresh(bystander.RefreshToken!).RefreshToken);
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
            pair = Tokens.Refresh(pair.RefreshToken!);
            Assert.True(pair.ExpiresAt <= end);
            Assert.Equal(end, pair.RefreshExpiresAt);
        }

        _store.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("JwtRefreshTokenExpired", Assert.Throws<ExpiredException>(() => Tokens.Refresh(pair.RefreshToken!)).ErrorId);
    }

    [Fact]
    public void A_guess_neither_works_nor_ends_a_session()
    {
        IssuedJwt pair = Begin();
        string token = pair.RefreshToken!;
        char last = token[^1] == 'A' ? 'E' : 'A';
        string[] guesses = ["", "x", token[..^1] + last, token.ToLowerInvariant(), token + " ", " " + token, token[4..], "esr_" + pair.SessionId + token[26..], pair.Token, token.Replace("esr_", "ESR_", StringComparison.Ordinal)];
        foreach (string guess in guesses) Assert.Equal("JwtRefreshTokenInvalid", Refusal(guess));
        Assert.NotNull(Tokens.Refresh(token).RefreshToken);
    }

    [Fact]
    public void Every_changed_character_makes_a_refresh_token_invalid()
    {
        string token = Begin().RefreshToken!;
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
        Assert.Equal("JwtRefreshTokenInvalid", Refusal(pair.Token));
        Assert.Equal(JwtReason.Malformed, Tokens.Verify(pair.RefreshToken!).Reason);
    }

    [Fact]
    public void A_session_ends_when_it_is_revoked()
    {
        IssuedJwt pair = Begin();
        Assert.Equal(pair.SessionId, Tokens.RevokeSession(pair.RefreshToken!, "signed out"));
        Assert.Equal("JwtRefreshTokenRevoked", Refusal(pair.RefreshToken!));
        Assert.Equal(JwtReason.Revoked, Tokens.Verify(pair.Token).Reason);
    }

    [Fact]
    public void A_refresh_signs_with_the_current_key()
    {
        IssuedJwt pair = Begin();
        JwtSigningKeyInfo rotated = Tokens.RotateSigningKey("api", TimeSpan.Zero);
        Assert.Equal(rotated.KeyId, Tokens.Refresh(pair.RefreshToken!).KeyId);
    }

    [Fact]
    public void The_clean_up_forgets_ended_sessions_only()
    {
        IssuedJwt brief = Begin(TimeSpan.FromHours(1));
        Tokens.Refresh(brief.RefreshToken!);
        IssuedJwt lasting = Begin();
        _store.Clock.Advance(TimeSpan.FromMinutes(66));

        Assert.Equal(new JwtCleanup(0, 1, 2), Tokens.ClearRevocations());

        Assert.Equal("JwtRefreshTokenInvalid", Refusal(brief.RefreshToken!));
        Assert.NotNull(Tokens.Refresh(lasting.RefreshToken!).RefreshToken);
        Assert.Equal("JwtRefreshTokenReused", Refusal(lasting.RefreshToken!));
    }

    [Fact]
    public void Of_many_threads_with_one_token_one_wins_and_the_session_is_over()
    {
        IssuedJwt pair = Begin();
        string[] outcomes = new string[8];
        Parallel.For(0, outcomes.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => outcomes[i] = Refusal(pair.RefreshToken!));
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
            return Tokens.Refresh(token).RefreshToken is null ? "nothing" : "refreshed";
        }
        catch (SecurityException error)
        {
            return error.ErrorId;
        }
    }
}
