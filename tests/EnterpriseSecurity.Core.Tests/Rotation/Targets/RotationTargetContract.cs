using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Rotation.Targets;

/// <summary>What every kind of credential promises of each step: which of the two is accepted, and which one the name gives.</summary>
public abstract partial class RotationTargetContract : IDisposable
{
    private protected const string Name = "subject";

    private protected RotationTargetContract() => Steps = new RotationSteps(Store, TargetOf);

    private protected TemporaryStore Store { get; } = new();

    private protected RotationSteps Steps { get; }

    /// <summary>What is given to make the successor.</summary>
    private protected virtual RotationParameters Parameters { get; } = new();

    /// <summary>True when the old one falls by the clock alone.</summary>
    protected virtual bool FallsByTheClock => true;

    public void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_issued_successor_is_not_accepted_yet()
    {
        Begin();

        AssertAccepted(old: true, successor: false, named: Steps.OldId);
        Assert.NotEqual(Steps.OldId, Steps.NewId);
    }

    [Fact]
    public void A_staged_successor_is_accepted_beside_the_one_in_use()
    {
        Begin();
        Steps.Stage();

        AssertAccepted(old: true, successor: true, named: Steps.OldId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_promoted_successor_has_the_name_and_the_old_one_is_accepted(bool staged)
    {
        Begin();
        if (staged) Steps.Stage();
        Steps.Promote();

        AssertAccepted(old: true, successor: true, named: Steps.NewId);
    }

    [Fact]
    public void The_old_one_falls_by_the_clock_alone_and_its_end_can_be_moved()
    {
        Begin();
        Steps.Stage();
        Steps.Promote(Store.Clock.GetUtcNow() + TimeSpan.FromHours(1));
        Store.Clock.Advance(TimeSpan.FromMinutes(59));
        AssertAccepted(old: true, successor: true, named: Steps.NewId);
        Steps.Promote(Store.Clock.GetUtcNow() + TimeSpan.FromHours(2));
        Store.Clock.Advance(TimeSpan.FromMinutes(119));
        AssertAccepted(old: true, successor: true, named: Steps.NewId);

        Store.Clock.Advance(TimeSpan.FromMinutes(1));

        AssertAccepted(old: !FallsByTheClock, successor: true, named: Steps.NewId);
        Store.Reopen();
        AssertAccepted(old: !FallsByTheClock, successor: true, named: Steps.NewId);
        Steps.Retire();
        AssertAccepted(old: false, successor: true, named: Steps.NewId);
    }

    [Fact]
    public void A_retired_one_is_accepted_no_more()
    {
        Begin();
        Steps.Stage();
        Steps.Promote();
        Steps.Retire();
        AssertAccepted(old: false, successor: true, named: Steps.NewId);

        Steps.Retire();

        AssertAccepted(old: false, successor: true, named: Steps.NewId);
    }

    [Fact]
    public void Promotion_and_retirement_may_be_one()
    {
        Begin();
        Steps.Replace();

        AssertAccepted(old: false, successor: true, named: Steps.NewId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reverted_promotion_leaves_what_was_before(bool staged)
    {
        RotationSubject before = Steps.Find(Create());
        Steps.Issue(Name, Parameters);
        if (staged) Steps.Stage();
        Store.Clock.Advance(TimeSpan.FromMinutes(1));
        Steps.Promote(Store.Clock.GetUtcNow() + TimeSpan.FromHours(1));
        Store.Clock.Advance(TimeSpan.FromMinutes(30));

        Steps.Revert();

        AssertAccepted(old: true, successor: false, named: Steps.OldId);
        RotationSubject after = Steps.Find(Name);
        Assert.Equal((before.Id, before.Key, before.IssuedAt, before.ExpiresAt, true), (after.Id, after.Key, after.IssuedAt, after.ExpiresAt, after.IsUsable));
        Store.Clock.Advance(TimeSpan.FromHours(1));
        AssertAccepted(old: true, successor: false, named: Steps.OldId);
        Steps.Discard();
        AssertAccepted(old: true, successor: false, named: Steps.OldId);
    }

    [Fact]
    public void After_an_undone_rotation_there_can_be_another()
    {
        Begin();
        Steps.Stage();
        Steps.Promote();
        Steps.Revert();
        string undone = Steps.NewId;

        Steps.Issue(Name, Parameters);
        Steps.Stage();
        Steps.Promote();

        Assert.NotEqual(undone, Steps.NewId);
        AssertAccepted(old: true, successor: true, named: Steps.NewId);
        Steps.Retire();
        Steps.Issue(Name, Parameters);
        Steps.Replace();
        AssertAccepted(old: false, successor: true, named: Steps.NewId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_discarded_successor_is_over(bool staged)
    {
        Begin();
        if (staged) Steps.Stage();
        Steps.Discard();
        AssertAccepted(old: true, successor: false, named: Steps.OldId);

        Steps.Discard();

        AssertAccepted(old: true, successor: false, named: Steps.OldId);
        Steps.Issue(Name, Parameters);
        Steps.Replace();
        AssertAccepted(old: false, successor: true, named: Steps.NewId);
    }

    [Fact]
    public void One_that_was_replaced_by_hand_meanwhile_is_left_alone()
    {
        Begin();
        Steps.Stage();
        ReplaceByHand();
        string present = Steps.Find(Name).Id;

        Assert.Equal("RotationSubjectChanged", Assert.Throws<InvalidStateException>(() => Steps.Promote()).ErrorId);
        Assert.Equal("RotationSubjectChanged", Assert.Throws<InvalidStateException>(() => Steps.Revert()).ErrorId);
        Steps.Discard();

        Assert.Equal(present, Steps.Find(Name).Id);
        Assert.Equal(present, NameGives());
        Assert.False(IsAccepted(Steps.NewId));
        AssertSound();
    }

    [Fact]
    public void A_subject_is_found_by_name_and_by_id_and_listed()
    {
        Begin();
        RotationSubject subject = Steps.Find(Name.ToUpperInvariant());

        Assert.Equal((Steps.Target.Kind, Name, Steps.OldId, true), (subject.Kind, subject.Name, subject.Id, subject.IsUsable));
        Assert.Equal(subject.Id, Steps.Find(Steps.OldId).Id);
        Assert.Equal((Steps.NewId, false, "issued"), (Steps.Find(Steps.NewId).Id, Steps.Find(Steps.NewId).IsUsable, Steps.Find(Steps.NewId).State.Replace("pending", "issued", StringComparison.Ordinal)));
        Assert.Equal([Steps.OldId], List("sub*"));
        Assert.Empty(List("other*"));
        Assert.Throws<NotFoundException>(() => Steps.Find("nobody"));
        Assert.Throws<NotFoundException>(() => Steps.Find(Steps.OldId + "0"));
        Steps.Stage();
        Steps.Promote();
        Assert.Equal([Steps.NewId], List("*ject"));
        Assert.False(Steps.Find(Steps.OldId).IsUsable);
        Assert.True(Steps.Find(Steps.OldId).Key == Steps.Find(Steps.NewId).Key);
    }

    [Fact]
    public void The_age_of_the_successor_counts_from_its_own_time()
    {
        DateTimeOffset before = Steps.Find(Create()).IssuedAt;
        Store.Clock.Advance(TimeSpan.FromDays(30));
        Steps.Issue(Name, Parameters);
        Steps.Replace();

        TimeSpan later = Steps.Find(Name).IssuedAt - before;

        Assert.InRange(later, TimeSpan.FromDays(30) - TimeSpan.FromHours(1), TimeSpan.FromDays(30) + TimeSpan.FromHours(1));
    }

    [Fact]
    public void Promotion_and_its_undoing_are_told_in_the_words_of_the_domain()
    {
        Begin();
        Steps.Promote();
        Steps.Revert();

        Assert.Equal(2, Store.Manager.Audit.Read(new AuditFilter()).Count(entry => entry.Action == Action || entry.Action == UndoneAction));
        Assert.Contains(Store.Manager.Audit.Read(new AuditFilter { Action = UndoneAction }), entry => entry.Action != Action || entry.Metadata.ContainsKey("undone"));
    }

    /// <summary>What is rotated.</summary>
    private protected abstract IRotationTarget TargetOf(EnterpriseSecurityManager manager);

    /// <summary>Makes the credential.</summary>
    protected abstract string Create();

    /// <summary>The id of what the name gives to those who ask.</summary>
    protected abstract string NameGives();

    /// <summary>True when a credential works where it is shown, or can be had to be shown.</summary>
    protected abstract bool IsAccepted(string id);

    /// <summary>Replaces the credential by other means.</summary>
    protected abstract void ReplaceByHand();

    /// <summary>The audit action of a promotion.</summary>
    protected abstract string Action { get; }

    /// <summary>The audit action of an undone promotion.</summary>
    protected virtual string UndoneAction => Action;

    /// <summary>Checks that nothing is left behind that does not belong there.</summary>
    protected virtual void AssertFiles()
    {
    }

    private protected void Begin()
    {
        Create();
        Steps.Issue(Name, Parameters);
    }

    private protected void AssertAccepted(bool old, bool successor, string named)
    {
        AssertAccepted(Steps.OldId, old, Steps.NewId, successor, named);
    }

    private void AssertAccepted(string oldId, bool old, string newId, bool successor, string named)
    {
        Assert.Equal((old, successor, named), (IsAccepted(oldId), IsAccepted(newId), NameGives()));
        Assert.Equal(named, Steps.Find(Name).Id);
        AssertSound();
    }

    private protected void AssertSound()
    {
        StoreVerification verdict = Store.Manager.Store.Verify();
        Assert.True(verdict.IsValid, string.Join('\n', verdict.Findings));
        AssertFiles();
    }

    private List<string> List(string pattern) => Store.Manager.Store.Peek(view => Steps.Target.List(view, pattern).Select(subject => subject.Id).ToList());
}
