using System.Globalization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.TwoFactor;

/// <content>Checking codes and backup codes.</content>
public sealed partial class TwoFactorManager
{
    /// <summary>The number of backup codes when no other is given.</summary>
    public const int DefaultBackupCodes = 10;

    private const int MostBackupCodes = 100;
    private const string DecoyId = "decoy";

    /// <summary>
    /// Checks a user's code. A right one is accepted once: its step is stored, and neither it nor an earlier one comes
    /// again, not even when the clock goes back. The first right one confirms a pending enrolment. For an unknown user
    /// the same work is done.
    /// </summary>
    /// <param name="userId">The user.</param>
    /// <param name="code">What was typed: ASCII digits, exactly as many as a code has.</param>
    /// <param name="window">
    /// By time, the periods before and after that are accepted, 0 to 10 (1 when null); by a counter, the counters ahead,
    /// 0 to 100 (10 when null).
    /// </param>
    /// <exception cref="InvalidInputException">The window is out of its range, or nobody can have such a name.</exception>
    /// <exception cref="IntegrityException">The enrolment was changed by someone without the store's key.</exception>
    public OtpVerification Verify(string userId, string code, int? window = null)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Judge(AuditAction.TotpVerified, userId, (change, record, state, now) =>
        {
            using SecretBuffer secret = change.Open(record);
            // What suits a counter may be too wide for the record that stands for unknown users, and must not show.
            int? width = record.State == OtpState.Decoy && window <= OneTimePasswords.MaximumLookAhead ? Math.Min(window.Value, OneTimePasswords.MaximumWindow) : window;
            OtpMatch match = Match(state, secret.Span, code, width, now);
            if (match.Step is { } step) return (OtpVerificationReason.Accepted, state with { LastStep = step, ConfirmedAt = state.ConfirmedAt ?? now }, step);
            if (match.IsOld) return (OtpVerificationReason.Reused, state, null);
            bool isGuess = Hotp.TryRead(code, stackalloc byte[state.Parameters.Digits]);
            return (OtpVerificationReason.WrongCode, isGuess ? OtpThrottle.Fail(state, now) : state, null);
        });
    }

    /// <summary>Makes new backup codes for a user; those that were there are worth nothing any more.</summary>
    /// <param name="userId">The user; the enrolment may be pending.</param>
    /// <param name="count">How many, 1 to 100.</param>
    /// <returns>The codes; they are not kept and cannot be shown again.</returns>
    /// <exception cref="NotFoundException">The user has no enrolment.</exception>
    /// <exception cref="InvalidInputException">The count is out of its range.</exception>
    public IReadOnlyList<string> CreateBackupCodes(string userId, int count = DefaultBackupCodes)
    {
        AuditNote note = new(AuditAction.BackupCodesGenerated, userId ?? "") { Metadata = { ["count"] = count.ToString(CultureInfo.InvariantCulture) } };
        return _store.Write(note, change =>
        {
            if (count is < 1 or > MostBackupCodes) throw SecurityErrors.BackupCodeCountInvalid(MostBackupCodes);
            Record record = Find(change, userId!);
            HashSet<string> codes = [];
            while (codes.Count < count) codes.Add(BackupCode.Generate());
            OtpState state = OtpState.Of(record) with { BackupCodes = [.. codes.Select(code => BackupCode.Hash(_store.Keys, record.Id, BackupCode.Normalize(code)))], UsedBackupCodes = [] };
            change.Update(state.In(record));
            return (IReadOnlyList<string>)[.. codes];
        });
    }

    /// <summary>
    /// Checks a user's backup code and uses it up. Case, spaces and hyphens do not matter. Wrong ones are counted with
    /// wrong codes, and for an unknown user the same work is done. It does not confirm a pending enrolment.
    /// </summary>
    /// <exception cref="InvalidInputException">Nobody can have such a name.</exception>
    /// <exception cref="IntegrityException">The enrolment was changed by someone without the store's key.</exception>
    public OtpVerification VerifyBackupCode(string userId, string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Judge(AuditAction.BackupCodeVerified, userId, (_, record, state, now) =>
        {
            string normal = BackupCode.Normalize(code);
            string hash = BackupCode.Hash(_store.Keys, record.Id, normal);
            int at = BackupCode.Find(state.BackupCodes, hash);
            bool wasUsed = BackupCode.Find(state.UsedBackupCodes, hash) >= 0;
            if (at < 0 && wasUsed) return (OtpVerificationReason.Reused, state, null);
            if (at < 0) return (OtpVerificationReason.WrongCode, BackupCode.HasForm(normal) ? OtpThrottle.Fail(state, now) : state, null);
            OtpState used = state with { BackupCodes = [.. state.BackupCodes.Where((_, other) => other != at)], UsedBackupCodes = [.. state.UsedBackupCodes, state.BackupCodes[at]] };
            return (OtpVerificationReason.Accepted, used, null);
        });
    }

    private static OtpMatch Match(OtpState state, ReadOnlySpan<byte> secret, string code, int? window, DateTimeOffset now)
    {
        int width = OneTimePasswords.CheckWindow(state.Parameters.Type, window);
        if (state.Parameters.Type == OtpType.Totp) return Totp.Find(state.Parameters, secret, code, now, width, state.LastStep);
        // The last accepted counter is looked at too, to tell a code that was sent twice from a guess.
        return Hotp.Find(state.Parameters, secret, code, state.LastStep, OneTimePasswords.LastCounter(state.LastStep + 1, width), state.LastStep);
    }

    // What has not the form of a code is no guess, and is not counted: a backup code typed for a code costs no try.
    // Known, unknown or throttled: one record is read, one code is looked for, one record and one entry are written.
    private OtpVerification Judge(
        string action, string userId, Func<StoreChange, Record, OtpState, DateTimeOffset, (OtpVerificationReason Reason, OtpState Next, long? Step)> look)
    {
        AuditNote note = new(action, userId ?? "");
        return _store.Write(note, change =>
        {
            CanonicalName.Check(KindOfName, userId!);
            DateTimeOffset now = Now;
            Record? known = change.FindByName(OtpState.Collection, userId!);
            Record record = known ?? TakeDecoy(change);
            OtpState state = OtpState.Of(record);
            TimeSpan? delay = OtpThrottle.Remaining(state, now);
            (OtpVerificationReason reason, OtpState next, long? step) = look(change, record, state, now);
            if (known is null) reason = OtpVerificationReason.NotEnrolled;
            else if (delay is not null) reason = OtpVerificationReason.Throttled;
            next = reason switch
            {
                OtpVerificationReason.Accepted => next with { FailedAttempts = 0, FailedAt = null, LastUsedAt = now },
                OtpVerificationReason.WrongCode => next,
                OtpVerificationReason.Throttled => OtpThrottle.Refuse(state, now),
                _ => state,
            };
            change.Update(next.In(record));
            OtpVerification verdict = new()
            {
                UserId = known?.Name ?? userId,
                Reason = reason,
                RetryAfter = known is null ? null : OtpThrottle.Remaining(next, now),
                Step = reason == OtpVerificationReason.Accepted ? step : null,
                Confirmed = reason == OtpVerificationReason.Accepted && state.ConfirmedAt is null && next.ConfirmedAt is not null,
                RemainingBackupCodes = known is null ? null : next.BackupCodes.Count,
            };
            Tell(note, verdict);
            return verdict;
        });
    }

    private static void Tell(AuditNote note, OtpVerification verdict)
    {
        if (!verdict.IsValid) note.Result = AuditResult.Denied;
        note.Metadata["reason"] = verdict.Reason.ToString();
        if (verdict.Confirmed) note.Metadata["confirmed"] = "true";
        if (verdict.RetryAfter is { } wait) note.Metadata["retryAfterSeconds"] = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    private Record TakeDecoy(StoreChange change)
    {
        if (change.Find(OtpState.Collection, DecoyId) is { } present) return present;
        using OtpKey key = OtpKey.Generate(OtpEnrollmentOptions.DefaultIssuer, DecoyId);
        return Insert(change, null, key);
    }
}
