namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>A session: one refresh token is good at a time, and one that comes twice ends it.</summary>
internal sealed class SessionModel(string firstToken) : IModel
{
    private const string Over = "";

    // The refresh token that is good.
    public string Start => firstToken;

    public string? Next(string state, string[] call, string answer) => call[0] switch
    {
        "verify" => answer == (state == Over ? "Revoked" : "Accepted") ? state : null,
        "end" => answer == "done" ? Over : null,
        _ when state == Over => answer == "JwtRefreshTokenRevoked" ? Over : null,
        _ when state == call[1] => answer.StartsWith("refreshed ", StringComparison.Ordinal) ? answer["refreshed ".Length..] : null,
        _ => answer == "JwtRefreshTokenReused" ? Over : null,
    };
}
