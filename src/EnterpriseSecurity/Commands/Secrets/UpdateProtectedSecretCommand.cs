using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Gives a secret a new value, as its next version.</summary>
/// <remarks>
/// <para>The old value is kept as a version that can be opened by number and brought back. The new value may be of
/// another kind. A secret with an end starts its lifetime anew: one that was made for 90 days ends 90 days from
/// now, unless <c>-ExpiresIn</c> says otherwise.</para>
/// <para>This changes what the store holds, not what the other system accepts: set the password there too.</para>
/// </remarks>
/// <example>
/// <para>Change a password.</para>
/// <code>
/// Update-ProtectedSecret db-password (Read-Host -AsSecureString 'New password')
/// </code>
/// </example>
/// <example>
/// <para>Change a password to a random one.</para>
/// <code>
/// $new = New-Password -Length 32
/// Update-ProtectedSecret db-password $new | Format-Table Name, Version, ExpiresAt
/// </code>
/// <para>New-Password gives a SecureString, so the value is never shown.</para>
/// </example>
/// <example>
/// <para>Change a token only when it is older than 90 days.</para>
/// <code>
/// Get-ProtectedSecret api-token |
///     Where-Object { ($_.RotatedAt ?? $_.CreatedAt) -lt (Get-Date).AddDays(-90) } |
///     ForEach-Object { Update-ProtectedSecret -Id $_.Id (New-Password -Length 40) }
/// </code>
/// </example>
/// <seealso cref="GetProtectedSecretVersionCommand"/>
/// <seealso cref="RestoreProtectedSecretVersionCommand"/>
/// <seealso cref="ProtectSecretCommand"/>
/// <seealso cref="Passwords.NewPasswordCommand"/>
[Cmdlet(VerbsData.Update, "ProtectedSecret", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[OutputType(typeof(SecretInfo))]
public sealed class UpdateProtectedSecretCommand : StoreCmdlet
{
    /// <summary>The secret's name; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The secret's id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(SecretIdCompleter))]
    public string Id { get; set; } = "";

    /// <summary>A secret of <c>Get-ProtectedSecret</c>: that one, also when it was removed and a newer one has its name.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public SecretInfo? InputObject { get; set; }

    /// <summary>The new value: a SecureString, PSCredential, byte[], hashtable, or text.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("SecretValue")]
    public object Value { get; set; } = null!;

    /// <summary>How it is sealed; as the old value when it is not given.</summary>
    [Parameter]
    public SecretAlgorithm? Algorithm { get; set; }

    /// <summary>For how long it can be read; when it is not given, a secret with an end starts its lifetime anew.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        (SecretReference secret, string target) = ParameterSetName switch
        {
            "Id" => (SecretReference.ById(Id), Id),
            "InputObject" => (SecretReference.ById(InputObject!.Id), InputObject.Name),
            _ => (SecretReference.ByName(Name), Name),
        };
        if (!ShouldProcess(target, "Give secret a new value")) return;
        ForEachInput(target, () =>
        {
            using SecretValue value = SecretValueConversion.TryFrom(Value) ?? throw Errors.SecretValueWrongType(Value);
            WriteObject(store.Secrets.Update(secret, value, new SecretOptions { Algorithm = Algorithm, ExpiresIn = ExpiresIn }));
        });
    }
}
