using System.Text.Json.Nodes;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <content>The first step.</content>
public sealed partial class RotationManager
{
    // A scheduler that comes second leaves no trace; somebody who asks is told.
    private string Issue(RotationKind kind, string reference, RotationOptions options, string? policy, RotationHookRunner? runner, bool isScheduled)
    {
        // A key may be given in place of its id, and is no more written down for that.
        string named = kind == RotationKind.ApiKey ? ApiKeyText.NameOf(reference) : reference;
        AuditNote note = new(AuditAction.RotationStarted, AuditText.Clip(named));
        IRotationTarget target = _store.Attempt(note, () =>
        {
            RotationRules.Check(options);
            if (options.Hooks.Count > 0 && runner is null) throw SecurityErrors.RotationHooksMissing(named);
            return _engine.TargetOf(kind);
        });
        RotationSubject seen = Expect(note, isScheduled, view => Rotatable(view, target, reference));
        using IDisposable? held = target.Hold();
        using RotationMaterial material = _store.Attempt(note, () => target.Prepare(seen, options.Parameters));
        using SecretBuffer body = RotationBody.Write(options.Hooks, material.Value.Span);
        Record issued = _store.Write(note, change =>
        {
            RotationSubject subject = isScheduled && Rival(change, target, seen) is not null ? throw new RotationMovedException() : Rotatable(change, target, seen.Id);
            JsonObject state = [];
            RotationData data = Describe(subject, options, policy) with { NewId = target.Issue(change, subject, material, state), Target = state };
            Record record = RotationRecord.Insert(change, data, body.Span);
            RemoveNotice(change, subject);
            note.Resource = subject.Name;
            foreach ((string name, string value) in RotationMoves.Note(record.Id, data, note.Action).Metadata) note.Metadata[name] = value;
            return record;
        });
        target.Settle(RotationRecord.PairOf(issued.Id, RotationRecord.Read(issued), material.Value));
        return issued.Id;
    }

    private RotationSubject Expect(AuditNote note, bool isScheduled, Func<StoreView, RotationSubject> find)
    {
        if (!isScheduled) return _store.Attempt(note, () => _store.Peek(find));
        try
        {
            return _store.Peek(find);
        }
        catch (SecurityException error) when (error is NotFoundException or InvalidStateException or ExpiredException)
        {
            throw new RotationMovedException();
        }
    }

    // What somebody else made of the subject since it was seen; null when it is as it was.
    private SecurityException? Rival(StoreView view, IRotationTarget target, RotationSubject seen)
    {
        try
        {
            return Rotatable(view, target, seen.Id) is { } subject && subject.IssuedAt == seen.IssuedAt ? null : SecurityErrors.RotationSubjectChanged(seen.Name);
        }
        catch (SecurityException error) when (error is NotFoundException or InvalidStateException or ExpiredException)
        {
            return error;
        }
    }

    private RotationSubject Rotatable(StoreView view, IRotationTarget target, string reference)
    {
        RotationSubject subject = target.Find(view, reference);
        Record? running = RotationRecord.FindRunning(view, subject.Kind, subject.Key)
            ?? RotationRecord.FindBySuccessor(view, subject.Kind, subject.Id);
        if (running is not null) throw SecurityErrors.RotationRunning(subject.Kind, subject.Name, running.Id);
        if (!subject.IsUsable) throw SecurityErrors.RotationSubjectNotUsable(subject.Kind, subject.Name, subject.State);
        if (subject.EndsForGood && subject.ExpiresAt is { } end && end <= Now) throw SecurityErrors.RotationSubjectExpired(subject.Kind, subject.Name, end);
        return subject;
    }

    private RotationData Describe(RotationSubject subject, RotationOptions options, string? policy) => new RotationData
    {
        Kind = subject.Kind,
        Name = subject.Name,
        Key = subject.Key,
        OldId = subject.Id,
        NewId = "",
        Strategy = options.Strategy,
        Policy = policy,
        Remaining = RotationPlan.RemainingFor(options),
        StagingPeriod = options.StagingPeriod,
        Phases = options.Strategy == RotationStrategy.Gradual ? options.Phases : [],
        Hooks = [.. options.Hooks.Keys.Order()],
        HookTimeout = options.HookTimeout,
        State = RotationState.Issued,
        Next = RotationMove.Stage,
        StartedAt = Now,
    }.Took(RotationStep.Issue, Now);
}
