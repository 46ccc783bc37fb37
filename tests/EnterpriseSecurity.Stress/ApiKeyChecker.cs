using System.Text;
using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.Stress;

/// <summary>Checks one API key again and again, as a service does.</summary>
internal sealed class ApiKeyChecker(ApiKeyManager keys, TextReader input, TextWriter output)
{
    /// <summary>Says <c>ready</c>, waits for a line, checks the key so often, and says how often it was accepted.</summary>
    public void Run(string key, int count)
    {
        output.WriteLine("ready");
        output.Flush();
        if (input.ReadLine() is null) return;
        byte[] text = Encoding.ASCII.GetBytes(key);
        int accepted = 0;
        for (int i = 0; i < count; i++)
        {
            if (keys.Validate(text).IsValid) accepted++;
        }

        output.WriteLine(accepted);
        output.Flush();
    }
}
