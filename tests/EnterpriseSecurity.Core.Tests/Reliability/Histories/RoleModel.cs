namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>Whether a user has a role, and may do what it allows.</summary>
internal sealed class RoleModel : IModel
{
    public string Start => "False";

    public string? Next(string state, string[] call, string answer) => call[0] switch
    {
        "grant" => answer == "done" ? "True" : null,
        "ungrant" => answer == (state == "True" ? "done" : "RoleGrantNotFound") ? "False" : null,
        _ => answer == state ? state : null,
    };
}
