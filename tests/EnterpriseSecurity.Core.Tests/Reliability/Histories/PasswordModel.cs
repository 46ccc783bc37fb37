using System.Globalization;

namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>The passwords of one user: none of the last ones again, and only on top of the version that was expected.</summary>
internal sealed class PasswordModel(int kept) : IModel
{
    // The version, and the last passwords.
    public string Start => "0";

    public string? Next(string state, string[] call, string answer)
    {
        string[] parts = state.Split(' ');
        string expected = call.Length > 3 && call[3] != parts[0] ? "PasswordHistoryVersionDiffers"
            : parts.Skip(1).Contains(call[2]) ? "PasswordReused"
            : (long.Parse(parts[0], CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        if (answer != expected) return null;
        return char.IsAsciiDigit(answer[0]) ? string.Join(' ', [answer, call[2], .. parts.Skip(1).Take(kept - 1)]) : state;
    }
}
