using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <content>What is due.</content>
public sealed partial class RotationManager
{
    private const string NoticeCollection = "rotation-notice";

    /// <summary>
    /// Does all that is due: takes the rotations that run further, begins those that policies want, and tells of what will be
    /// due soon. For cron, Task Scheduler or a runbook. Several may run at once; each rotation is done once.
    /// </summary>
    /// <param name="runner">What runs hooks.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>
    /// What was done, each as it is done: a new API key is in the outcome and nowhere else, so look at each before the next.
    /// The run as a whole has failed when any <see cref="RotationOutcome.IsSuccessful"/> is false.
    /// </returns>
    /// <exception cref="UnavailableException">The store cannot be reached, or its disk is full.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<RotationOutcome> InvokeDue(RotationHookRunner? runner = null, CancellationToken cancellation = default)
    {
        foreach (RotationInfo rotation in ListRunning().Where(one => one.NextAt <= Now))
        {
            if (Continue(rotation, runner, cancellation) is { } outcome) yield return outcome;
        }

        foreach (RotationPolicy policy in _store.Peek(view => Policies(view).Where(policy => policy.Enabled).ToList()))
        {
            foreach (RotationOutcome outcome in InvokePolicy(policy, runner, cancellation)) yield return outcome;
        }
    }

    /// <summary>What policies want rotated within a time, or should have been, the earliest first; with what is in a rotation that has not brought its successor into use.</summary>
    /// <param name="within">The time from now.</param>
    public IReadOnlyList<RotationDue> FindDue(TimeSpan within) => _store.Read(new AuditNote(AuditAction.RotationPolicyListed, "*"), view =>
    {
        ILookup<RotationKind, (string Id, RotationData Data)> running = RunningIn(view);
        return (IReadOnlyList<RotationDue>)[.. Policies(view).Where(policy => policy.Enabled).SelectMany(policy => DueOf(view, running, policy, Duration.After(Now, within))).OrderBy(due => due.DueAt)];
    });

    private IEnumerable<RotationOutcome> InvokePolicy(RotationPolicy policy, RotationHookRunner? runner, CancellationToken cancellation)
    {
        List<RotationDue> all = [];
        RotationOutcome? failure = null;
        try
        {
            // All of them before the first is rotated, because a reading transaction does not stay open over that.
            all = _store.Peek(view => DueOf(view, RunningIn(view), policy, Now + (policy.NotifyBefore ?? TimeSpan.Zero)).OrderBy(due => due.DueAt).ThenBy(due => due.Name, StringComparer.OrdinalIgnoreCase).ToList());
        }
        catch (SecurityException error) when (error is not UnavailableException)
        {
            failure = Failure(policy.Kind, policy.Name, policy.Name, null, error);
        }

        if (failure is not null) yield return failure;
        foreach (RotationDue due in all)
        {
            cancellation.ThrowIfCancellationRequested();
            RotationOutcome? outcome = due switch
            {
                { RotationId: not null } => due.OverdueAt <= Now ? Overdue(due) : null,
                _ when due.DueAt > Now => Notify(due),
                _ => Begin(policy, due, runner, cancellation),
            };
            if (outcome is not null) yield return outcome;
        }
    }

    private RotationOutcome? Continue(RotationInfo rotation, RotationHookRunner? runner, CancellationToken cancellation)
    {
        try
        {
            RotationProgress progress = _engine.Drive(rotation.Id, runner, cancellation);
            // A scheduler that runs beside this one has done it.
            if (progress.Moves == 0) return null;
            string? value = progress.Value ?? _engine.Deliver(rotation.Id, onlyFirst: true);
            return OutcomeOf(RotationOutcomeKind.Continued, new RotationResult(_store.Peek(view => Describe(view, rotation.Id)), value));
        }
        catch (SecurityException error) when (error is not UnavailableException)
        {
            return IsBusy(error) ? null : Failure(rotation.Kind, rotation.Name, rotation.Policy, rotation, error);
        }
    }

    private RotationOutcome? Begin(RotationPolicy policy, RotationDue due, RotationHookRunner? runner, CancellationToken cancellation)
    {
        try
        {
            string id = Issue(due.Kind, due.CredentialId, policy.ToOptions(), policy.Name, runner, isScheduled: true);
            return OutcomeOf(RotationOutcomeKind.Started, Drive(id, runner, cancellation));
        }
        catch (RotationMovedException)
        {
            return null;
        }
        catch (SecurityException error) when (error is not UnavailableException)
        {
            return IsBusy(error) ? null : Failure(due.Kind, due.Name, policy.Name, null, error);
        }
    }

