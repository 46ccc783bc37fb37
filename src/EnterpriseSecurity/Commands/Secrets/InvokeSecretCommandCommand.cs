using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>
/// Runs a script block, and the programs it starts, with secrets as environment variables, and masks the secrets in the
/// text that comes out. The variables are gone when it ends.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "SecretCommand", SupportsShouldProcess = true)]
[OutputType(typeof(object))]
public sealed class InvokeSecretCommandCommand : StoreCmdlet
{
    private const string Mask = "********";
    private const int ShortestMasked = 3;

    /// <summary>The variables, and the name of the secret for each: <c>@{ PGPASSWORD = 'production_db' }</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public Hashtable Secret { get; set; } = [];

    /// <summary>What to run.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>Arguments for the script block.</summary>
    [Parameter]
    public object[] ArgumentList { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(string.Join(", ", Secret.Keys.Cast<object>()), "Run with secrets")) return;
        Dictionary<string, string?> before = [];
        List<string> values = [];
        bool ready = ForEachInput("secrets", () => SetVariables(store, before, values));
        try
        {
            if (!ready) return;
            // Longest first, so that a secret that holds another one is masked whole.
            values.Sort((x, y) => y.Length.CompareTo(x.Length));
            foreach (object? output in InvokeCommand.InvokeScript(useLocalScope: true, ScriptBlock, null, ArgumentList)) WriteObject(Masked(output, values));
        }
        catch (RuntimeException error) when (values.Any(value => error.Message.Contains(value, StringComparison.Ordinal)))
        {
            ThrowTerminatingError(Errors.SecretCommandFailed((string)Masked(error.Message, values)!));
        }
        finally
        {
            foreach ((string name, string? value) in before) Environment.SetEnvironmentVariable(name, value);
        }
    }

    private void SetVariables(EnterpriseSecurityManager store, Dictionary<string, string?> before, List<string> values)
    {
        // All secrets are opened before any variable is set: a missing one runs nothing.
        Dictionary<string, string> opened = [];
        foreach (DictionaryEntry entry in Secret)
        {
            using SecretValue value = store.Secrets.Unprotect(SecretReference.ByName($"{entry.Value}"));
            opened[$"{entry.Key}"] = value.Kind is SecretKind.Text or SecretKind.SecureText or SecretKind.Credential
                ? value.RevealText()
                : throw Errors.SecretNotForEnvironment($"{entry.Value}");
        }

        foreach ((string name, string value) in opened)
        {
            before[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
            if (value.Length >= ShortestMasked) values.Add(value);
        }
    }

    private static object? Masked(object? output, List<string> values)
    {
        object? plain = output is PSObject wrapped ? wrapped.BaseObject : output;
        string? text = plain switch
        {
            string line => line,
            ErrorRecord error => error.ToString(),
            _ => null,
        };
        if (text is null || !values.Any(value => text.Contains(value, StringComparison.Ordinal))) return output;
        foreach (string value in values) text = text.Replace(value, Mask, StringComparison.Ordinal);
        return text;
    }
}
