using System.Collections;
using System.Collections.ObjectModel;
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
    private readonly ScriptBlock _merged = ScriptBlock.Create("param($Block, $Arguments) & $Block @Arguments *>&1");

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
        SecretMask secrets = new();
        OutputMask mask = new(secrets);
        bool ready = ForEachInput("secrets", () => SetVariables(store, before, secrets));
        ArrayList? errors = SessionState.PSVariable.GetValue("Error") as ArrayList;
        try
        {
            if (ready) Run(mask);
        }
        catch (RuntimeException error) when (Masked(error, mask) is { } masked)
        {
            ThrowTerminatingError(masked);
        }
        finally
        {
            foreach ((string name, string? value) in before) Environment.SetEnvironmentVariable(name, value);
            MaskErrors(errors, mask);
        }
    }

    // All streams come back as output, so that each is masked before it goes on to where it belongs.
    private void Run(OutputMask mask)
    {
        Collection<PSObject> results = InvokeCommand.InvokeScript(useLocalScope: true, _merged, null, ScriptBlock, ArgumentList);
        for (int i = 0; i < results.Count; i++)
        {
            object? plain = results[i]?.BaseObject;
            switch (plain)
            {
                case ErrorRecord error when IsOfProgram(error):
                    Host.UI.WriteErrorLine($"{mask.Apply(error)}");
                    break;
                case ErrorRecord error:
                    WriteError(mask.Apply(error));
                    break;
                case WarningRecord warning:
                    WriteWarning((string)mask.Apply(warning.Message)!);
                    break;
                case VerboseRecord verbose:
                    WriteVerbose((string)mask.Apply(verbose.Message)!);
                    break;
                case DebugRecord debug:
                    WriteDebug((string)mask.Apply(debug.Message)!);
                    break;
                case InformationRecord { MessageData: HostInformationMessage }:
                    WriteInformation(ToHost(results, ref i, mask), ["PSHOST"]);
                    break;
                case InformationRecord information:
                    WriteInformation(mask.Apply(information.MessageData), [.. information.Tags]);
                    break;
                default:
                    WriteObject(mask.Apply(results[i]));
                    break;
            }
        }
    }

    // Pieces of one line stand together on the screen, and are masked together.
    private static HostInformationMessage ToHost(Collection<PSObject> results, ref int index, OutputMask mask)
    {
        HostInformationMessage first = (HostInformationMessage)((InformationRecord)results[index].BaseObject).MessageData;
        string text = first.Message;
        bool isOpen = first.NoNewLine ?? false;
        while (isOpen && index + 1 < results.Count && results[index + 1]?.BaseObject is InformationRecord { MessageData: HostInformationMessage next })
        {
            text += next.Message;
            isOpen = next.NoNewLine ?? false;
            index++;
        }

        string masked = (string)mask.Apply(text)!;
        return new HostInformationMessage { Message = masked, NoNewLine = isOpen, ForegroundColor = first.ForegroundColor, BackgroundColor = first.BackgroundColor };
    }

    // What a program wrote to its standard error is no error by itself: it goes where it would go without this cmdlet.
    private static bool IsOfProgram(ErrorRecord error) => error.FullyQualifiedErrorId.StartsWith("NativeCommandError", StringComparison.Ordinal);

    private static ErrorRecord? Masked(RuntimeException error, OutputMask mask)
    {
        ErrorRecord masked = mask.Apply(error.ErrorRecord);
        if (!ReferenceEquals(masked, error.ErrorRecord)) return Errors.SecretCommandFailed(masked.ToString());
        string message = (string)mask.Apply(error.Message)!;
        return ReferenceEquals(message, error.Message) ? null : Errors.SecretCommandFailed(message);
    }

    // PowerShell keeps each error in $Error, also the ones that were masked on their way out.
    private static void MaskErrors(ArrayList? errors, OutputMask mask)
    {
        for (int i = 0; i < errors?.Count; i++)
        {
            object? kept = errors[i];
            ErrorRecord? record = kept is PSObject { BaseObject: ErrorRecord wrapped } ? wrapped : kept as ErrorRecord ?? (kept as IContainsErrorRecord)?.ErrorRecord;
            if (record is not null && mask.Apply(record) is var masked && !ReferenceEquals(masked, record)) errors[i] = masked;
        }
    }

    private void SetVariables(EnterpriseSecurityManager store, Dictionary<string, string?> before, SecretMask secrets)
    {
        // All secrets are opened before any variable is set: a missing one runs nothing.
        Dictionary<string, string> opened = [];
        foreach (DictionaryEntry entry in Secret)
        {
            string variable = $"{entry.Key}";
            if (variable.Length == 0 || variable.AsSpan().ContainsAny('=', '\0')) throw Errors.VariableNameUnusable(variable);
            using SecretValue value = store.Secrets.Unprotect(SecretReference.ByName($"{entry.Value}"));
            opened[variable] = value.Kind is SecretKind.Text or SecretKind.SecureText or SecretKind.Credential
                ? value.RevealText()
                : throw Errors.SecretNotForEnvironment($"{entry.Value}");
        }

        foreach ((string name, string value) in opened)
        {
            before[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
            if (!secrets.Add(value)) WriteWarning($"The secret '{Secret[name]}' is too short to be masked in what comes out.");
        }
    }
}
