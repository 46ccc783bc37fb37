using System.Text.Json.Nodes;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Rotation.Targets;

/// <summary>
/// A target whose machine stops at a chosen moment: at the end of a step, within its transaction, or between the commit and
/// the files. From then on it does nothing any more.
/// </summary>
internal sealed class StoppingTarget(IRotationTarget inner, int stopAt) : IRotationTarget
{
    private int _moments;

    /// <summary>True once it has stopped.</summary>
    public bool HasStopped => _moments >= stopAt;

    public RotationKind Kind => inner.Kind;

    public bool ShowsValueOnce => inner.ShowsValueOnce;

    public IDisposable? Hold() => inner.Hold();

    public RotationSubject Find(StoreView view, string reference) => inner.Find(view, reference);

    public IEnumerable<RotationSubject> List(StoreView view, string pattern) => inner.List(view, pattern);

    public RotationMaterial Prepare(RotationSubject subject, RotationParameters parameters) => inner.Prepare(subject, parameters);

    public string Issue(StoreChange change, RotationSubject subject, RotationMaterial material, JsonObject state)
    {
        string id = inner.Issue(change, subject, material, state);
        Pass();
        return id;
    }

    public void Stage(StoreChange change, RotationPair pair) => Do(() => inner.Stage(change, pair));

    public void Promote(StoreChange change, RotationPair pair) => Do(() => inner.Promote(change, pair));

    public void Retire(StoreChange change, RotationPair pair) => Do(() => inner.Retire(change, pair));

    public void Revert(StoreChange change, RotationPair pair) => Do(() => inner.Revert(change, pair));

    public void Discard(StoreChange change, RotationPair pair) => Do(() => inner.Discard(change, pair));

    public void Settle(RotationPair pair)
    {
        Pass();
        inner.Settle(pair);
    }

    private void Do(Action step)
    {
        step();
        Pass();
    }

    private void Pass()
    {
        if (++_moments >= stopAt) throw new TimeoutException("The machine stops here.");
    }
}
