using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>
/// Takes rotations forward, a step at a time. Each step is one transaction that stands or falls on the record's revision, so
/// whoever comes second finds it done. A hook runs before the transaction, under a lease in the record; when its process
/// dies, the lease ends, and whoever comes next runs the hook again.
/// </summary>
internal sealed class RotationEngine(SecurityStore store, IReadOnlyDictionary<RotationKind, IRotationTarget> targets)
{
    private DateTimeOffset Now => store.Now;

    /// <summary>The target of a kind.</summary>
    /// <exception cref="UnsupportedException">There is none.</exception>
    public IRotationTarget TargetOf(RotationKind kind) => targets.TryGetValue(kind, out IRotationTarget? target) ? target : throw SecurityErrors.RotationKindUnsupported(kind);

    /// <summary>Does all of a rotation that is due.</summary>
    /// <param name="id">Which.</param>
    /// <param name="runner">What runs its hooks.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="InvalidStateException">Somebody else runs a hook of it.</exception>
    /// <exception cref="InvalidInputException">It has a hook to run, and there is nothing to run it with.</exception>
    public RotationProgress Drive(string id, RotationHookRunner? runner, CancellationToken cancellation)
    {
        (int moves, string? value) = (0, null);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            using RotationEntry? entry = Open(id);
            if (entry is null || RotationPlan.Due(entry.Data, Now) is not { } move) return new RotationProgress(moves, value);
            if (entry.Data.LeaseUntil is { } until && until > Now) throw SecurityErrors.RotationBusy(id, until);
            try
            {
                value ??= Take(entry, move, runner);
                moves++;
            }
            catch (RotationMovedException)
            {
                // Looked at anew.
            }
        }
    }

    /// <summary>Changes what a rotation says of itself, outside of its steps.</summary>
    /// <exception cref="NotFoundException">There is no such rotation.</exception>
    /// <exception cref="InvalidStateException">It has ended, somebody else runs a hook of it, or the change does not fit.</exception>
    public RotationInfo Change(string action, string id, Func<RotationData, DateTimeOffset, RotationData> work, string? reason = null)
    {
        AuditNote note = new(action, id) { Metadata = { ["id"] = id } };
        if (reason is not null) note.Metadata["reason"] = reason;
        return store.Write(note, change =>
        {
            Record record = FindRunning(change, id);
            RotationData data = RotationRecord.Read(record);
            note.Resource = data.Name;
            if (data.LeaseUntil is { } until && until > Now) throw SecurityErrors.RotationBusy(id, until);
            return RotationRecord.ToInfo(change.Update(RotationRecord.With(record, work(data, Now) with { LeaseUntil = null })), Now);
        });
    }

    /// <summary>The record of a rotation that runs.</summary>
    /// <exception cref="NotFoundException">There is no such rotation.</exception>
    /// <exception cref="InvalidStateException">It has ended.</exception>
    public static Record FindRunning(StoreView view, string id)
    {
        if (view.Find(RotationRecord.Collection, id) is { } record) return record;
        throw view.Find(RotationRecord.HistoryCollection, id) is { } ended
            ? SecurityErrors.RotationEnded(id, RotationRecord.Read(ended).State)
            : SecurityErrors.RotationNotFound(id);
    }

    /// <summary>Hands out what of a running rotation is shown once.</summary>
    /// <param name="id">Which.</param>
    /// <param name="onlyFirst">True to give nothing when somebody was given it before.</param>
    public string? Deliver(string id, bool onlyFirst)
    {
        using (RotationEntry? seen = Open(id))
        {
            if (seen is null || !TargetOf(seen.Data.Kind).ShowsValueOnce || (onlyFirst && seen.Data.Delivered)) return null;
        }

        AuditNote note = new(AuditAction.RotationValueRead, id) { Metadata = { ["id"] = id } };
        try
        {
            return store.Write(note, change =>
            {
                // Somebody else may have been given it, or ended the rotation, since it was seen.
                if (onlyFirst && (change.Find(RotationRecord.Collection, id) is not { } present || RotationRecord.Read(present).Delivered)) throw new RotationMovedException();
                Record record = FindRunning(change, id);
                RotationData data = RotationRecord.Read(record);
                note.Resource = data.Name;
                using RotationBody body = RotationBody.Read(change.Open(record));
                if (!data.Delivered) change.Update(RotationRecord.With(record, data with { Delivered = true }));
                return Encoding.UTF8.GetString(body.Value.Span);
            });
        }
        catch (RotationMovedException)
        {
            return null;
        }
    }

    /// <summary>Brings the files of all rotations that run to what the records say.</summary>
    public void SettleAll()
    {
        foreach (string id in store.Peek(view => view.List(RotationRecord.Collection).Where(record => TargetOf(RotationRecord.Read(record).Kind).KeepsFiles).Select(record => record.Id).ToList()))
        {
            using RotationEntry? entry = Open(id);
            if (entry is null) continue;
            IRotationTarget target = TargetOf(entry.Data.Kind);
            using IDisposable? held = target.Hold();
            target.Settle(entry.Pair);
        }
    }

    private RotationEntry? Open(string id) => store.Peek(view => view.Find(RotationRecord.Collection, id) is { } record ? RotationEntry.Open(view, record) : null);

    private string? Take(RotationEntry entry, RotationMove move, RotationHookRunner? runner)
    {
        if (RotationPlan.HookOf(move) is not { } hook || !entry.Body.Hooks.TryGetValue(hook, out string? script))
        {
            return Apply(entry, entry.Record, entry.Data, move);
        }

        if (runner is null) throw SecurityErrors.RotationHooksMissing(entry.Id);
        Record claimed = Claim(entry);
        RotationData data = RotationRecord.Read(claimed);
        bool isDone = false;
        string? value = null;
        try
        {
            // A copy, for the hook's own use.
            using SecretBuffer given = SecretBuffer.CopyOf(entry.Body.Value.Span);
            string? failure = Run(runner, new RotationHookContext(hook, script, RotationRecord.ToInfo(claimed, Now), given));
            // What rolls back goes back whatever its hook says.
            if (failure is null || move == RotationMove.RollBack) value = Apply(entry, claimed, data, move, failure);
            else Fail(claimed, data, move, failure);
            isDone = true;
            return value;
        }
        finally
        {
            if (!isDone) Release(claimed);
        }
    }

    private static string? Run(RotationHookRunner runner, RotationHookContext context)
    {
        try
        {
            return runner(context) ? null : $"The {context.Hook} hook said no.";
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception error)
        {
            // The message may hold what the hook was given; the type does not.
            return $"The {context.Hook} hook failed with {(error is SecurityException known ? known.ErrorId : error.GetType().Name)}.";
        }
    }

    // Not durable: a power failure ends the hook as well as its lease.
    private Record Claim(RotationEntry entry) => store.Adjust(change =>
    {
        Record record = Same(change, entry.Record);
        return change.Update(RotationRecord.With(record, entry.Data with { LeaseUntil = Now + entry.Data.HookTimeout, StepStartedAt = entry.Data.StepStartedAt ?? Now }));
    });

    private void Release(Record claimed)
    {
        try
        {
            store.Adjust(change => change.Update(RotationRecord.With(Same(change, claimed), RotationRecord.Read(claimed) with { LeaseUntil = null })));
        }
        catch (Exception error) when (error is RotationMovedException or SecurityException or ObjectDisposedException)
        {
            // The lease ends by itself.
        }
    }

    // What is shown once is handed out at the latest by the transaction that wipes it.
    private string? Apply(RotationEntry entry, Record expected, RotationData data, RotationMove move, string? hookFailure = null)
    {
        IRotationTarget target = TargetOf(data.Kind);
        using IDisposable? held = target.Hold();
        target.Settle(entry.Pair);
        AuditNote note = RotationMoves.NoteOf(entry.Id, data, move);
        RotationPair done;
        string? value = null;
        try
        {
            done = store.Write(note, change =>
            {
                Record record = Same(change, expected);
                (RotationData next, RotationPair pair) = RotationMoves.Make(change, target, entry, data, move, Now, hookFailure);
                next = next with { Target = pair.State.DeepClone().AsObject() };
                if (next.EndedAt is null)
                {
                    change.Update(RotationRecord.With(record, next));
                    return pair;
                }

                if (target.ShowsValueOnce && !next.Delivered && next.State == RotationState.Completed) value = Encoding.UTF8.GetString(entry.Body.Value.Span);
                RotationRecord.End(change, record, next with { Delivered = true });
                return pair;
            });
        }
        catch (SecurityException error) when (move is RotationMove.Stage or RotationMove.Promote && error is not (UnavailableException or IntegrityException))
        {
            Fail(expected, data, move, $"The {RotationPlan.StepOf(move)} step failed with {error.ErrorId}.");
            return null;
        }
        catch (InvalidStateException) when (move == RotationMove.RollBack && data.PromotedAt is not null)
        {
            // What is to come back is gone, so what came into use stays.
            store.Write(RotationMoves.Note(entry.Id, data, AuditAction.RotationResumed), change => change.Update(RotationRecord.With(
                Same(change, expected),
                data with { Next = RotationMove.Retire, State = RotationState.Promoted, Outcome = null, Reason = null, StepStartedAt = null, LeaseUntil = null })));
            throw;
        }

        target.Settle(done);
        return value;
    }

    private void Fail(Record expected, RotationData data, RotationMove move, string reason)
    {
        AuditNote note = RotationMoves.FailureOf(expected.Id, data, reason);
        store.Write(note, change => change.Update(RotationRecord.With(Same(change, expected), data.Took(RotationPlan.StepOf(move), Now, RotationStepResult.Failed, reason) with
        {
            Next = RotationMove.RollBack,
            State = RotationState.RollingBack,
            Outcome = RotationState.Failed,
            Reason = reason,
            PausedAt = null,
        })));
    }

    private static Record Same(StoreChange change, Record expected) =>
        change.Find(RotationRecord.Collection, expected.Id) is { } record && record.Revision == expected.Revision ? record : throw new RotationMovedException();
}
