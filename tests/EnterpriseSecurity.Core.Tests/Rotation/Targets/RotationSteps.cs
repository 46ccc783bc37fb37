using System.Text.Json.Nodes;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Rotation.Targets;

/// <summary>Takes one credential through the steps of a target, each in a transaction of its own, as whoever rotates does.</summary>
internal sealed class RotationSteps(TemporaryStore store, Func<EnterpriseSecurityManager, IRotationTarget> targetOf)
{
    public IRotationTarget Target => targetOf(store.Manager);

    public string OldId { get; private set; } = "";

    public string NewId { get; private set; } = "";

    /// <summary>What hooks are given.</summary>
    public byte[] Value { get; private set; } = [];

    private RotationPair? Pair { get; set; }

    public RotationSubject Find(string reference) => store.Manager.Store.Peek(view => Target.Find(view, reference));

    /// <summary>Prepares and issues.</summary>
    public void Issue(string name, RotationParameters? parameters = null, bool settle = true)
    {
        RotationSubject subject = Find(name);
        using RotationMaterial material = Prepare(subject, parameters);
        Value = material.Value.Span.ToArray();
        JsonObject state = [];
        OldId = subject.Id;
        NewId = Transaction(change => Target.Issue(change, Target.Find(change, name), material, state), null);
        Pair = new RotationPair { RotationId = "rotation", Name = subject.Name, Key = subject.Key, OldId = OldId, NewId = NewId, State = state };
        if (settle) Settle();
    }

    public void Stage(bool settle = true) => Step((target, change, pair) => target.Stage(change, pair), settle);

    public void Promote(DateTimeOffset? retireAt = null, bool settle = true)
    {
        Pair = Pair! with { RetireAt = retireAt };
        Step((target, change, pair) => target.Promote(change, pair), settle);
    }

    /// <summary>Promotes and retires at once.</summary>
    public void Replace(bool settle = true) => Step(
        (target, change, pair) =>
        {
            target.Promote(change, pair);
            target.Retire(change, pair);
        },
        settle);

    public void Retire(bool settle = true) => Step((target, change, pair) => target.Retire(change, pair), settle);

    public void Revert(bool settle = true) => Step((target, change, pair) => target.Revert(change, pair), settle);

    public void Discard(bool settle = true) => Step((target, change, pair) => target.Discard(change, pair), settle);

    /// <summary>Does a step whose transaction fails at its end.</summary>
    public void Fail(Action<IRotationTarget, StoreChangeOf> step, bool settle)
    {
        Assert.Throws<TimeoutException>(() => Step(
            (target, change, pair) =>
            {
                step(target, new StoreChangeOf(change, pair));
                throw new TimeoutException("The machine stops here.");
            },
            settle: false));
        if (settle) Settle();
    }

    public void Settle()
    {
        using IDisposable? held = Target.Hold();
        Target.Settle(Pair!);
    }

    private RotationMaterial Prepare(RotationSubject subject, RotationParameters? parameters)
    {
        using IDisposable? held = Target.Hold();
        return Target.Prepare(subject, parameters ?? new RotationParameters());
    }

    private void Step(Action<IRotationTarget, StoreChange, RotationPair> step, bool settle)
    {
        // What a step notes is stored, and read again by the next.
        JsonObject state = JsonNode.Parse(Pair!.State.ToJsonString())!.AsObject();
        using SecretBuffer value = SecretBuffer.CopyOf(Value);
        RotationPair pair = Pair with { State = state, Value = value };
        Transaction(
            change =>
            {
                step(Target, change, pair);
                return true;
            },
            settle ? pair with { Value = null } : null);
        Pair = Pair with { State = state };
    }

    private T Transaction<T>(Func<StoreChange, T> work, RotationPair? settle)
    {
        using IDisposable? held = Target.Hold();
        T result = store.Manager.Store.Write(new AuditNote(AuditAction.KeyRotated, "rotation"), work);
        if (settle is not null) Target.Settle(settle);
        return result;
    }

    /// <summary>A transaction and the pair that it is about.</summary>
    internal readonly record struct StoreChangeOf(StoreChange Change, RotationPair Pair);
}
