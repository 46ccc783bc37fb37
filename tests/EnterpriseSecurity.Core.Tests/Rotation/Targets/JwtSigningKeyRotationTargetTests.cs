using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Core.Tests.Rotation.Targets;

public sealed class JwtSigningKeyRotationTargetTests : RotationTargetContract
{
    private TokenManager Tokens => Store.Manager.Tokens;

    protected override string Action => AuditAction.JwtSigningKeyRotated;

    [Fact]
    public void A_staged_key_is_published_before_it_signs_and_not_earlier()
    {
        Begin();
        Assert.Equal([Steps.OldId], Published());
        Assert.Equal([JwtSigningKeyState.Pending, JwtSigningKeyState.Current], Tokens.ListSigningKeys(Name).Select(key => key.State));

        Steps.Stage();

        Assert.Equal([Steps.NewId, Steps.OldId], Published());
        Assert.Equal([JwtSigningKeyState.Staged, JwtSigningKeyState.Current], Tokens.ListSigningKeys(Name).Select(key => key.State));
        Assert.Equal(Steps.OldId, Tokens.Issue(Name, new JwtRequest()).KeyId);
        Steps.Promote();
        Assert.Equal([Steps.NewId, Steps.OldId], Published());
        Assert.Equal([JwtSigningKeyState.Current, JwtSigningKeyState.Previous], Tokens.ListSigningKeys(Name).Select(key => key.State));
        Steps.Retire();
        Assert.Equal([Steps.NewId], Published());
        Assert.Equal([JwtSigningKeyState.Current, JwtSigningKeyState.Retired], Tokens.ListSigningKeys(Name).Select(key => key.State));
    }

    [Fact]
    public void Tokens_of_the_old_key_are_good_until_it_is_retired()
    {
        Create();
        JwtRequest request = new() { ExpiresIn = TimeSpan.FromDays(1) };
        string old = Tokens.Issue(Name, request).RevealToken();
        Steps.Issue(Name);
        Steps.Stage();
        Steps.Promote();
        string fresh = Tokens.Issue(Name, request).RevealToken();
        Assert.True(Tokens.Verify(old).IsValid && Tokens.Verify(fresh).IsValid);

        Steps.Retire();

        Assert.Equal(JwtReason.UnknownKey, Tokens.Verify(old).Reason);
        Assert.True(Tokens.Verify(fresh).IsValid);
    }

    [Fact]
    public void The_retirement_of_a_key_ends_no_later_one()
    {
        Create();
        Steps.Issue(Name);
        Steps.Stage();
        Steps.Promote();
        string fresh = Tokens.Issue(Name, new JwtRequest { ExpiresIn = TimeSpan.FromDays(1) }).RevealToken();
        Tokens.RotateSigningKey(Name, TimeSpan.FromDays(5));

        Steps.Retire();

        Assert.True(Tokens.Verify(fresh).IsValid);
    }

    [Theory]
    [InlineData(JwtAlgorithm.RS256, 2048)]
    [InlineData(JwtAlgorithm.HS512, 0)]
    [InlineData(JwtAlgorithm.EdDSA, 0)]
    public void The_successor_is_of_the_same_algorithm_and_size(JwtAlgorithm algorithm, int bits)
    {
        JwtSigningKeyInfo old = Tokens.CreateSigningKey(Name, algorithm, bits == 0 ? 3072 : bits);
        Steps.Issue(Name);
        Steps.Replace();

        JwtSigningKeyInfo made = Tokens.ListSigningKeys(Name)[0];

        Assert.Equal((algorithm, 2, JwtSigningKeyState.Current), (made.Algorithm, made.Version, made.State));
        Assert.Equal(old.PublicJwk?.Length, made.PublicJwk?.Length);
        Assert.NotEqual(old.KeyId, made.KeyId);
    }

    [Fact]
    public void Sessions_go_on_under_the_new_key()
    {
        Create();
        IssuedJwt first = Tokens.BeginSession(Name, new JwtRequest { Subject = "ann" });
        Steps.Issue(Name);
        Steps.Replace();

        IssuedJwt next = Tokens.Refresh(first.RevealRefreshToken()!);

        Assert.Equal(Steps.NewId, next.KeyId);
        Assert.True(Tokens.Verify(next.RevealToken()).IsValid);
    }

    private protected override IRotationTarget TargetOf(EnterpriseSecurityManager manager) => new JwtSigningKeyRotationTarget(manager.Tokens);

    protected override string Create() => Tokens.CreateSigningKey(Name).Name;

    protected override string NameGives() => Tokens.Issue(Name, new JwtRequest()).KeyId!;

    protected override bool IsAccepted(string id)
    {
        using JwtKey key = Store.Manager.Store.Peek(view => JwtSigningKeyRecord.ForSigning(view, view.Find(JwtSigningKeyRecord.Collection, id)!));
        return Tokens.Verify(new JwtIssuer(Store.Clock).Issue(key, new JwtRequest()).RevealToken()).IsValid;
    }

    protected override void ReplaceByHand() => Tokens.RotateSigningKey(Name);

    private List<string> Published()
    {
        using JwtKeySet set = JwtKeySet.Parse(Tokens.ExportKeySet());
        return [.. set.Keys.Select(key => key.KeyId!)];
    }
}
