using System.Globalization;
using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Rotation.Targets;

public sealed class SecretRotationTargetTests : RotationTargetContract
{
    private static readonly SecretReference Reference = SecretReference.ByName(Name);

    private SecretManager Secrets => Store.Manager.Secrets;

    protected override string Action => AuditAction.SecretRotated;

    protected override string UndoneAction => AuditAction.SecretRolledBack;

    [Fact]
    public void A_staged_value_is_readable_by_its_number_only()
    {
        Begin();
        Assert.Equal("SecretVersionNotFound", Assert.Throws<NotFoundException>(() => Read(2)).ErrorId);
        Assert.Equal("SecretVersionNotFound", Assert.Throws<NotFoundException>(() => Secrets.RestoreVersion(Reference, 2)).ErrorId);
        Steps.Stage();

        Assert.Equal("first", Read());
        Assert.Equal(Encoding.UTF8.GetString(Steps.Value), Read(2));
        Assert.Equal(32, Steps.Value.Length);
        Assert.Equal([SecretVersionState.Staged, SecretVersionState.Current], Secrets.GetVersions(Reference).Select(version => version.State));
        Steps.Promote();
        Assert.Equal((Encoding.UTF8.GetString(Steps.Value), "first"), (Read(), Read(1)));
        Assert.Equal((2, 1), (Secrets.Get(Reference).Version, Secrets.Get(Reference).RotationCount));
    }

    [Fact]
    public void A_retired_value_is_destroyed_and_its_version_stays_known()
    {
        Begin();
        Steps.Replace();

        Assert.Equal("SecretVersionRetired", Assert.Throws<ExpiredException>(() => Read(1)).ErrorId);
        Assert.Equal("SecretVersionRetired", Assert.Throws<ExpiredException>(() => Secrets.RestoreVersion(Reference, 1)).ErrorId);
        Assert.Equal([(2, SecretVersionState.Current), (1, SecretVersionState.Retired)], Secrets.GetVersions(Reference).Select(version => (version.Version, version.State)));
    }

    [Fact]
    public void Other_versions_stay_as_they_are()
    {
        Create();
        using (SecretValue second = SecretValue.FromText("second")) Secrets.Update(Reference, second);
        Steps.Issue(Name);
        Steps.Stage();
        Steps.Replace();
        using (SecretValue last = SecretValue.FromText("last")) Secrets.Update(Reference, last);

        Assert.Equal(("first", Encoding.UTF8.GetString(Steps.Value), "last"), (Read(1), Read(3), Read()));
        Assert.Equal([4, 3, 2, 1], Secrets.GetVersions(Reference).Select(version => version.Version));
    }

    [Fact]
    public void A_given_value_is_taken_and_the_present_one_refused()
    {
        Create();
        using SecretBuffer same = SecretBuffer.FromUtf8("first");
        using SecretBuffer empty = new(0);
        using SecretBuffer broken = SecretBuffer.CopyOf([0xC3]);
        using SecretBuffer given = SecretBuffer.FromUtf8("given");
        foreach (SecretBuffer wrong in new[] { same, empty, broken })
        {
            Assert.Equal("RotationValueInvalid", Assert.Throws<InvalidInputException>(() => Steps.Issue(Name, new RotationParameters { Value = wrong })).ErrorId);
        }

        Assert.Equal("PasswordLengthInvalid", Assert.Throws<InvalidInputException>(() => Steps.Issue(Name, new RotationParameters { Length = 5000 })).ErrorId);
        Steps.Issue(Name, new RotationParameters { Value = given });
        Steps.Replace();

        Assert.Equal("given", Read());
        Assert.Equal("given", SecretText(given));
    }

    [Fact]
    public void A_generated_value_is_as_asked_for()
    {
        Create();
        Steps.Issue(Name, new RotationParameters { Length = 64, NoSymbols = true });

        Assert.Equal(64, Steps.Value.Length);
        Assert.All(Steps.Value, letter => Assert.True(char.IsAsciiLetterOrDigit((char)letter)));
    }

