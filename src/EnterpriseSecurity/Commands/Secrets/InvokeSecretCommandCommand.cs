using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Runs a script block, and the programs it starts, with secrets as environment variables, and masks them in its output.</summary>
/// <remarks>
/// <para>All secrets are opened before the first variable is set; when one is missing or expired, nothing runs. The
/// variables are gone, or have their old values, when the script block ends, also when it fails. Where a value of
/// three characters or more stands in text that comes out, and in the message of a failure, it becomes
/// <c>********</c>.</para>
/// <para>Only text, SecureString and credential secrets can be given; of a credential it is the password. While the
/// block runs, the variables belong to the whole process: its other threads, the programs it starts, and the same
/// user's tools can see them.</para>
/// </remarks>
/// <example>
/// <para>Give a program its password.</para>
/// <code>
/// Invoke-SecretCommand @{ PGPASSWORD = 'db-password' } {
///     if (Get-Command psql -ErrorAction Ignore) { psql --version }
/// }
/// </code>
/// <para>A real block would connect: psql reads PGPASSWORD by itself.</para>
/// </example>
/// <example>
/// <para>Call a web API with a token that never shows.</para>
/// <code>
/// Invoke-SecretCommand @{ API_TOKEN = 'api-token' } {
///     $headers = @{ Authorization = "Bearer $env:API_TOKEN" }
///     "Calling with $($headers.Authorization)"
/// }
/// </code>
/// <para>The line that comes out reads 'Calling with Bearer ********'.</para>
/// </example>
/// <example>
/// <para>Give a script block arguments besides.</para>
/// <code>
/// Invoke-SecretCommand @{ BACKUP_PASSWORD = 'db-password' } -ArgumentList 'nightly' {
///     param($Name)
///     "Backup $Name, password of $($env:BACKUP_PASSWORD.Length) characters"
/// }
/// </code>
/// </example>
/// <seealso cref="UnprotectSecretCommand"/>
/// <seealso cref="ProtectSecretCommand"/>
/// <seealso cref="GetProtectedSecretCommand"/>
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
