using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Tells whether a user may do something; with -Detailed, which role decided and why.</summary>
/// <remarks>
/// <para>
/// A user may do what a role allows whose grant counts now, unless another role of the user forbids it. Everything
/// else is refused, so the answer for an unknown user is False. Name the resource where grants are limited to
/// resources: without <c>-Resource</c> the question is for every resource, so that a limited grant does not allow it
/// and still forbids it.
/// </para>
/// <para>
/// <c>-Detailed</c> has IsAllowed, Reason (Granted, ExplicitDeny, NotGranted, OutOfScope, Expired, NotYetValid,
/// NoRole, UnknownRole), the deciding Role, the Path to it, the Rule in it and the Grant. <c>-Role</c> asks what a
/// role allows by itself, whoever has it.
/// </para>
/// <para>
/// The audit trail gets the entry <c>permission_checked</c>, with the result denied when it is refused; under load,
/// entries are put together as <see cref="SetPermissionAuditCommand"/> says. Errors: <c>PermissionInvalid</c> (a
/// wildcard in the question), <c>ResourceInvalid</c>, <c>AccessPolicyChanged</c> (the roles were changed without the
/// store's key; nothing is allowed).
/// </para>
/// </remarks>
/// <example>
/// <para>Decide about a request.</para>
/// <code>
/// if (Test-Permission bob docs:write -Resource docs/plan.md) { 'do it' } else { 'answer 403' }
/// </code>
/// </example>
/// <example>
/// <para>Learn why somebody may not do something.</para>
/// <code>
/// Test-Permission bob docs:delete -Detailed | Format-List IsAllowed, Reason, Role, Path, Rule
/// </code>
/// </example>
/// <example>
/// <para>See who of several may do it.</para>
/// <code>
/// 'ann', 'bob', 'carol' | Test-Permission -Permission docs:read -Detailed | Select-Object UserId, IsAllowed, Reason
/// </code>
/// </example>
/// <example>
/// <para>See what a role allows, with all that it inherits.</para>
/// <code>
/// Test-Permission -Role editor -Permission read
/// </code>
/// </example>
/// <seealso cref="GetUserPermissionCommand"/>
/// <seealso cref="GetRoleAssignmentCommand"/>
/// <seealso cref="GrantRoleCommand"/>
/// <seealso cref="SetPermissionAuditCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "Permission", DefaultParameterSetName = User)]
[OutputType(typeof(bool), typeof(PermissionDecision))]
public sealed class TestPermissionCommand : StoreCmdlet
{
    private const string User = "User";
    private const string ByRole = "Role";

    /// <summary>The users; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = User)]
    [ArgumentCompleter(typeof(RoleUserCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>A role, to see what it allows by itself, with all that it inherits.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRole)]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string Role { get; set; } = "";

    /// <summary>What is to be done: one permission, without wildcards, as in <c>docs:read</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string Permission { get; set; } = "";

    /// <summary>What it is to be done to, as in docs/plan.md; without it the question is for every resource.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = User)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? Resource { get; set; }

    /// <summary>Writes an object with IsAllowed, Reason, Role, Path, Rule and Grant instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (ParameterSetName == ByRole)
        {
            ForEachInput(Role, () => Write(store.AccessControl.TestRole(Role, Permission)));
            return;
        }

        string? resource = string.IsNullOrEmpty(Resource) ? null : Resource;
        foreach (string user in UserId)
        {
            ForEachInput(user, () =>
            {
                if (Detailed) Write(store.AccessControl.ExplainPermission(user, Permission, resource));
                else WriteObject(store.AccessControl.TestPermission(user, Permission, resource));
            });
        }
    }

    private void Write(PermissionDecision decision) => WriteObject(Detailed ? decision : decision.IsAllowed);
}
