using System.Management.Automation;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.Store;

/// <summary>Finds everything in the store that expires soon or has expired, of every kind, the earliest first.</summary>
/// <remarks>
/// <para>Secrets, API keys, certificates, certificates of SSH keys, managed keys, roles given for a time, passwords whose
/// age the password policy limits, and what a rotation policy wants replaced come out in one shape: <c>Kind</c>, <c>Name</c>, <c>Id</c>, <c>Path</c>, <c>ExpiresAt</c>, <c>ExpiresIn</c> and
/// <c>IsExpired</c>. What was revoked or removed is left out. What never expires is not in it either: look for that
/// with the cmdlets of each kind.</para>
/// </remarks>
/// <example>
/// <para>See what ends within 30 days.</para>
/// <code>
/// Find-ExpiringCredential
/// </code>
/// </example>
/// <example>
/// <para>Warn when something ends this week.</para>
/// <code>
/// $soon = @(Find-ExpiringCredential -Within 7d)
/// if ($soon.Count -gt 0) { Write-Warning "$($soon.Count) credentials end within a week: $($soon.Name -join ', ')" }
/// </code>
/// </example>
/// <example>
/// <para>List the secrets that have expired already.</para>
/// <code>
/// Find-ExpiringCredential -Within 0s | Where-Object Kind -EQ Secret | Format-Table Name, ExpiresAt
/// </code>
/// </example>
/// <seealso cref="GetSecurityStatusCommand"/>
/// <seealso cref="Secrets.GetProtectedSecretCommand"/>
/// <seealso cref="Certificates.GetCertExpirationCommand"/>
[Cmdlet(VerbsCommon.Find, "ExpiringCredential")]
[OutputType(typeof(ExpiringCredential))]
public sealed class FindExpiringCredentialCommand : StoreCmdlet
{
    /// <summary>The time from now, as in <c>30d</c>.</summary>
    [Parameter(Position = 0)]
    [DurationTransformation]
    public TimeSpan Within { get; set; } = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store) =>
        ForEachInput(store.Store.Path, () => WriteObject(store.FindExpiring(Within), enumerateCollection: true));
}
