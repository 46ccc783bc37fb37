using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Changes a secret's name, tags or end; its value stays.</summary>
/// <remarks>
/// <para>What is not named stays as it is. <c>-Tag</c> replaces all tags; an empty hashtable takes them away. A new
/// name must be free; programs that ask for the old one do not find it any more, those that ask by id do. An
/// expired secret gets more time with <c>-ExpiresIn</c>, which counts from now.</para>
/// </remarks>
/// <example>
/// <para>Give a secret 30 more days.</para>
/// <code>
/// Set-ProtectedSecret db-password -ExpiresIn 30d
/// </code>
/// </example>
/// <example>
/// <para>Rename a secret.</para>
/// <code>
/// Set-ProtectedSecret api-token -NewName billing-api-token
/// </code>
/// </example>
/// <example>
/// <para>Mark all secrets of a system as retired.</para>
/// <code>
/// Get-ProtectedSecret -Tag @{ team = 'data' } | Set-ProtectedSecret -Tag @{ team = 'data'; state = 'retired' } -NeverExpires
/// </code>
/// </example>
/// <seealso cref="GetProtectedSecretCommand"/>
/// <seealso cref="UpdateProtectedSecretCommand"/>
/// <seealso cref="RemoveProtectedSecretCommand"/>
[Cmdlet(VerbsCommon.Set, "ProtectedSecret", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(SecretInfo))]
public sealed class SetProtectedSecretCommand : SecretCmdlet
{
    /// <summary>The new name.</summary>
    [Parameter]
    public string? NewName { get; set; }

    /// <summary>The new tags, all of them.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SecretTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <summary>For how long, from now, it can be read.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Until when it can be read.</summary>
    [Parameter]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>It does not expire any more.</summary>
    [Parameter]
    public SwitchParameter NeverExpires { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ExpiresIn is not null && ExpiresAt is not null) ThrowTerminatingError(Errors.ParametersConflict(nameof(ExpiresIn), nameof(ExpiresAt)));
        if (NeverExpires && (ExpiresIn is not null || ExpiresAt is not null)) ThrowTerminatingError(Errors.ParametersConflict(nameof(NeverExpires), ExpiresIn is null ? nameof(ExpiresAt) : nameof(ExpiresIn)));
    }

    private protected override void ProcessSecret(SecretManager secrets, SecretReference secret, string target)
    {
        if (!ShouldProcess(target, "Change secret")) return;
        ForEachInput(target, () => WriteObject(secrets.Set(secret, new SecretChanges
        {
            Name = NewName,
            Tags = TagTable.From(Tag),
            ExpiresIn = ExpiresIn,
            ExpiresAt = ExpiresAt,
            NeverExpires = NeverExpires,
        })));
    }
}
