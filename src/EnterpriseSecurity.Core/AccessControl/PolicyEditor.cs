using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>One change of roles and grants within a write transaction; <see cref="Complete"/> makes it the next generation.</summary>
internal sealed class PolicyEditor(StoreChange change, KeyRing keys)
{
    private readonly PolicyState _state = PolicyState.Read(change);
    private readonly List<(string Collection, string Id)> _edits = [];
    private RecordDigest? _digest;

    /// <summary>When the change is made.</summary>
    public DateTimeOffset Now => change.Now;

    private RecordDigest Digest
    {
        get => _digest ?? _state.Digest;
        set => _digest = value;
    }

    /// <summary>The role with this name.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public Role RequireRole(string name) => FindRole(CanonicalName.KeyOf(name)) ?? throw SecurityErrors.RoleNotFound(name);

    /// <summary>The role with this id, or null.</summary>
    public Role? FindRole(string id) => change.Find(PolicyRecords.Roles, id) is { } record ? PolicyRecords.ToRole(record) : null;

    /// <summary>The grant with this id, or null.</summary>
    public Grant? FindGrant(string id) => change.Find(PolicyRecords.Grants, id) is { } record ? PolicyRecords.ToGrant(record) : null;

    /// <summary>All roles.</summary>
    public IEnumerable<Role> ListRoles() => change.List(PolicyRecords.Roles).Select(PolicyRecords.ToRole);

    /// <summary>All grants.</summary>
    public IEnumerable<Grant> ListGrants() => change.List(PolicyRecords.Grants).Select(PolicyRecords.ToGrant);

    /// <summary>A user's grants.</summary>
    public IEnumerable<Grant> ListGrants(string userKey) => change.ListByPrefix(PolicyRecords.Grants, PolicyRecords.GrantPrefix(userKey)).Select(PolicyRecords.ToGrant);

    /// <summary>The number of roles.</summary>
    public long CountRoles() => change.Count(PolicyRecords.Roles);

    /// <summary>Adds a role or replaces it.</summary>
    public void Put(Role role)
    {
        Record? present = change.Find(PolicyRecords.Roles, role.Id);
        if (present is not null) Digest = Digest.Without(keys, PolicyRecords.ToRole(present));
        Write(PolicyRecords.ToRecord(role, present), present);
        Digest = Digest.With(keys, role);
    }

    /// <summary>Adds a grant or replaces it.</summary>
    public void Put(Grant grant)
    {
        Record? present = change.Find(PolicyRecords.Grants, grant.Id);
        if (present is not null) Digest = Digest.Without(keys, PolicyRecords.ToGrant(present));
        Write(PolicyRecords.ToRecord(grant, present), present);
        Digest = Digest.With(keys, grant);
    }

    /// <summary>Takes a role away.</summary>
    public void Delete(Role role)
    {
        Delete(PolicyRecords.Roles, role.Id);
        Digest = Digest.Without(keys, role);
    }

    /// <summary>Takes a grant away.</summary>
    public void Delete(Grant grant)
    {
        Delete(PolicyRecords.Grants, grant.Id);
        Digest = Digest.Without(keys, grant);
    }

    /// <summary>Writes the state that goes with what was changed.</summary>
    public void Complete()
    {
        if (_edits.Count > 0) _state.Next(Digest, _edits).Write(change);
    }

    /// <summary>Writes the state with another way to tell of checks.</summary>
    public void SetCheckAudit(PermissionCheckAudit mode) => (_state.Next(Digest, []) with { CheckAudit = mode }).Write(change);

    private void Write(Record record, Record? present)
    {
        if (present is null) change.Insert(record, []);
        else change.Update(record, []);
        _edits.Add((record.Collection, record.Id));
    }

    private void Delete(string collection, string id)
    {
        change.Delete(change.Find(collection, id)!);
        _edits.Add((collection, id));
    }
}
