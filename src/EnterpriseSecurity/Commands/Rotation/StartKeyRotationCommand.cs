using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Starts to replace credentials, and goes as far as it can now.</summary>
/// <remarks>
/// <para>
/// A rotation makes a successor of the credential, stages it (it is accepted), tests it, promotes it (the name means it) and
/// retires its predecessor. How much of that happens at once is up to the strategy: Immediate does all of it; Overlapping all
/// but the last step, which the clock does; Gradual lets a growing share of the clients have the successor; BlueGreen waits
/// for <see cref="CompleteKeyRotationCommand"/>. What the clock is to do happens at the next
/// <see cref="InvokeKeyRotationCommand"/>, but for the end of a predecessor, which is refused from its moment on by itself.
/// </para>
/// <para>
/// The output is the rotation. Of an API key its property Key is the new key, shown this once; no view, list or file shows it,
/// and <see cref="ExportRotatedKeyCommand"/> gives it again while the rotation runs. Every other successor is where its
/// predecessor was: <c>Unprotect-Secret</c>, <c>Export-ManagedKey</c>, the key's files.
/// </para>
/// <para>
/// Hooks run in this session, with <c>$_</c> as the rotation and its new credential (a SecureString in <c>$_.Credential</c>).
/// In a hook every error ends it, that of a native program too; its output is not passed on. A hook that fails before the
/// promotion takes the rotation back. Its text is kept, encrypted, with the rotation, so that whoever goes on with it later
/// runs it; so put no secret into it, and do not rely on variables of this session after a crash. With <c>-Policy</c> a hook
/// that is given replaces, for this run, the one that the policy has.
/// </para>
/// <para>
/// The audit trail gets <c>rotation_started</c>, then an entry for each step, <c>key_rotated</c> at the end. Errors:
/// <c>RotationRunning</c>, <c>RotationSubjectNotUsable</c>, <c>RotationSubjectExpired</c>, <c>RotationOptionInvalid</c>,
/// <c>RotationOptionNotForStrategy</c>, <c>RotationHookNotKept</c> (the policy has no such hook), <c>RotationFailed</c> (a
/// step failed; the rotation is written too), those of the
/// credential's kind, as <c>SecretNotFound</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Give a database a new password; the old version can be read for three days.</para>
/// <code>
/// Start-KeyRotation Secret db-password -Overlap 3d
/// </code>
/// </example>
/// <example>
/// <para>Deploy a new API key, test it, and take it back if it does not work.</para>
/// <code>
/// $rotation = Start-KeyRotation ApiKey backend -OnStage {
///     $_.Credential | ConvertFrom-SecureString -AsPlainText | Set-Content ./backend.key
/// } -OnVerify {
///     Test-ApiKey (Get-Content ./backend.key)
/// }
/// $rotation.State
/// </code>
/// </example>
/// <example>
/// <para>Let a tenth of the clients have the new key first, then half, then all.</para>
/// <code>
/// Start-KeyRotation ManagedKey signing -Strategy Gradual -Phase 10:1d, 50:2d, 100:1d
/// Get-KeyRotationChoice ManagedKey signing -ClientId host-17
/// </code>
/// </example>
/// <example>
/// <para>Stage a successor, switch when it is tested, and switch back.</para>
/// <code>
/// $rotation = Start-KeyRotation JwtSigningKey service -Strategy BlueGreen -Grace 2d
/// Complete-KeyRotation $rotation.Id
/// Undo-KeyRotation $rotation.Id -Reason 'a partner has cached the old key set'
/// </code>
/// </example>
/// <example>
/// <para>Replace all keys of the build, as their policy says, without waiting until they are due.</para>
/// <code>
/// Get-ApiKey ci-* | Start-KeyRotation -Policy ci-keys | Select-Object Name, State, @{ Name = 'Key'; Expression = { $_.Key } }
/// </code>
/// </example>
/// <seealso cref="GetKeyRotationCommand"/>
/// <seealso cref="CompleteKeyRotationCommand"/>
/// <seealso cref="UndoKeyRotationCommand"/>
/// <seealso cref="InvokeKeyRotationCommand"/>
[Cmdlet(VerbsLifecycle.Start, "KeyRotation", SupportsShouldProcess = true, DefaultParameterSetName = ByKind)]
[OutputType(typeof(RotationResult))]
public sealed class StartKeyRotationCommand : RotationOptionsCmdlet
{
    private const string ByKind = "Kind";
    private const string ByPolicy = "Policy";

