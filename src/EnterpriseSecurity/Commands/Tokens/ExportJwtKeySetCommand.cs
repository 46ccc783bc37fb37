using System.Management.Automation;
using System.Text;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Writes the public keys that verify the store's tokens as a JSON Web Key Set, to publish. Shared secrets are never in it.</summary>
[Cmdlet(VerbsData.Export, "JwtKeySet", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportJwtKeySetCommand : StoreCmdlet
{
    /// <summary>The signing keys; all but the shared secrets when it is not given.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(JwtSigningKeyNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>A file to write to; without it the set is written as text.</summary>
    [Parameter(Position = 1)]
    public string? Path { get; set; }

    /// <summary>Replaces the file when it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        string? path = Path is null ? null : ResolveNewPath(Path);
        if (path is not null && File.Exists(path) && !Force)
        {
            WriteError(Errors.KeySetFileExists(path));
            return;
        }

        if (!ShouldProcess(path ?? "JSON Web Key Set", "Export public keys")) return;
        ForEachInput(path, () =>
        {
            string json = store.Tokens.ExportKeySet(Name);
            if (path is null)
            {
                WriteObject(json);
                return;
            }

            File.WriteAllText(path, json + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            WriteObject(new FileInfo(path));
        });
    }
}
