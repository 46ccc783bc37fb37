using System.Text.Json.Nodes;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.TwoFactor;

/// <summary>
/// How an enrolment stands in the store's records: the body is the secret; everything here is in the attributes, in
/// clear under the record's seal.
/// </summary>
internal sealed record OtpState
{
    /// <summary>The collection of enrolments; the name is the user's.</summary>
    public const string Collection = "otp-enrollment";

    /// <summary>The state of an enrolment that no code has confirmed yet.</summary>
    public const string Pending = "pending";

    /// <summary>The state of a confirmed enrolment.</summary>
    public const string Active = "active";

    /// <summary>The state of the one record that is nobody's, on which guesses at unknown users are tried.</summary>
    public const string Decoy = "decoy";

    public required string Issuer { get; init; }

    public required OtpParameters Parameters { get; init; }

    /// <summary>The last step or counter that was accepted; -1 for none.</summary>
    public long LastStep { get; init; } = -1;

    public int FailedAttempts { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The keyed hashes of the backup codes that are left.</summary>
    public IReadOnlyList<string> BackupCodes { get; init; } = [];

    /// <summary>The keyed hashes of those that were used.</summary>
    public IReadOnlyList<string> UsedBackupCodes { get; init; } = [];

    public static OtpState Of(Record record) => new()
    {
        Issuer = record.Attributes["issuer"]!.GetValue<string>(),
        Parameters = new OtpParameters
        {
            Type = (OtpType)Number(record, "type")!,
            Algorithm = (OtpAlgorithm)Number(record, "algorithm")!,
            Digits = (int)Number(record, "digits")!,
            Period = (int)Number(record, "period")!,
        },
        LastStep = Number(record, "lastStep")!.Value,
        FailedAttempts = (int)(Number(record, "failedAttempts") ?? 0),
        FailedAt = Time(record, "failedAt"),
        ConfirmedAt = Time(record, "confirmedAt"),
        LastUsedAt = Time(record, "lastUsedAt"),
        BackupCodes = Texts(record, "backupCodes"),
        UsedBackupCodes = Texts(record, "usedBackupCodes"),
    };

    /// <summary>The record with this state.</summary>
    public Record In(Record record) => record with
    {
        State = record.State == Decoy ? Decoy : ConfirmedAt is null ? Pending : Active,
        Attributes = new JsonObject
        {
            ["issuer"] = Issuer,
            ["type"] = (long)Parameters.Type,
            ["algorithm"] = (long)Parameters.Algorithm,
            ["digits"] = (long)Parameters.Digits,
            ["period"] = (long)Parameters.Period,
            ["lastStep"] = LastStep,
            ["failedAttempts"] = (long)FailedAttempts,
            ["failedAt"] = FailedAt?.ToUnixTimeMilliseconds(),
            ["confirmedAt"] = ConfirmedAt?.ToUnixTimeMilliseconds(),
            ["lastUsedAt"] = LastUsedAt?.ToUnixTimeMilliseconds(),
            ["backupCodes"] = List(BackupCodes),
            ["usedBackupCodes"] = List(UsedBackupCodes),
        },
    };

    /// <summary>What others may see.</summary>
    public OtpEnrollment ToInfo(Record record, DateTimeOffset now) => new()
    {
        UserId = record.Name!,
        Issuer = Issuer,
        State = ConfirmedAt is null ? OtpEnrollmentState.Pending : OtpEnrollmentState.Active,
        Type = Parameters.Type,
        Algorithm = Parameters.Algorithm,
        Digits = Parameters.Digits,
        Period = Parameters.Period,
        CreatedAt = record.CreatedAt,
        ConfirmedAt = ConfirmedAt,
        LastUsedAt = LastUsedAt,
        FailedAttempts = FailedAttempts,
        ThrottledUntil = OtpThrottle.Remaining(this, now) is { } remaining ? now + remaining : null,
        RemainingBackupCodes = BackupCodes.Count,
    };

    private static JsonArray List(IReadOnlyList<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    private static long? Number(Record record, string attribute) => record.Attributes[attribute]?.GetValue<long>();

    private static DateTimeOffset? Time(Record record, string attribute) => Number(record, attribute) is long milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    private static IReadOnlyList<string> Texts(Record record, string attribute) => [.. record.Attributes[attribute]?.AsArray().Select(text => text!.GetValue<string>()) ?? []];
}
