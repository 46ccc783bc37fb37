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

    /// <summary>
    /// Changes without an end. After each change that the store acknowledged a line says which: <c>protect NAME</c>,
    /// <c>update NAME VERSION</c>, <c>remove NAME</c> or <c>destroy NAME</c>.
    /// </summary>
    public void Load(string prefix)
    {
        for (int i = 0; ; i++)
        {
            string name = $"{prefix}-{i}";
            Protect(name);
            Acknowledge($"protect {name}");
            Acknowledge($"update {name} {Update(name, name)}");
            Acknowledge($"update {Shared} {Update(Shared, name)}");
            if (i % 3 == 1)
            {
                secrets.Remove(SecretReference.ByName(name));
                Acknowledge($"remove {name}");
            }
            else if (i % 3 == 2)
            {
                secrets.Destroy(SecretReference.ByName(name));
                Acknowledge($"destroy {name}");
            }
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
