using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.TwoFactor;

/// <summary>
/// Second factors of users in a store: one enrolment a user, its secret sealed, and its backup codes. A code is
/// accepted once, by whichever process is first, and guessing is slowed down. Every call leaves an entry in the audit
/// trail, the refused ones too.
/// </summary>
public sealed partial class TwoFactorManager
{
    private const string KindOfName = "user";

    private readonly SecurityStore _store;

    internal TwoFactorManager(SecurityStore store)
    {
        _store = store;
        OneTimePasswords = new OneTimePasswords(store);
    }

    /// <summary>Codes and QR codes from a secret at hand, with the audit trail of this store.</summary>
    public OneTimePasswords OneTimePasswords { get; }

    private DateTimeOffset Now => _store.Now;

    /// <summary>
    /// Makes a secret for a user and enrols the user as pending, until the first code comes back. A pending enrolment
    /// that is there already is replaced, its backup codes with it.
    /// </summary>
    /// <param name="userId">The user; case and Unicode composition do not matter. No colon.</param>
    /// <param name="options">How.</param>
    /// <returns>The secret, to be handed to the user; the caller disposes of it.</returns>
    /// <exception cref="AlreadyExistsException">The user has a confirmed enrolment.</exception>
    /// <exception cref="InvalidInputException">The user's name, the issuer or a parameter cannot be used.</exception>
    public OtpKey Enroll(string userId, OtpEnrollmentOptions? options = null)
    {
        options ??= new OtpEnrollmentOptions();
        AuditNote note = new(AuditAction.TotpSecretGenerated, userId ?? "");
        return _store.Write(note, change =>
        {
            CanonicalName.Check(KindOfName, userId!);
            OtpKey key = OtpKey.Generate(options.Issuer, userId!, options.Parameters);
            try
            {
                if (change.FindByName(OtpState.Collection, userId!) is { } present)
                {
                    if (present.State != OtpState.Pending) throw SecurityErrors.TotpEnrollmentExists(userId!);
                    change.Delete(present);
                    note.Metadata["replaced"] = "true";
                }

                Insert(change, userId!, key);
                return key;
            }
            catch
            {
                key.Dispose();
                throw;
            }
        });
    }

    /// <summary>The key of an enrolment that is still pending, for showing it once more.</summary>
    /// <returns>The key; the caller disposes of it.</returns>
    /// <exception cref="NotFoundException">The user has no enrolment.</exception>
    /// <exception cref="InvalidStateException">It is confirmed, and its secret is not given out any more.</exception>
    public OtpKey GetPendingKey(string userId)
    {
        AuditNote note = new(AuditAction.TotpUriRead, userId ?? "");
        return _store.Read(note, view =>
        {
            Record record = Find(view, userId!);
            if (record.State != OtpState.Pending) throw SecurityErrors.TotpEnrollmentConfirmed(userId!);
            OtpState state = OtpState.Of(record);
            return OtpKey.Own(view.Open(record), secret => new OtpKey(secret, state.Parameters, state.Issuer, record.Name!));
        });
    }

    /// <summary>What is known of a user's enrolment.</summary>
    /// <exception cref="NotFoundException">The user has none.</exception>
    public OtpEnrollment Get(string userId)
    {
        AuditNote note = new(AuditAction.TotpEnrollmentListed, userId ?? "");
        return _store.Read(note, view =>
        {
            Record record = Find(view, userId!);
            return OtpState.Of(record).ToInfo(record, Now);
        });
    }

    /// <summary>All enrolments, in the order of the users' names.</summary>
    public IReadOnlyList<OtpEnrollment> List() =>
        _store.Read(new AuditNote(AuditAction.TotpEnrollmentListed, "*"), view => (IReadOnlyList<OtpEnrollment>)
        [
            .. view.List(OtpState.Collection)
                .Where(record => record.State != OtpState.Decoy)
                .Select(record => OtpState.Of(record).ToInfo(record, Now))
                .OrderBy(info => info.UserId, StringComparer.OrdinalIgnoreCase),
        ]);

    /// <summary>Takes a user's enrolment away, secret and backup codes; the record's key is overwritten in the database.</summary>
    /// <exception cref="NotFoundException">The user has none.</exception>
    public void Remove(string userId)
    {
        AuditNote note = new(AuditAction.TotpEnrollmentRemoved, userId ?? "");
        _store.Write(note, change =>
        {
            change.Delete(Find(change, userId!));
            return true;
        });
        _store.PurgeJournal();
    }

    private static Record Find(StoreView view, string userId)
    {
        CanonicalName.Check(KindOfName, userId);
        return view.FindByName(OtpState.Collection, userId) ?? throw SecurityErrors.TotpEnrollmentNotFound(userId);
    }

    private Record Insert(StoreChange change, string? userId, OtpKey key)
    {
        Record record = new()
        {
            Collection = OtpState.Collection,
            Id = userId is null ? DecoyId : Guid.NewGuid().ToString(),
            Name = userId,
            State = userId is null ? OtpState.Decoy : OtpState.Pending,
            CreatedAt = Now,
        };
        return change.Insert(new OtpState { Issuer = key.Issuer, Parameters = key.Parameters }.In(record), key.Secret.Span);
    }
}
