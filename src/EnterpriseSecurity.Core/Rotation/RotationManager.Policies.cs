using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <content>Policies.</content>
public sealed partial class RotationManager
{
    /// <summary>Makes a policy. What it matches is rotated by <see cref="InvokeDue"/>.</summary>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    /// <exception cref="InvalidInputException">Something cannot be used; the message says what.</exception>
    public RotationPolicy CreatePolicy(RotationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return _store.Write(new AuditNote(AuditAction.RotationPolicyCreated, AuditText.Clip(policy.Name)), change =>
        {
            RotationPolicy made = RotationRules.Check(policy) with { CreatedAt = change.Now, UpdatedAt = change.Now };
            _engine.TargetOf(made.Kind);
            if (change.FindByName(RotationPolicyRecord.Collection, made.Name) is not null) throw SecurityErrors.RotationPolicyExists(made.Name);
            using SecretBuffer body = RotationPolicyRecord.BodyOf(made);
            change.Insert(RotationPolicyRecord.Create(made), body.Span);
            return made;
        });
    }

    /// <summary>A policy.</summary>
    /// <exception cref="NotFoundException">There is no such policy.</exception>
    public RotationPolicy GetPolicy(string name) =>
        _store.Read(new AuditNote(AuditAction.RotationPolicyListed, AuditText.Clip(name)), view => RotationPolicyRecord.Read(view, FindPolicy(view, name)));

    /// <summary>The policies that match, by name.</summary>
    /// <param name="name">A name, with <c>*</c> and <c>?</c> for others.</param>
    /// <param name="kind">Those for this kind of credential; all when null.</param>
    public IReadOnlyList<RotationPolicy> ListPolicies(string name = "*", RotationKind? kind = null) =>
        _store.Read(new AuditNote(AuditAction.RotationPolicyListed, AuditText.Clip(name)), view => (IReadOnlyList<RotationPolicy>)
            [.. Policies(view).Where(policy => NamePattern.Matches(name, policy.Name) && (kind is null || policy.Kind == kind))]);

    /// <summary>Changes a policy. What it has begun goes on as it was begun.</summary>
    /// <exception cref="NotFoundException">There is no such policy.</exception>
    /// <exception cref="InvalidInputException">Something cannot be used; the message says what.</exception>
    public RotationPolicy SetPolicy(string name, RotationPolicyChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return _store.Write(new AuditNote(AuditAction.RotationPolicyChanged, AuditText.Clip(name)), change =>
        {
            Record record = FindPolicy(change, name);
            RotationPolicy changed = RotationRules.Check(changes.Apply(RotationPolicyRecord.Read(change, record))) with { UpdatedAt = change.Now };
            using SecretBuffer body = RotationPolicyRecord.BodyOf(changed);
            change.Update(RotationPolicyRecord.With(record, changed), body.Span);
            return changed;
        });
    }

    /// <summary>Takes a policy away. What it has begun goes on as it was begun.</summary>
    /// <exception cref="NotFoundException">There is no such policy.</exception>
    public void RemovePolicy(string name) => _store.Write(new AuditNote(AuditAction.RotationPolicyRemoved, AuditText.Clip(name)), change =>
    {
        change.Delete(FindPolicy(change, name));
        return true;
    });

    private static Record FindPolicy(StoreView view, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return view.FindByName(RotationPolicyRecord.Collection, name) ?? throw SecurityErrors.RotationPolicyNotFound(name);
    }

    private static IEnumerable<RotationPolicy> Policies(StoreView view) =>
        view.List(RotationPolicyRecord.Collection).Select(record => RotationPolicyRecord.Read(view, record)).OrderBy(policy => policy.Name, StringComparer.OrdinalIgnoreCase);
}
