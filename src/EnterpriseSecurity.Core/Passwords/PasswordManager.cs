using System.Text.Json;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// What a store keeps of passwords: the policy and each user's history of hashes. Every call leaves an entry in the
/// audit trail; a password that is refused leaves one that says so.
/// </summary>
public sealed partial class PasswordManager
{
    private const string PolicyCollection = "password-policy";
    private const string PolicyId = "default";

    private readonly SecurityStore _store;

    internal PasswordManager(SecurityStore store) => _store = store;

    private DateTimeOffset Now => _store.Now;

    /// <summary>The store's policy; the default one when none was set.</summary>
    public PasswordPolicy GetPolicy() => _store.Read(new AuditNote(AuditAction.PasswordPolicyRead, PolicyId), ReadPolicy);

    /// <summary>Makes a policy the store's.</summary>
    /// <exception cref="InvalidInputException">The policy contradicts itself.</exception>
    /// <exception cref="NotFoundException">Its list of breached passwords is missing.</exception>
    /// <exception cref="MalformedDataException">Its list of breached passwords is none.</exception>
    public PasswordPolicy SetPolicy(PasswordPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        AuditNote note = new(AuditAction.PasswordPolicyChanged, PolicyId);
        _store.Attempt(note, () =>
        {
            policy.Check();
            policy.OpenBreachList()?.Dispose();
            return true;
        });
        return _store.Write(note, change =>
        {
            WritePolicy(change, policy);
            return policy;
        });
    }

    /// <summary>Takes the store's policy away, so that the default one is in force.</summary>
    public PasswordPolicy ResetPolicy() => _store.Write(new AuditNote(AuditAction.PasswordPolicyChanged, PolicyId) { Metadata = { ["reset"] = "true" } }, change =>
    {
        if (change.Find(PolicyCollection, PolicyId) is { } record) change.Delete(record);
        return new PasswordPolicy();
    });

    /// <summary>Checks a password against every rule, those of the user's history too.</summary>
    /// <param name="utf8Password">The password, up to 65,536 bytes.</param>
    /// <param name="userId">The user; null to leave the rules of names and history out.</param>
    /// <param name="userInputs">Words that an attacker of this user tries first: up to 100, each of up to 100 characters.</param>
    /// <param name="policy">The policy; the store's when null.</param>
    /// <param name="cancellation">Stops waiting for a breach service.</param>
    /// <remarks>See <see cref="PasswordPolicy.Validate"/> for the exceptions.</remarks>
    public PasswordPolicyResult Validate(
        ReadOnlySpan<byte> utf8Password, string? userId = null, IEnumerable<string>? userInputs = null, PasswordPolicy? policy = null, CancellationToken cancellation = default)
    {
        using SecretBuffer password = SecretBuffer.CopyOf(utf8Password);
        string resource = userId ?? "-";
        PasswordPolicyResult result = _store.Attempt(new AuditNote(AuditAction.PasswordPolicyChecked, resource), () =>
        {
            if (userId is not null) CanonicalName.Check(KindOfUser, userId);
            policy ??= _store.Peek(ReadPolicy);
            PasswordPolicyResult first = policy.Validate(password.Span, userId, userInputs, cancellation);
            return userId is null ? first : first with { Violations = [.. first.Violations, .. ValidateHistory(password, userId, policy)] };
        });
        AuditNote note = new(AuditAction.PasswordPolicyChecked, resource) { Result = result.IsValid ? AuditResult.Success : AuditResult.Denied };
        if (!result.IsValid) note.Metadata["rules"] = string.Join(' ', result.Violations.Select(violation => violation.Rule));
        _store.Append(note, durable: false);
        return result;
    }

    /// <summary>Looks a password up in a list of breached ones.</summary>
    /// <param name="utf8Password">The password.</param>
    /// <param name="list">The list; the policy's when null.</param>
    /// <param name="cancellation">Stops waiting for a service.</param>
    /// <exception cref="InvalidStateException">No list was given, and the policy has none.</exception>
    /// <remarks>See <see cref="BreachedPasswordList.Find"/> for further exceptions.</remarks>
    public BreachedPasswordMatch FindBreach(ReadOnlySpan<byte> utf8Password, BreachedPasswordList? list = null, CancellationToken cancellation = default)
    {
        using SecretBuffer password = SecretBuffer.CopyOf(utf8Password);
        BreachedPasswordMatch match = _store.Attempt(new AuditNote(AuditAction.PasswordBreachChecked, list?.Location ?? "-"), () =>
        {
            if (list is not null) return list.Find(password.Span, cancellation);
            using BreachedPasswordList own = _store.Peek(ReadPolicy).OpenBreachList() ?? throw SecurityErrors.BreachListNotSet();
            return own.Find(password.Span, cancellation);
        });
        _store.Append(new AuditNote(AuditAction.PasswordBreachChecked, match.Location) { Result = match.IsBreached ? AuditResult.Denied : AuditResult.Success }, durable: false);
        return match;
    }

    /// <summary>Builds a filter from a list of breached passwords, and makes it the one that the store's policy asks.</summary>
    /// <remarks>See <see cref="BreachedPasswordFilter.Create"/> for the parameters and exceptions.</remarks>
    public BreachedPasswordImport ImportBreachedPasswords(
        BreachedPasswordList list, string path, long minimumCount = 1, bool overwrite = false, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(list);
        AuditNote note = new(AuditAction.PasswordBreachListImported, Path.GetFullPath(path));
        BreachedPasswordImport import = _store.Attempt(note, () => BreachedPasswordFilter.Create(list, path, minimumCount, overwrite, progress, cancellation));
        note.Metadata["entries"] = import.Entries.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return _store.Write(note, change =>
        {
            WritePolicy(change, ReadPolicy(change) with { BreachListPath = import.Path, BreachRangeUri = null });
            return import;
        });
    }

    private static PasswordPolicy ReadPolicy(StoreView view)
    {
        if (view.Find(PolicyCollection, PolicyId) is not { } record) return new PasswordPolicy();
        using SecretBuffer body = view.Open(record);
        try
        {
            return JsonSerializer.Deserialize<PasswordPolicy>(body.Span) ?? throw SecurityErrors.PasswordRecordMalformed(PolicyCollection);
        }
        catch (JsonException)
        {
            throw SecurityErrors.PasswordRecordMalformed(PolicyCollection);
        }
    }

    private void WritePolicy(StoreChange change, PasswordPolicy policy)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(policy);
        if (change.Find(PolicyCollection, PolicyId) is { } record) change.Update(record, body);
        else change.Insert(new Record { Collection = PolicyCollection, Id = PolicyId, CreatedAt = Now }, body);
    }
}
