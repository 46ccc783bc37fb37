using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Grants roles to users: permanently or for a time, everywhere or for some resources.</summary>
/// <remarks>
/// <para>
/// A grant counts from <c>-NotBefore</c>, or at once, until its end; no clean-up has to run. With <c>-Resource</c> it
/// is for what matches it only, with <c>*</c> for any characters, / too. Such a grant allows nothing to a check that
/// names no resource. Granting a role again for the same resource gives it the new times.
/// </para>
/// <para>
/// The user id is what your programs call the user; access control decides and does not authenticate. Case does not
/// matter. A user may have 1,000 grants.
/// </para>
/// <para>
/// The output is the grant. The audit trail gets the entry <c>role_assigned</c>. Errors: <c>RoleNotFound</c>,
/// <c>RoleGrantTimesInvalid</c>, <c>ResourceInvalid</c> (empty, or . or .. as a part), <c>RoleLimitReached</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Give a colleague a role for a day.</para>
/// <code>
/// Grant-Role carol editor -ExpiresIn 1d
/// </code>
/// </example>
/// <example>
/// <para>Give a contractor a role for one project, for the time of the contract.</para>
/// <code>
/// $begin = (Get-Date).AddDays(7)
/// Grant-Role dave editor -Resource 'projects/alpha/*' -NotBefore $begin -ExpiresAt $begin.AddDays(90)
/// </code>
/// </example>
/// <example>
/// <para>Give roles by a list.</para>
/// <code>
/// Import-Csv ./grants.csv | Grant-Role -ExpiresIn 365d
/// </code>
/// <para>The columns UserId and Role are taken, and Resource, NotBefore and ExpiresAt where there are any.</para>
/// </example>
/// <seealso cref="RevokeRoleCommand"/>
/// <seealso cref="GetRoleAssignmentCommand"/>
/// <seealso cref="TestPermissionCommand"/>
/// <seealso cref="NewRoleCommand"/>
[Cmdlet(VerbsSecurity.Grant, "Role", SupportsShouldProcess = true)]
[OutputType(typeof(RoleAssignment))]
public sealed class GrantRoleCommand : StoreCmdlet
{
    private bool _isResourceGiven;

    /// <summary>The users; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleUserCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>The roles; each user gets all of them.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] Role { get; set; } = [];

    /// <summary>
    /// What the grant is limited to, with <c>*</c> for any characters, as in projects/alpha/<c>*</c>; everything by
    /// default.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? Resource { get; set; }

    /// <summary>
    /// For how long, as in 8h, from now or from <c>-NotBefore</c> on; for good when neither this nor
    /// <c>-ExpiresAt</c> is given.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>When it stops to count; not together with <c>-ExpiresIn</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it begins to count; at once by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? NotBefore { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _isResourceGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Resource));

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        // An empty column of a list is no limit; an empty variable in a script is a mistake, and not a grant for everything.
        string? resource = _isResourceGiven ? Resource ?? "" : string.IsNullOrEmpty(Resource) ? null : Resource;
        if (ExpiresIn is not null && ExpiresAt is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(ExpiresIn), nameof(ExpiresAt)));
        foreach (string user in UserId)
        {
            foreach (string role in Role)
            {
                if (!ShouldProcess(user, resource is null ? $"Grant role '{role}'" : $"Grant role '{role}' for '{resource}'")) continue;
                ForEachInput(user, () => WriteObject(store.AccessControl.Grant(new RoleGrant
                {
                    UserId = user,
                    Role = role,
                    Resource = resource,
                    NotBefore = NotBefore,
                    ExpiresAt = ExpiresAt,
                    ExpiresIn = ExpiresIn,
                })));
            }
        }
    }
}
