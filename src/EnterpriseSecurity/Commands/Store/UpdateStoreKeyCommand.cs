using System.Management.Automation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Rotates the store's data keys, and writes every record anew under the new one when asked.</summary>
/// <remarks>
/// <para>Each write uses the newest data key; records keep the one they were written with. A new key therefore
/// costs nothing at once. With <c>-ReencryptAll</c> every older record is written anew in small transactions, and
/// when none is left the old keys are destroyed. It can be stopped at any moment, and <c>-Resume</c> goes on from
/// there.</para>
/// <para>This is about the keys inside the store. It changes no secret, no API key and no passphrase, and the root
/// key stays as it is.</para>
/// </remarks>
/// <example>
/// <para>Make a new data key, which every write uses from now on.</para>
/// <code>
/// Update-StoreKey
/// </code>
/// </example>
/// <example>
/// <para>Write the whole store anew and destroy the old keys.</para>
/// <code>
/// Update-StoreKey -ReencryptAll | Format-List
/// </code>
/// </example>
/// <example>
/// <para>Go on where a run was stopped.</para>
/// <code>
/// Update-StoreKey -Resume
/// </code>
/// </example>
/// <seealso cref="TestSecurityStoreCommand"/>
/// <seealso cref="BackupSecurityStoreCommand"/>
/// <seealso cref="AddStoreKeyProtectorCommand"/>
/// <seealso href="about_SecurityStore"/>
[Cmdlet(VerbsData.Update, "StoreKey", SupportsShouldProcess = true)]
[OutputType(typeof(StoreKeyRotation))]
public sealed class UpdateStoreKeyCommand : StoreCmdlet
{
    /// <summary>Writes every older record anew as well, and destroys the old keys when none is left.</summary>
    [Parameter]
    public SwitchParameter ReencryptAll { get; set; }

    /// <summary>Makes no new key; goes on with writing older records anew where an earlier run was stopped.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (!ShouldProcess(store.Store.Path, Resume ? "Go on with re-encryption" : "Rotate the data keys")) return;
        ForEachInput(store.Store.Path, () =>
        {
            using CmdletProgress progress = ShowProgress("Writing records under the new key");
            WriteObject(Resume ? store.Store.ResumeReencryption(progress, StopToken) : store.Store.RotateKey(ReencryptAll, progress, StopToken));
        });
    }
}
