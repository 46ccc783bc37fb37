using System.Text.Json.Nodes;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Rotation;

/// <summary>A target whose one step fails after it has written, as when the process dies within the transaction; or after the commit, with <c>Settle</c>.</summary>
internal sealed class FailingTarget(IRotationTarget inner, string step) : IRotationTarget
{
    private int _settled;

    public RotationKind Kind => inner.Kind;

    public bool ShowsValueOnce => inner.ShowsValueOnce;

    public bool KeepsFiles => inner.KeepsFiles;

    public RotationSubject Find(StoreView view, string reference) => inner.Find(view, reference);

    public IEnumerable<RotationSubject> List(StoreView view, string pattern) => inner.List(view, pattern);

    public RotationMaterial Prepare(RotationSubject subject, RotationParameters parameters) => inner.Prepare(subject, parameters);

    public string Issue(StoreChange change, RotationSubject subject, RotationMaterial material, JsonObject state)
    {
        string id = inner.Issue(change, subject, material, state);
        Fail(nameof(Issue));
        return id;
    }

    public void Stage(StoreChange change, RotationPair pair) => Then(nameof(Stage), () => inner.Stage(change, pair));

    public void Promote(StoreChange change, RotationPair pair) => Then(nameof(Promote), () => inner.Promote(change, pair));

    public void Retire(StoreChange change, RotationPair pair) => Then(nameof(Retire), () => inner.Retire(change, pair));

    public void Revert(StoreChange change, RotationPair pair) => Then(nameof(Revert), () => inner.Revert(change, pair));

    public void Discard(StoreChange change, RotationPair pair) => Then(nameof(Discard), () => inner.Discard(change, pair));

    public void Settle(RotationPair pair)
    {
        inner.Settle(pair);
        if (step == $"Settle{++_settled}") throw new IOException(step);
    }

    private void Then(string name, Action work)
    {
        work();
        Fail(name);
    }

    private void Fail(string name)
    {
        if (name == step) throw new IOException(step);
    }
}
