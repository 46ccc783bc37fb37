using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>What each move does to the credentials and to the rotation's data, within one transaction.</summary>
internal static class RotationMoves
{
    public static (RotationData Data, RotationPair Pair) Make(StoreChange change, IRotationTarget target, RotationEntry entry, RotationData data, RotationMove move, DateTimeOffset now, string? hookFailure)
    {
        RotationPair pair = entry.Pair;
        switch (move)
        {
            case RotationMove.Stage:
                target.Stage(change, pair);
                RotationData staged = data with { State = RotationState.Staged, StepStartedAt = now };
                return (data.Hooks.Contains(RotationHookKind.Stage) ? staged with { Next = RotationMove.Deploy } : Deployed(staged, now), pair);

            case RotationMove.Deploy:
                return (Deployed(data, now), pair);

            case RotationMove.Verify:
                return (Ready(data.Took(RotationStep.Verify, now), now), pair);

            case RotationMove.Advance:
                (int phase, DateTimeOffset startedAt) = RotationPlan.PhaseAt(data, now);
                return (data with { Phase = phase, PhaseStartedAt = startedAt }, pair);

            case RotationMove.Promote:
                return Promote(change, target, data, pair with { RetireAt = data.RetireNow ? now : now + data.Remaining }, now);

            case RotationMove.Retire:
                target.Retire(change, pair);
                return (Completed(data, now), pair);

            default:
                if (data.PromotedAt is null) target.Discard(change, pair);
                else target.Revert(change, pair);
                RotationStepResult result = hookFailure is null ? RotationStepResult.Done : RotationStepResult.Failed;
                return (data.Took(RotationStep.RollBack, now, result, hookFailure) with { State = data.Outcome ?? RotationState.Failed, EndedAt = now }, pair);
        }
    }

    /// <summary>The entry of a move. The last one of a rotation that succeeds is that the key was rotated.</summary>
    public static AuditNote NoteOf(string id, RotationData data, RotationMove move) => Note(id, data, move switch
    {
        RotationMove.Stage => AuditAction.RotationStaged,
        RotationMove.Deploy => AuditAction.RotationDeployed,
        RotationMove.Verify => AuditAction.RotationVerified,
        RotationMove.Advance => AuditAction.RotationAdvanced,
        RotationMove.Promote when data.Strategy != RotationStrategy.Immediate => AuditAction.RotationPromoted,
        RotationMove.RollBack => data.Outcome == RotationState.Undone ? AuditAction.RotationUndone : AuditAction.RotationRolledBack,
        _ => AuditAction.KeyRotated,
    });

    /// <summary>The entry of a step that failed.</summary>
    public static AuditNote FailureOf(string id, RotationData data, string reason)
    {
        AuditNote note = Note(id, data, AuditAction.RotationFailed);
        note.Result = AuditResult.Failure;
        note.Metadata["reason"] = reason;
        return note;
    }

    /// <summary>An entry about a rotation.</summary>
    public static AuditNote Note(string id, RotationData data, string action)
    {
        AuditNote note = new(action, data.Name)
        {
            Metadata =
            {
                ["id"] = id,
                ["kind"] = data.Kind.ToString(),
                ["strategy"] = data.Strategy.ToString(),
                ["oldId"] = data.OldId,
                ["newId"] = data.NewId,
            },
        };
        if (data.Policy is not null) note.Metadata["policy"] = data.Policy;
        return note;
    }

    private static RotationData Deployed(RotationData data, DateTimeOffset now)
    {
        RotationData staged = data.Took(RotationStep.Stage, now);
        return data.Hooks.Contains(RotationHookKind.Verify)
            ? staged with { Next = RotationMove.Verify }
            : Ready(staged.Took(RotationStep.Verify, now, RotationStepResult.Skipped), now);
    }

    private static RotationData Ready(RotationData data, DateTimeOffset now) =>
        data with { State = RotationState.Verified, Next = RotationMove.Promote, ReadyAt = now, PhaseStartedAt = now };

    private static (RotationData Data, RotationPair Pair) Promote(StoreChange change, IRotationTarget target, RotationData data, RotationPair pair, DateTimeOffset now)
    {
        target.Promote(change, pair);
        RotationData promoted = data.Took(RotationStep.Promote, now) with
        {
            State = RotationState.Promoted,
            Next = RotationMove.Retire,
            PromotedAt = now,
            RetireAt = pair.RetireAt,
            PausedAt = null,
            Phase = Math.Max(0, data.Phases.Count - 1),
            PhaseStartedAt = now,
        };
        if (data.Strategy != RotationStrategy.Immediate) return (promoted, pair);
        target.Retire(change, pair);
        return (Completed(promoted, now), pair);
    }

    private static RotationData Completed(RotationData data, DateTimeOffset now) =>
        data.Took(RotationStep.Retire, now) with { State = RotationState.Completed, EndedAt = now };
}
