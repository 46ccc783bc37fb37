using System.Text.Json.Nodes;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>
/// How credentials of one kind are replaced. The engine calls each step within the one transaction that also notes the
/// step and its audit entry, so a step that throws has not been. It is stateless: whatever process comes next goes on.
/// </summary>
internal interface IRotationTarget
{
    /// <summary>The kind.</summary>
    RotationKind Kind { get; }

    /// <summary>True when the successor's value is to be had during the rotation only, as an API key's.</summary>
    bool ShowsValueOnce { get; }

    /// <summary>False when <see cref="Settle"/> has nothing to do, so that no rotation is opened for it when the store is.</summary>
    bool KeepsFiles => true;

    /// <summary>The credential with this name or id, whatever its state. The name gives the one in use.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="InvalidInputException">The name is that of several.</exception>
    RotationSubject Find(StoreView view, string reference);

    /// <summary>The credentials in use whose names match, with <c>*</c> and <c>?</c> for others. Read as they are taken; there may be a million.</summary>
    IEnumerable<RotationSubject> List(StoreView view, string pattern);

    /// <summary>Makes the successor's material: what takes time, or reads files. Outside of any transaction.</summary>
    RotationMaterial Prepare(RotationSubject subject, RotationParameters parameters);

    /// <summary>What has to be held while a step is written and settled, as the lock of a folder of files; null for nothing.</summary>
    IDisposable? Hold() => null;

    /// <summary>Adds the successor, with the predecessor's settings. It is not accepted yet, and the name does not give it.</summary>
    /// <param name="change">The transaction.</param>
    /// <param name="subject">The predecessor, read in this transaction.</param>
    /// <param name="material">What <see cref="Prepare"/> made.</param>
    /// <param name="state">The later <see cref="RotationPair.State"/>.</param>
    /// <returns>The successor's id.</returns>
    string Issue(StoreChange change, RotationSubject subject, RotationMaterial material, JsonObject state);

    /// <summary>Lets the successor be accepted when it is shown or asked for by its id. The name still gives the predecessor.</summary>
    void Stage(StoreChange change, RotationPair pair);

    /// <summary>
    /// Lets the name give the successor. The predecessor is still accepted, until <see cref="RotationPair.RetireAt"/> by the
    /// clock alone. A predecessor that was revoked or removed meanwhile stays so.
    /// </summary>
    /// <exception cref="InvalidStateException">The successor was revoked or removed meanwhile (<see cref="SecurityErrors.RotationSuccessorGone"/>), or the name is another one's by now.</exception>
    void Promote(StoreChange change, RotationPair pair);

    /// <summary>Ends the predecessor for good. May come in one transaction with <see cref="Promote"/>. One that is gone already is no error.</summary>
    void Retire(StoreChange change, RotationPair pair);

    /// <summary>Takes <see cref="Promote"/> back: the name gives the predecessor, with the end that it had, and the successor ends for good.</summary>
    /// <exception cref="InvalidStateException">The predecessor was revoked or removed meanwhile (<see cref="SecurityErrors.RotationPredecessorGone"/>).</exception>
    void Revert(StoreChange change, RotationPair pair);

    /// <summary>Takes <see cref="Issue"/> and <see cref="Stage"/> back: the successor ends for good. One that is gone already is no error.</summary>
    void Discard(StoreChange change, RotationPair pair);

    /// <summary>
    /// Brings files on disk to what the records say, after the commit and under <see cref="Hold"/>. Idempotent: while the
    /// rotation runs it is called again before each step, for the process before may have crashed here. After the last step
    /// it is called once; what a crash leaves then is settled by the domain itself when the store is opened.
    /// </summary>
    void Settle(RotationPair pair)
    {
    }
}
