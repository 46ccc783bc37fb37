using System.Management.Automation;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.AccessControl;

/// <summary>Gives users roles: for good or for a time, everywhere or for some resources.</summary>
[Cmdlet(VerbsSecurity.Grant, "Role", SupportsShouldProcess = true)]
[OutputType(typeof(RoleAssignment))]
public sealed class GrantRoleCommand : StoreCmdlet
{
    /// <summary>The users.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleUserCompleter))]
    public string[] UserId { get; set; } = [];

    /// <summary>The roles.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[] Role { get; set; } = [];

    /// <summary>What it is limited to, with <c>*</c> for any characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? Resource { get; set; }

    /// <summary>For how long, from now or from -NotBefore.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Until when.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>From when.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? NotBefore { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (ExpiresIn is not null && ExpiresAt is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(ExpiresIn), nameof(ExpiresAt)));
        foreach (string user in UserId)
        {
            foreach (string role in Role)
            {
                if (!ShouldProcess(user, Resource is null ? $"Grant role '{role}'" : $"Grant role '{role}' for '{Resource}'")) continue;
                ForEachInput(user, () => WriteObject(store.AccessControl.Grant(new RoleGrant
                {
                    UserId = user,
                    Role = role,
                    Resource = string.IsNullOrEmpty(Resource) ? null : Resource,
                    NotBefore = NotBefore,
                    ExpiresAt = ExpiresAt,
                    ExpiresIn = ExpiresIn,
                })));
            }
        }
    }
}
