using System.Globalization;

namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>A secret with versions, which can be removed and recovered.</summary>
internal sealed class SecretModel(string value) : IModel
{
    // The version, the value, whether it is there.
    public string Start => $"1 {value} there";

    public string? Next(string state, string[] call, string answer)
    {
        string[] parts = state.Split(' ');
        bool isThere = parts[2] == "there";
        string nextVersion = (int.Parse(parts[0], CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        (string expected, string next) = call[0] switch
        {
            "recover" => isThere ? ("SecretNotFound", state) : ("done", $"{parts[0]} {parts[1]} there"),
            _ when !isThere => ("SecretNotFound", state),
            "get" => (parts[1], state),
            "put" => (nextVersion, $"{nextVersion} {call[2]} there"),
            _ => ("done", $"{parts[0]} {parts[1]} removed"),
        };
        return answer == expected ? next : null;
    }
}