    /// <summary>What is rotated: ManagedKey, ApiKey, SshKey, Secret, Certificate or JwtSigningKey.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByKind)]
    public RotationKind Kind { get; set; }

    /// <summary>The policy that says how; whether anything is due does not matter.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPolicy)]
    [ArgumentCompleter(typeof(RotationPolicyNameCompleter))]
    public string Policy { get; set; } = "";

    /// <summary>The credentials' names or ids. Of an API key the id is better, for its name need not be unique; one that is piped in is taken by its id.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(RotationSubjectCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>A secret's new value; a random one by default.</summary>
    [Parameter(ParameterSetName = ByKind)]
    [SecretTransformation]
    public SecureString? Value { get; set; }

    /// <summary>What opens an encrypted SSH key; the new one gets it too.</summary>
    [Parameter(ParameterSetName = ByKind)]
    [SecretTransformation]
    public SecureString? Passphrase { get; set; }

    /// <summary>Renews a certificate with the key that it has.</summary>
    [Parameter(ParameterSetName = ByKind)]
    public SwitchParameter KeepKey { get; set; }

    /// <summary>Revokes the old certificate when it is retired, if an authority of the store issued it.</summary>
    [Parameter(ParameterSetName = ByKind)]
    public SwitchParameter RevokePredecessor { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == ByKind)
        {
            ExpectFitting(Strategy ?? RotationStrategy.Overlapping);
            return;
        }

        string[] options = [nameof(Strategy), nameof(Overlap), nameof(Grace), nameof(StagingPeriod), nameof(Phase), nameof(Length), nameof(NoSymbol), nameof(HookTimeout)];
        if (options.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is { } option) ThrowTerminatingError(Errors.RotationOptionWithPolicy(option));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        using SecretBuffer? value = Value?.ToUtf8Buffer();
        using SecretBuffer? passphrase = Passphrase?.ToUtf8Buffer();
        foreach (string id in Id)
        {
            if (ParameterSetName == ByPolicy) Start(id, () => StartByPolicy(store, id));
            else Start(id, () => store.Rotation.Start(Kind, id, Options(value, passphrase), RunnerFor(store), StopToken));
        }
    }

    private RotationResult StartByPolicy(EnterpriseSecurityManager store, string id)
    {
        // A hook that is given replaces one of the policy's; any other would never run.
        RotationHookKind[] unknown = Hooks.Count == 0 ? [] : [.. Hooks.Keys.Except(store.Rotation.GetPolicy(Policy).Hooks.Keys)];
        if (unknown.Length > 0) throw new RecordedException(Errors.RotationHookNotInPolicy(Policy, unknown[0]));
        return store.Rotation.StartByPolicy(Policy, id, RunnerFor(store), StopToken);
    }

    private void Start(string id, Func<RotationResult> work)
    {
        string what = ParameterSetName == ByPolicy ? $"{id} by {Policy}" : $"{Kind} {id}";
        if (ShouldProcess(what, "Start key rotation")) ForEachInput(id, () => WriteResult(work()));
    }

    private RotationOptions Options(SecretBuffer? value, SecretBuffer? passphrase) => new()
    {
        Strategy = Strategy ?? RotationStrategy.Overlapping,
        Overlap = Overlap ?? RotationOptions.DefaultOverlap,
        Grace = Grace ?? RotationOptions.DefaultGrace,
        StagingPeriod = StagingPeriod,
        Phases = Phase ?? RotationOptions.DefaultPhases,
        Hooks = HookTexts,
        HookTimeout = HookTimeout ?? new RotationOptions().HookTimeout,
        Parameters = new RotationParameters
        {
            Value = value,
            Length = Length,
            NoSymbols = NoSymbol,
            Passphrase = passphrase,
            KeepKey = KeepKey,
            RevokePredecessor = RevokePredecessor,
        },
    };
}
