namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>A rotation that is due: one process claims its hook, and nobody else does.</summary>
internal sealed class RotationModel : IModel
{
    public string Start => "due";

    public string? Next(string state, string[] call, string answer) => (state, call[0], answer) switch
    {
        ("due", "claim", "claimed") => "claimed",
        // Whoever took any of its steps tells that it is completed.
        ("claimed" or "completed", "finish", "Completed") => "completed",
        _ => null,
    };
}
