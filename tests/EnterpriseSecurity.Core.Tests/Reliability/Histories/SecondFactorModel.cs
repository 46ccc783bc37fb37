using System.Globalization;

namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>Codes by time and backup codes of one user: each once, and after five wrong ones in a row none is looked at. The clock stands.</summary>
/// <param name="steps">The step of each code by time.</param>
/// <param name="backupCodes">The backup codes.</param>
internal sealed class SecondFactorModel(IReadOnlyDictionary<string, long> steps, IReadOnlyCollection<string> backupCodes) : IModel
{
    private const int MostFailures = 5;

    // The last step, the failures in a row, the backup codes that were used.
    public string Start => "0 0 ";

    public string? Next(string state, string[] call, string answer)
    {
        string[] parts = state.Split(' ');
        (long last, int failures, string used) = (long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
        string code = call[2];
        bool isBackup = call[0] == "backup";
        long step = isBackup ? 0 : steps.GetValueOrDefault(code, -1);
        string expected = failures >= MostFailures ? "Throttled"
            : isBackup && backupCodes.Contains(code) ? used.Contains(code, StringComparison.Ordinal) ? "Reused" : "Accepted"
            : isBackup || step < 0 ? "WrongCode"
            : step > last ? "Accepted" : "Reused";
        if (answer != expected) return null;
        return answer switch
        {
            "Accepted" when isBackup => FormattableString.Invariant($"{last} 0 {string.Concat(used.Split('+').Append(code).Order(StringComparer.Ordinal).Select(one => one.Length == 0 ? "" : one + "+"))}"),
            "Accepted" => FormattableString.Invariant($"{step} 0 {used}"),
            "WrongCode" => FormattableString.Invariant($"{last} {failures + 1} {used}"),
            _ => state,
        };
    }
}
