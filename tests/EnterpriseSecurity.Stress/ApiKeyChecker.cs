using System.Diagnostics;
using System.Globalization;
using System.Text;
using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.Stress;

/// <summary>Checks one API key again and again, as a service does.</summary>
internal sealed class ApiKeyChecker(ApiKeyManager keys, TextReader input, TextWriter output)
{
    /// <summary>Says <c>ready</c>, waits for a line, checks the key, and says how often, and how often it was accepted.</summary>
    /// <param name="key">The key's text.</param>
    /// <param name="count">How often at most.</param>
    /// <param name="time">For how long at most.</param>
    public void Run(string key, int count, TimeSpan time)
    {
        output.WriteLine("ready");
        output.Flush();
        if (input.ReadLine() is null) return;
        byte[] text = Encoding.ASCII.GetBytes(key);
        long begun = Stopwatch.GetTimestamp();
        int checks = 0, accepted = 0;
        for (; checks < count && Stopwatch.GetElapsedTime(begun) < time; checks++)
        {
            if (keys.Validate(text).IsValid) accepted++;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{checks} {accepted}"));
        output.Flush();
    }
}
