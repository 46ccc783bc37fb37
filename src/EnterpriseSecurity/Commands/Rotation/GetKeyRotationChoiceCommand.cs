using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Says which credential a client shall use now: the old one, or its successor.</summary>
/// <remarks>
/// <para>
/// Without a rotation it is the one there is; before a promotion the old one; after it the successor. In a Gradual rotation a
/// hash of the rotation and the client id decides: a client that got the successor keeps it in all later phases, on every
/// machine. The client id can be any text that stays the same for a client, as a host name.
/// </para>
/// <para>
/// The output has the id of the credential, IsSuccessor, and the rotation's id. Nothing is written, and no audit entry is made.
/// An error is that of the credential's kind, as <c>ManagedKeyNotFound</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Take the key that this machine shall sign with.</para>
/// <code>
/// $choice = Get-KeyRotationChoice ManagedKey signing -ClientId ([Environment]::MachineName)
/// Get-ManagedKey -Id $choice.Id
/// </code>
/// </example>
/// <example>
/// <para>See how many of the clients have the new key by now.</para>
/// <code>
/// $null = Start-KeyRotation ManagedKey signing -Strategy Gradual -Phase 25:1d, 100:1d
/// 1..200 | ForEach-Object { "host-$_" } | Get-KeyRotationChoice ManagedKey signing | Group-Object IsSuccessor -NoElement
/// </code>
/// </example>
/// <seealso cref="StepKeyRotationCommand"/>
/// <seealso cref="StartKeyRotationCommand"/>
/// <seealso cref="GetKeyRotationCommand"/>
[Cmdlet(VerbsCommon.Get, "KeyRotationChoice")]
[OutputType(typeof(RotationChoice))]
public sealed class GetKeyRotationChoiceCommand : StoreCmdlet
{
    /// <summary>What is rotated.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public RotationKind Kind { get; set; }

    /// <summary>The credential's name, or the id of either of the two.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(RotationSubjectCompleter))]
    public string Name { get; set; } = "";

    /// <summary>Who asks.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipeline = true)]
    public string[] ClientId { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string client in ClientId) ForEachInput(Name, () =>
        {
            RotationChoice choice = store.Rotation.Choose(Kind, Name, client);
            WriteVerbose(choice.RotationId is null ? $"The {Kind} '{Name}' is in no rotation: every client uses {choice.Id}." : $"In the rotation {choice.RotationId} the client '{client}' uses the {(choice.IsSuccessor ? "successor" : "predecessor")}, {choice.Id}.");
            WriteObject(choice);
        });
    }
}
