using System.Management.Automation;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Overwrites and deletes temporary key files of this session: the named ones, or all.</summary>
[Cmdlet(VerbsCommon.Clear, "SshTemporaryKeyFile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class ClearSshTemporaryKeyFileCommand : OptionalStoreCmdlet
{
    /// <summary>The file, as New-SshTemporaryKeyFile named it; all when it is not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] files = Path.Length > 0 ? Path : [.. SshTemporaryKeyFile.All.Select(file => file.Path)];
        foreach (string file in files)
        {
            if (Confirm(Force, file, "Overwrite and delete temporary key file")) ForEachInput(file, () => SshTemporaryKeyFile.Clear(file));
        }
    }
}
