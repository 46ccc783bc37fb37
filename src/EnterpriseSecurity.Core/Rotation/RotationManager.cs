using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>
/// Replaces credentials of every kind without an outage. A rotation is a record with steps (issue, stage, verify, promote,
/// retire); each is one transaction with its audit entry, so that whatever process comes next goes on where one ended.
/// </summary>
public sealed partial class RotationManager
{
    private const int LongestReason = 500;

    private readonly SecurityStore _store;
    private readonly RotationEngine _engine;

    internal RotationManager(SecurityStore store, IEnumerable<IRotationTarget> targets)
    {
        _store = store;
        _engine = new RotationEngine(store, targets.ToDictionary(target => target.Kind));
    }

    private DateTimeOffset Now => _store.Now;

    /// <summary>Begins a rotation and takes it as far as it goes now.</summary>
    /// <param name="kind">What is rotated.</param>
    /// <param name="reference">Its name or id.</param>
    /// <param name="options">How; overlapping, for seven days, when null.</param>
    /// <param name="runner">What runs the hooks that the options have texts for.</param>
    /// <param name="cancellation">Stops between two steps; <see cref="Resume"/> goes on.</param>
    /// <exception cref="NotFoundException">There is no such credential.</exception>
    /// <exception cref="InvalidStateException">It is not in use, or in a rotation already.</exception>
    /// <exception cref="ExpiredException">It has expired.</exception>
    /// <exception cref="InvalidInputException">An option cannot be used, or there are hooks and nothing to run them with.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RotationResult Start(RotationKind kind, string reference, RotationOptions? options = null, RotationHookRunner? runner = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        string id = Issue(kind, reference, options ?? new RotationOptions(), null, runner, isScheduled: false);
        return Drive(id, runner, cancellation);
    }

    /// <summary>Begins the rotation of a credential as a policy says, whether or not it is due.</summary>
    /// <param name="policy">The policy's name.</param>
    /// <param name="reference">The credential's name or id.</param>
    /// <param name="runner">What runs the policy's hooks.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <inheritdoc cref="Start" path="/exception"/>
    public RotationResult StartByPolicy(string policy, string reference, RotationHookRunner? runner = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        RotationPolicy found = _store.Attempt(new AuditNote(AuditAction.RotationStarted, AuditText.Clip(ApiKeyText.NameOf(reference))), () => _store.Peek(view => RotationPolicyRecord.Read(view, FindPolicy(view, policy))));
        string id = Issue(found.Kind, reference, found.ToOptions(), found.Name, runner, isScheduled: false);
        return Drive(id, runner, cancellation);
    }

    /// <summary>Goes on with a rotation that was paused, or that a crash or a cancellation left where it was.</summary>
    /// <exception cref="NotFoundException">There is no such rotation.</exception>
    /// <exception cref="InvalidStateException">It has ended, or somebody else runs a hook of it.</exception>
    /// <exception cref="InvalidInputException">It has hooks, and there is nothing to run them with.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RotationResult Resume(string id, RotationHookRunner? runner = null, CancellationToken cancellation = default)
    {
        _engine.Change(AuditAction.RotationResumed, id, (data, now) =>
        {
            ExpectRunner(id, data, runner);
            return data.PausedAt is { } since
                ? data with { PausedAt = null, ReadyAt = data.ReadyAt + (now - since), PhaseStartedAt = data.PhaseStartedAt + (now - since) }
                : data;
        });
        return Drive(id, runner, cancellation);
    }

    /// <summary>
    /// Brings a rotation on without waiting for the clock: one that waits for its promotion is promoted (a blue-green one is
    /// switched, a gradual one goes to all clients), and one that is promoted ends its predecessor.
    /// </summary>
    /// <param name="id">Which.</param>
    /// <param name="runner">What runs its hooks.</param>
    /// <param name="atOnce">True to do both.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <inheritdoc cref="Resume" path="/exception"/>
    public RotationResult Complete(string id, RotationHookRunner? runner = null, bool atOnce = false, CancellationToken cancellation = default)
    {
        _engine.Change(AuditAction.RotationCompletionRequested, id, (data, now) =>
        {
            ExpectRunner(id, data, runner);
            return data.Next switch
            {
                RotationMove.RollBack => throw SecurityErrors.RotationStepForbidden(id, data.State, "completed"),
                RotationMove.Retire => data with { RetireAt = Earlier(data.RetireAt, now) },
                _ => data with { PromoteNow = true, RetireNow = data.RetireNow || atOnce },
            };
        });
        return Drive(id, runner, cancellation);
    }

    /// <summary>
    /// Takes a rotation back: before the promotion the successor goes; after it, until the predecessor's time is over, the
    /// name gives the predecessor again and the successor goes.
    /// </summary>
    /// <param name="id">Which.</param>
    /// <param name="runner">What runs its hooks.</param>
    /// <param name="reason">Why; kept with the rotation and in the audit trail. One line.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <inheritdoc cref="Resume" path="/exception"/>
    public RotationResult Undo(string id, RotationHookRunner? runner = null, string? reason = null, CancellationToken cancellation = default)
    {
        if (reason is { Length: > LongestReason } || reason?.Any(char.IsControl) == true) throw SecurityErrors.RotationOptionInvalid($"the reason is one line of at most {LongestReason} characters");
        _engine.Change(AuditAction.RotationUndoRequested, id, (data, now) =>
        {
            if (data.RetireAt is { } end && end <= now) throw SecurityErrors.RotationUndoTooLate(id, end);
            if (runner is null && data.Hooks.Contains(RotationHookKind.RollBack)) throw SecurityErrors.RotationHooksMissing(id);
            return data.Next == RotationMove.RollBack
                ? data
                : data with { Next = RotationMove.RollBack, State = RotationState.RollingBack, Outcome = RotationState.Undone, Reason = reason, PausedAt = null };
        }, reason);
        return Drive(id, runner, cancellation);
    }

    /// <summary>Stops a rotation where it is before its promotion: no time passes for it, and nothing is done, until <see cref="Resume"/>, <see cref="Complete"/> or <see cref="Undo"/>.</summary>
    /// <exception cref="NotFoundException">There is no such rotation.</exception>
    /// <exception cref="InvalidStateException">It has ended or is promoted, or somebody else runs a hook of it.</exception>
    public RotationInfo Pause(string id) => _engine.Change(AuditAction.RotationPaused, id, (data, now) =>
        data.Next is RotationMove.Retire or RotationMove.RollBack
            ? throw SecurityErrors.RotationStepForbidden(id, data.State, "paused")
            : data with { PausedAt = data.PausedAt ?? now, PromoteNow = false, RetireNow = false });

    /// <summary>Takes a gradual rotation to its next phase before the clock does; it stays paused if it is.</summary>
    /// <exception cref="NotFoundException">There is no such rotation.</exception>
    /// <exception cref="InvalidStateException">It has ended, is promoted, is not gradual, or somebody else runs a hook of it.</exception>
    /// <exception cref="InvalidInputException">It has a hook to run, and there is nothing to run it with.</exception>
    public RotationResult Advance(string id, RotationHookRunner? runner = null, CancellationToken cancellation = default)
    {
        _engine.Change(AuditAction.RotationAdvanced, id, (data, now) =>
        {
            if (data.Strategy != RotationStrategy.Gradual) throw SecurityErrors.RotationNotGradual(id, data.Strategy);
            if (data.Next != RotationMove.Promote) throw SecurityErrors.RotationStepForbidden(id, data.State, "advanced");
            ExpectRunner(id, data, runner);
            int phase = Math.Min(RotationPlan.PhaseAt(data, now).Phase + 1, data.Phases.Count - 1);
            return data with { Phase = phase, PhaseStartedAt = data.PausedAt ?? now, PromoteNow = data.PromoteNow || phase == data.Phases.Count - 1 };
        });
        return Drive(id, runner, cancellation);
    }

    /// <summary>The new API key of a rotation that runs, for who lost it between the start and its deployment. The audit trail tells of it.</summary>
    /// <exception cref="NotFoundException">There is no such rotation, or what it rotates is given out by its own domain.</exception>
    /// <exception cref="InvalidStateException">It has ended, and the value is wiped.</exception>
    public string ReadValue(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        AuditNote note = new(AuditAction.RotationValueRead, AuditText.Clip(id));
        _store.Attempt(note, () => _store.Peek(view => RotationEngine.FindRunning(view, id)));
        return _engine.Deliver(id, onlyFirst: false) ?? throw SecurityErrors.RotationValueGone(id);
    }

    /// <summary>
    /// The credential that a client shall use now. In a gradual rotation a hash of the rotation and the client decides, so a
    /// client that got the successor keeps it in all later phases. Nothing is written, and no audit entry is made.
    /// </summary>
    /// <param name="kind">What it is.</param>
    /// <param name="reference">Its name, or the id of either credential; an API key's id is found faster than its name.</param>
    /// <param name="clientId">Who asks: any text that stays the same for a client.</param>
    /// <exception cref="NotFoundException">There is no such credential.</exception>
    public RotationChoice Choose(RotationKind kind, string reference, string clientId)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(clientId);
        DateTimeOffset now = Now;
        return _store.Peek(view =>
        {
            RotationSubject subject = _engine.TargetOf(kind).Find(view, reference);
            Record? record = RotationRecord.FindRunning(view, kind, subject.Key)
                ?? RotationRecord.FindBySuccessor(view, kind, subject.Id);
            if (record is null) return new RotationChoice(subject.Id, false, null);
            RotationData data = RotationRecord.Read(record);
            bool isNew = Percentile(record.Id, clientId) < RotationPlan.ShareAt(data, now);
            return new RotationChoice(isNew ? data.NewId : data.OldId, isNew, record.Id);
        });
    }

    // Before anything is asked for that could not be done.
    private static void ExpectRunner(string id, RotationData data, RotationHookRunner? runner)
    {
        if (runner is null && data.Hooks.Count > 0 && data.Next != RotationMove.Retire) throw SecurityErrors.RotationHooksMissing(id);
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;

    // From 0 up to 100, the same for the same two texts.
    private static double Percentile(string rotationId, string clientId)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{rotationId}\n{clientId}"));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) * 100.0 / (1L << 32);
    }

    private RotationResult Drive(string id, RotationHookRunner? runner, CancellationToken cancellation)
    {
        string? value = _engine.Drive(id, runner, cancellation).Value ?? _engine.Deliver(id, onlyFirst: true);
        return new RotationResult(_store.Peek(view => Describe(view, id)), value);
    }

    private RotationInfo Describe(StoreView view, string id) => RotationRecord.ToInfo(
        view.Find(RotationRecord.Collection, id) ?? view.Find(RotationRecord.HistoryCollection, id) ?? throw SecurityErrors.RotationNotFound(id),
        Now);
}
