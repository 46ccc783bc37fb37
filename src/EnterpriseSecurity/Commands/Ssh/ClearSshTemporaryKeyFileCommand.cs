using System.Management.Automation;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Overwrites and deletes temporary key files of this session: the named ones, or all.</summary>
/// <remarks>
/// <para>
/// Takes only files that New-SshTemporaryKeyFile made in this PowerShell process; any other path is the error
/// SshTemporaryKeyUnknown, and nothing is deleted. It asks before; -Force skips the question. Whatever is not cleared
/// is erased when the process ends.
/// </para>
/// <para>With a store connected when the file was made, its audit trail gets <c>ssh_temp_key_cleared</c>.</para>
/// </remarks>
/// <example>
/// <para>Clear one file after use.</para>
/// <code>
/// $file = New-SshTemporaryKeyFile (Get-Content ./id_ed25519 -Raw)
/// Clear-SshTemporaryKeyFile $file.Path -Force
/// </code>
/// </example>
/// <example>
/// <para>Clear all files of this session, as the last line of a script.</para>
/// <code>
/// Clear-SshTemporaryKeyFile -Force
/// </code>
/// </example>
/// <example>
/// <para>Clear them by pipeline.</para>
/// <code>
/// $files = 'ci-deploy-key', 'ci-deploy-key' | ForEach-Object { Unprotect-Secret $_ | New-SshTemporaryKeyFile }
/// $files | Clear-SshTemporaryKeyFile -Force
/// </code>
/// </example>
/// <seealso cref="NewSshTemporaryKeyFileCommand"/>
/// <seealso cref="RemoveSshKeyCommand"/>
[Cmdlet(VerbsCommon.Clear, "SshTemporaryKeyFile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class ClearSshTemporaryKeyFileCommand : OptionalStoreCmdlet
{
    /// <summary>
    /// The file, as New-SshTemporaryKeyFile named it; all files of this session when it is not given.
    /// </summary>
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
