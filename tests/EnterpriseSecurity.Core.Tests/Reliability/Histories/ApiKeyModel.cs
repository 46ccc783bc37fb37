using System.Globalization;

namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>An API key with a limit and a quota, in one window: the clock stands.</summary>
internal sealed class ApiKeyModel(int limit, int quota) : IModel
{
    // The limit, the requests that passed since the last reset, whether it is active, disabled or revoked.
    public string Start => FormattableString.Invariant($"{limit} 0 active");

    public string? Next(string state, string[] call, string answer)
    {
        string[] parts = state.Split(' ');
        (int most, int used, string life) = (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
        bool isOver = life == "revoked";
        (string expected, string next) = call[0] switch
        {
            "check" when isOver => ("Revoked", state),
            "check" when life == "disabled" => ("Disabled", state),
            "check" when used >= quota => ("QuotaExhausted", state),
            "check" when used >= most => ("RateLimited", state),
            "check" => ("None", FormattableString.Invariant($"{most} {used + 1} {life}")),
            "reset" => ("done", FormattableString.Invariant($"{most} 0 {life}")),
            "revoke" => ("done", FormattableString.Invariant($"{most} {used} revoked")),
            _ when isOver => ("ApiKeyIsRevoked", state),
            "limit" => ("done", $"{call[2]} {used} {life}"),
            _ => ("done", FormattableString.Invariant($"{most} {used} {(call[2] == "yes" ? "active" : "disabled")}")),
        };
        return answer == expected ? next : null;
    }
}
