using System.Management.Automation;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>Lists the keys that may log in by an authorized_keys file. What sshd would not accept of the file is a warning.</summary>
[Cmdlet(VerbsCommon.Get, "SshAuthorizedKey")]
[OutputType(typeof(SshAuthorizedKeyInfo))]
public sealed class GetSshAuthorizedKeyCommand : SshAuthorizedKeyCmdlet
{
    /// <summary>Only the key with this fingerprint.</summary>
    [Parameter(Position = 0)]
    public string? Fingerprint { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string path = ResolveNewPath(Path);
        ForEachInput(path, () =>
        {
            SshAuthorizedKeysContent content = KeyFiles.GetAuthorizedKeys(path);
            foreach (SshPermissionFinding finding in new SshAuthorizedKeys(path).CheckPermissions()) WriteWarning(finding.Message);
            foreach (SshLineProblem problem in content.Problems) WriteWarning($"{path}:{problem.LineNumber}: {problem.Message}");
            foreach (SshAuthorizedKeyEntry entry in content.Entries)
            {
                if (Fingerprint is null || entry.Fingerprint == Fingerprint || entry.Key.GetFingerprint(SshFingerprintHash.Md5) == Fingerprint) WriteObject(new SshAuthorizedKeyInfo(path, entry));
            }
        });
    }
}