    [Fact]
    public void A_credential_keeps_its_user_name_and_bytes_stay_bytes()
    {
        using (SecretValue login = SecretValue.FromCredential("app", SecretBuffer.FromUtf8("old"))) Secrets.Protect("login", login);
        using (SecretValue bytes = SecretValue.FromBytes([1, 2, 3])) Secrets.Protect("bytes", bytes);
        using (SecretValue table = SecretValue.FromTable([])) Secrets.Protect("table", table);

        Steps.Issue("login");
        Steps.Replace();
        using (SecretValue login = Secrets.Unprotect(SecretReference.ByName("login"))) Assert.Equal((SecretKind.Credential, "app", Encoding.UTF8.GetString(Steps.Value)), (login.Kind, login.UserName, login.RevealText()));
        Assert.Equal("RotationValueNeeded", Assert.Throws<InvalidInputException>(() => Steps.Issue("bytes")).ErrorId);
        Assert.Equal("RotationValueInvalid", Assert.Throws<InvalidInputException>(() => Steps.Issue("bytes", new RotationParameters { Length = 4 })).ErrorId);
        Steps.Issue("bytes", new RotationParameters { Length = 32 });
        Steps.Replace();
        using (SecretValue bytes = Secrets.Unprotect(SecretReference.ByName("bytes"))) Assert.Equal((SecretKind.Bytes, 32), (bytes.Kind, bytes.Content.Length));
        Assert.Equal("RotationSecretKindUnsupported", Assert.Throws<UnsupportedException>(() => Steps.Issue("table")).ErrorId);
    }

    [Fact]
    public void The_end_of_a_secret_starts_anew_and_comes_back_with_the_old_value()
    {
        using (SecretValue value = SecretValue.FromText("first")) Secrets.Protect(Name, value, new SecretOptions { ExpiresIn = TimeSpan.FromDays(10) });
        DateTimeOffset end = Secrets.Get(Reference).ExpiresAt!.Value;
        Store.Clock.Advance(TimeSpan.FromDays(11));
        Assert.False(Steps.Find(Name).EndsForGood);
        Steps.Issue(Name);
        Steps.Stage();
        Steps.Promote();
        Assert.Equal(Store.Clock.GetUtcNow() + TimeSpan.FromDays(10), Secrets.Get(Reference).ExpiresAt);

        Steps.Revert();

        Assert.Equal((end, 1, 0), (Secrets.Get(Reference).ExpiresAt, Secrets.Get(Reference).Version, Secrets.Get(Reference).RotationCount));
        using SecretValue next = SecretValue.FromText("next");
        Assert.Equal(3, Secrets.Update(Reference, next).Version);
    }

    [Fact]
    public void A_secret_may_be_renamed_and_may_be_removed_meanwhile()
    {
        Begin();
        Steps.Stage();
        Secrets.Set(Reference, new SecretChanges { Name = "renamed" });
        Steps.Promote();
        Assert.Equal(2, Secrets.Get(SecretReference.ByName("renamed")).Version);

        Secrets.Remove(SecretReference.ByName("renamed"));

        Assert.Equal("RotationPredecessorGone", Assert.Throws<InvalidStateException>(() => Steps.Revert()).ErrorId);
        Steps.Retire();
        Secrets.Recover(SecretReference.ByName("renamed"));
        Secrets.Destroy(SecretReference.ByName("renamed"));
        Steps.Retire();
        Steps.Discard();
        AssertSound();
    }

    private protected override IRotationTarget TargetOf(EnterpriseSecurityManager manager) => new SecretRotationTarget(manager.Secrets);

    protected override string Create()
    {
        using SecretValue value = SecretValue.FromText("first");
        return Secrets.Protect(Name, value).Name;
    }

    protected override string NameGives()
    {
        SecretInfo info = Secrets.Get(Reference);
        Read();
        return string.Create(CultureInfo.InvariantCulture, $"{info.Id}.{info.Version:D9}");
    }

    protected override bool IsAccepted(string id)
    {
        try
        {
            Read(int.Parse(id[^9..], CultureInfo.InvariantCulture));
            return true;
        }
        catch (SecurityException error) when (error is NotFoundException or ExpiredException)
        {
            return false;
        }
    }

    protected override void ReplaceByHand()
    {
        using SecretValue value = SecretValue.FromText("by hand");
        Secrets.Update(Reference, value);
    }

    private string Read(int? version = null)
    {
        using SecretValue value = Secrets.Unprotect(Reference, version);
        return value.RevealText();
    }

    private static string SecretText(SecretBuffer buffer) => Encoding.UTF8.GetString(buffer.Span);
}
