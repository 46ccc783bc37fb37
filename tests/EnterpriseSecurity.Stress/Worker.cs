using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Stress;

/// <summary>What a worker process does to the secrets of a store, and what it says of it.</summary>
internal sealed class Worker(SecretManager secrets, TextReader input, TextWriter output)
{
    private const string Shared = "shared";

    /// <summary>
    /// Says <c>ready</c>, waits for a line, then makes secrets <c>PREFIX-0</c> and on, each with its own name as its
    /// value, with one update of the secret <c>shared</c> after each.
    /// </summary>
    public void Write(string prefix, int count)
    {
        Acknowledge("ready");
        if (input.ReadLine() is null) return;
        for (int i = 0; i < count; i++)
        {
            Protect($"{prefix}-{i}");
            Update(Shared, $"{prefix}-{i}");
        }
    }

    private void Protect(string name)
    {
        using SecretValue value = SecretValue.FromText(name);
        secrets.Protect(name, value);
    }

    private int Update(string name, string text)
    {
        using SecretValue value = SecretValue.FromText(text);
        return secrets.Update(SecretReference.ByName(name), value).Version;
    }

    private void Acknowledge(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