    private RotationOutcome? Notify(RotationDue due)
    {
        AuditNote note = new(AuditAction.RotationDue, due.Name) { Metadata = { ["kind"] = due.Kind.ToString(), ["id"] = due.CredentialId, ["policy"] = due.Policy, ["dueAt"] = $"{due.DueAt:u}" } };
        bool isNew = _store.Adjust(change =>
        {
            string id = NoticeId(due.Kind, due.CredentialId);
            if (change.Find(NoticeCollection, id) is not null) return false;
            change.Insert(new Record { Collection = NoticeCollection, Id = id, CreatedAt = Now }, []);
            change.Log(note);
            return true;
        }, durable: true);
        return isNew ? new RotationOutcome { Outcome = RotationOutcomeKind.Notified, Kind = due.Kind, Name = due.Name, Policy = due.Policy, DueAt = due.DueAt } : null;
    }

    private RotationOutcome Overdue(RotationDue due) => new()
    {
        Outcome = RotationOutcomeKind.Overdue,
        Kind = due.Kind,
        Name = due.Name,
        Policy = due.Policy,
        DueAt = due.DueAt,
        Rotation = _store.Peek(view => Describe(view, due.RotationId!)),
        Message = $"It is older than its policy allows since {due.OverdueAt:u}, and its rotation waits. Complete it with Complete-KeyRotation.",
    };

    // One that waits for its promotion is still due; one that is promoted is not, and neither is its successor.
    private IEnumerable<RotationDue> DueOf(StoreView view, ILookup<RotationKind, (string Id, RotationData Data)> running, RotationPolicy policy, DateTimeOffset until)
    {
        Dictionary<string, (string Id, RotationData Data)> byOld = running[policy.Kind].ToDictionary(one => one.Data.OldId);
        HashSet<string> successors = [.. running[policy.Kind].Select(one => one.Data.NewId)];
        DateTimeOffset now = Now;
        foreach (RotationSubject subject in _engine.TargetOf(policy.Kind).List(view, policy.Target))
        {
            if (!subject.IsUsable || successors.Contains(subject.Id) || (subject.EndsForGood && subject.ExpiresAt <= now)) continue;
            bool isRunning = byOld.TryGetValue(subject.Id, out (string Id, RotationData Data) rotation);
            DateTimeOffset due = Duration.After(subject.IssuedAt, policy.Rhythm);
            if (due > until || (isRunning && rotation.Data.PromotedAt is not null)) continue;
            yield return new RotationDue
            {
                Kind = policy.Kind,
                Name = subject.Name,
                CredentialId = subject.Id,
                Policy = policy.Name,
                IssuedAt = subject.IssuedAt,
                DueAt = due,
                OverdueAt = policy.MaximumAge is { } most ? Duration.After(subject.IssuedAt, most) : null,
                RotationId = isRunning ? rotation.Id : null,
            };
        }
    }

    private static ILookup<RotationKind, (string Id, RotationData Data)> RunningIn(StoreView view) =>
        view.List(RotationRecord.Collection).Select(record => (record.Id, Data: RotationRecord.Read(record))).ToLookup(one => one.Data.Kind);

    private static bool IsBusy(SecurityException error) => error.ErrorId == nameof(SecurityErrors.RotationBusy);

    private static string NoticeId(RotationKind kind, string credentialId) => $"{kind}:{credentialId}";

    private static void RemoveNotice(StoreChange change, RotationSubject subject)
    {
        if (change.Find(NoticeCollection, NoticeId(subject.Kind, subject.Id)) is { } notice) change.Delete(notice);
    }

    private static RotationOutcome OutcomeOf(RotationOutcomeKind kind, RotationResult result) => new()
    {
        Outcome = result.State is RotationState.Failed or RotationState.RollingBack ? RotationOutcomeKind.Failed : kind,
        Kind = result.Kind,
        Name = result.Name,
        Policy = result.Rotation.Policy,
        Rotation = result.Rotation,
        NewKey = result.RevealKey(),
        Message = result.Rotation.Reason,
    };

    private static RotationOutcome Failure(RotationKind kind, string name, string? policy, RotationInfo? rotation, SecurityException error) => new()
    {
        Outcome = RotationOutcomeKind.Failed,
        Kind = kind,
        Name = name,
        Policy = policy,
        Rotation = rotation,
        ErrorId = error.ErrorId,
        Message = error.Message,
    };
}
