using System.Management.Automation;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Checks the whole store: database, every record, the audit trail, and the files' permissions.</summary>
/// <remarks>
/// <para>It checks the structure of the database, the seal and the content of every record, that no record is
/// missing, put in or put back from an older copy, the whole audit trail, the files of managed keys and
/// certificates, and that nobody but the owner can read the folder. It writes true when nothing was found.</para>
/// <para>The check leaves an entry in the audit trail, with the number of findings. It takes time in proportion to
/// what the store holds, shows its progress, and stops at Ctrl+C. What it cannot see from inside is an older copy
/// of the whole folder that was put back; see about_SecurityAudit for what does.</para>
/// </remarks>
/// <example>
/// <para>Fail a nightly job when the store is not whole.</para>
/// <code>
/// if (-not (Test-SecurityStore)) {
///     throw 'The security store is damaged or was changed.'
/// }
/// </code>
/// </example>
/// <example>
/// <para>See what was found.</para>
/// <code>
/// $verdict = Test-SecurityStore -Detailed
/// $verdict.Findings | Format-Table
/// "$($verdict.Records) records checked, whole: $($verdict.IsValid)"
/// </code>
/// </example>
/// <seealso cref="Audit.TestSecurityAuditCommand"/>
/// <seealso cref="BackupSecurityStoreCommand"/>
/// <seealso cref="GetSecurityStatusCommand"/>
/// <seealso href="about_SecurityStore"/>
[Cmdlet(VerbsDiagnostic.Test, "SecurityStore")]
[OutputType(typeof(bool), typeof(StoreVerification))]
public sealed class TestSecurityStoreCommand : StoreCmdlet
{
    /// <summary>Writes what was found instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) => ForEachInput(store.Store.Path, () =>
    {
        using CmdletProgress progress = ShowProgress("Checking the store");
        StoreVerification verdict = store.Store.Verify(progress, StopToken);
        WriteObject(Detailed ? verdict : (object)verdict.IsValid);
    });
}
