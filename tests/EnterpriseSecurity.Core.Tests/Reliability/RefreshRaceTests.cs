using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Core.Tests.Reliability;

[Trait("Category", "Reliability")]
public sealed class RefreshRaceTests : IDisposable
{
    private const int Rounds = 25;

    private readonly SharedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Of_two_processes_with_one_refresh_token_one_wins_and_the_session_is_revoked()
    {
        using EnterpriseSecurityManager manager = _store.Open();
        manager.Tokens.CreateSigningKey("api");
        IssuedJwt bystander = manager.Tokens.BeginSession("api", new JwtRequest { Subject = "bystander" });
        using StressProcess one = _store.Start("refresh");
        using StressProcess two = _store.Start("refresh");
        Assert.Equal(("ready", "ready"), (one.ReadLine(), two.ReadLine()));

        for (int round = 0; round < Rounds; round++)
        {
            IssuedJwt pair = manager.Tokens.BeginSession("api", new JwtRequest { Subject = "ann" });
            one.WriteLine(pair.RevealRefreshToken()!);
            two.WriteLine(pair.RevealRefreshToken()!);
            string[] answers = [one.ReadLine()!, two.ReadLine()!];

            string winner = Assert.Single(answers, answer => answer.StartsWith("refreshed ", StringComparison.Ordinal));
            Assert.Single(answers, "refused JwtRefreshTokenReused");
            string next = winner["refreshed ".Length..];
            Assert.Equal("JwtRefreshTokenRevoked", Assert.Throws<AuthenticationFailedException>(() => manager.Tokens.Refresh(next)).ErrorId);
            Assert.Equal(JwtReason.Revoked, manager.Tokens.Verify(pair.RevealToken()).Reason);
        }

        one.CloseInput();
        two.CloseInput();
        one.Complete();
        two.Complete();
        Assert.NotNull(manager.Tokens.Refresh(bystander.RevealRefreshToken()!).RevealRefreshToken());
        Dictionary<string, int> actions = SharedStore.CountActions(manager);
        Assert.Equal(Rounds, actions[AuditAction.JwtSessionRevoked]);
        Assert.Equal(Rounds + 1, actions[AuditAction.JwtRefreshed]);
        SharedStore.AssertValid(manager);
    }
}
