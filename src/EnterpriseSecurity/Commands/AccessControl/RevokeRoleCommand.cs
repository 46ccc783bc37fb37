using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Revokes roles from users.</summary>
/// <remarks>
/// <para>
/// It counts at the next check, in every process. Without <c>-Resource</c> all grants of the role are taken, those
/// that are limited to resources too; with it, only the one that was given for exactly that resource. A grant that is
/// piped in is taken alone.
/// </para>
/// <para>
/// The audit trail gets the entry <c>role_revoked</c> for each grant. Errors: <c>RoleGrantNotFound</c> (the user does
/// not have it), <c>RoleNotFound</c>, <c>ResourceInvalid</c> (an empty one).
/// </para>
/// </remarks>
/// <example>
/// <para>Take a role from a user.</para>
/// <code>
/// Revoke-Role bob editor -Force
/// </code>
/// </example>
/// <example>
/// <para>Take all roles from somebody who leaves.</para>
/// <code>
/// Get-RoleAssignment bob | Revoke-Role -Force -PassThru
/// </code>
/// </example>
/// <example>
/// <para>Take away grants that have expired.</para>
/// <code>
/// $now = Get-Date
/// Get-RoleAssignment | Where-Object { $_.ExpiresAt -and $_.ExpiresAt -lt $now } | Revoke-Role -Force
/// </code>
/// <para>They count no longer anyway; this clears the list.</para>
/// </example>
/// <seealso cref="GrantRoleCommand"/>
/// <seealso cref="GetRoleAssignmentCommand"/>
/// <seealso cref="RemoveRoleCommand"/>
[Cmdlet(VerbsSecurity.Revoke, "Role", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RoleAssignment))]
public sealed class RevokeRoleCommand : StoreCmdlet
{
    private const string WithoutLimit = "*";

    private bool _isResourceGiven;

    /// <summary>The users; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleUserCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>The roles; each is taken from each user.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] Role { get; set; } = [];

    /// <summary>Takes only the grant for this resource, written as it was given; all grants of the role by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? Resource { get; set; }

    /// <summary>Does not ask before it takes them.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the grants that were taken.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _isResourceGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Resource));

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        // An empty variable in a script does not mean all grants, and a grant without a limit that is piped in means itself alone.
        bool isAny = !_isResourceGiven && string.IsNullOrEmpty(Resource);
        string? resource = !isAny ? Resource ?? "" : MyInvocation.BoundParameters.ContainsKey(nameof(Resource)) ? WithoutLimit : null;
        foreach (string user in UserId)
        {
            foreach (string role in Role)
            {
                if (!Confirm(Force, user, resource is null ? $"Revoke role '{role}'" : $"Revoke role '{role}' for '{resource}'")) continue;
                ForEachInput(user, () =>
                {
                    IReadOnlyList<RoleAssignment> revoked = store.AccessControl.Revoke(user, role, resource);
                    if (PassThru) WriteObject(revoked, enumerateCollection: true);
                });
            }
        }
    }
}
