using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Core.Tests.Rotation.Targets;

/// <content>Steps that fail, and files that a crash left behind.</content>
public abstract partial class RotationTargetContract
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_whose_transaction_fails_has_not_been(bool settle)
    {
        Begin();
        Fail(settle, (target, at) => target.Stage(at.Change, at.Pair));
        AssertAccepted(old: true, successor: false, named: Steps.OldId);
        Fail(settle, (target, at) => target.Discard(at.Change, at.Pair));
        Steps.Stage();
        Fail(settle, (target, at) => target.Promote(at.Change, at.Pair));
        AssertAccepted(old: true, successor: true, named: Steps.OldId);
        Steps.Promote();
        Fail(settle, (target, at) => target.Revert(at.Change, at.Pair));
        AssertAccepted(old: true, successor: true, named: Steps.NewId);
        Fail(settle, (target, at) => target.Retire(at.Change, at.Pair));
        AssertAccepted(old: true, successor: true, named: Steps.NewId);
        Steps.Retire();
        AssertAccepted(old: false, successor: true, named: Steps.NewId);
    }

    [Fact]
    public void A_crash_between_the_commit_and_the_files_is_settled_when_the_store_is_opened()
    {
        Create();
        Steps.Issue(Name, Parameters, settle: false);
        Crash(old: true, successor: false, promoted: false);
        Steps.Stage(settle: false);
        Crash(old: true, successor: true, promoted: false);
        Steps.Discard(settle: false);
        Crash(old: true, successor: false, promoted: false);
        Steps.Issue(Name, Parameters);
        Steps.Stage();
        Steps.Promote(settle: false);
        Crash(old: true, successor: true, promoted: true);
        Steps.Revert(settle: false);
        Crash(old: true, successor: false, promoted: false);
        Steps.Issue(Name, Parameters);
        Steps.Stage();
        Steps.Promote();
        Steps.Retire(settle: false);
        Crash(old: false, successor: true, promoted: true);
        Steps.Issue(Name, Parameters);
        Steps.Replace(settle: false);
        Crash(old: false, successor: true, promoted: true);
    }

    [Fact]
    public void A_crash_is_settled_by_the_next_step_too()
    {
        Create();
        Steps.Issue(Name, Parameters, settle: false);
        Steps.Stage(settle: false);
        Steps.Promote(settle: false);
        Steps.Settle();
        AssertAccepted(old: true, successor: true, named: Steps.NewId);
        Steps.Settle();
        Steps.Retire(settle: false);
        Steps.Settle();

        AssertAccepted(old: false, successor: true, named: Steps.NewId);
    }

    private void Fail(bool settle, Action<IRotationTarget, RotationSteps.StoreChangeOf> step)
    {
        Steps.Fail(step, settle);
        if (!settle) Store.Reopen();
    }

    private void Crash(bool old, bool successor, bool promoted)
    {
        Store.Reopen();
        AssertAccepted(old, successor, promoted ? Steps.NewId : Steps.OldId);
    }
}
