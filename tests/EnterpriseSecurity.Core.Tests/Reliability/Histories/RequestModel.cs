namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>A signed request, which is accepted once.</summary>
internal sealed class RequestModel : IModel
{
    public string Start => "new";

    public string? Next(string state, string[] call, string answer) => answer == (state == "new" ? "Accepted" : "Replayed") ? "seen" : null;
}
