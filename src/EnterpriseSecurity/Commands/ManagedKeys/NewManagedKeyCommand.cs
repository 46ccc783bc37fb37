using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Makes managed keys, random bytes or key pairs, whose material stays in the connected store.</summary>
/// <remarks>
/// <para>
/// A managed key is one that an application uses and that has a life: it is made, used, replaced, revoked and
/// destroyed. Each version is sealed under a key of its own. The output tells all but the material, which
/// <see cref="ExportManagedKeyCommand"/> gives out.
/// </para>
/// <para>
/// The types are Hmac, ApiToken and Provisioning (random bytes, 256 to 4,096 bits), Jwt (random bytes for HS256 to
/// HS512), Rsa (2048, 3072 or 4096 bits), Ecdsa (256, 384 or 521) and Ed25519. Scopes are Read, Write, ReadWrite and
/// Admin, which holds all the others; they bind those who ask with <c>-RequiredScope</c>.
/// </para>
/// <para>
/// A name belongs to one key; case does not matter. A revoked key holds its name until
/// <see cref="RemoveManagedKeyCommand"/>. The audit trail gets the entry <c>key_created</c>. Errors:
/// <c>ManagedKeyExists</c>, <c>ManagedKeySizeInvalid</c>, <c>ExpiryInvalid</c>, <c>ExpiryTooFar</c>, <c>NameInvalid</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Make a token for a client and hand it over.</para>
/// <code>
/// New-ManagedKey reporting ApiToken -Scope Read -ExpiresIn 90d -Tag @{ team = 'data' }
/// Export-ManagedKey reporting -AsPlainText
/// </code>
/// </example>
/// <example>
/// <para>Make a key pair and publish its public part.</para>
/// <code>
/// New-ManagedKey release-signing Ed25519
/// Export-ManagedKey release-signing | Set-Content ./release-signing.pub.pem
/// </code>
/// </example>
/// <example>
/// <para>Make an HMAC key for each webhook of a list.</para>
/// <code>
/// 'chat', 'alerts', 'billing' | ForEach-Object { "webhook-$_" } | New-ManagedKey -Type Hmac -Scope ReadWrite
/// </code>
/// </example>
/// <seealso cref="GetManagedKeyCommand"/>
/// <seealso cref="ExportManagedKeyCommand"/>
/// <seealso cref="TestManagedKeyCommand"/>
/// <seealso cref="RevokeManagedKeyCommand"/>
[Cmdlet(VerbsCommon.New, "ManagedKey", SupportsShouldProcess = true)]
[OutputType(typeof(ManagedKeyInfo))]
public sealed class NewManagedKeyCommand : StoreCmdlet
{
    /// <summary>The names, each of a new key; case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <summary>What they are: Hmac, Rsa, Ecdsa, Ed25519, Jwt, ApiToken or Provisioning.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public ManagedKeyType Type { get; set; }

    /// <summary>The size in bits; by default 3072 for Rsa, 512 for Jwt and 256 for the others.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Size { get; set; }

    /// <summary>What they are good for: Read (the default), Write, ReadWrite or Admin.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ManagedKeyScope Scope { get; set; } = ManagedKeyScope.Read;

    /// <summary>For how long they are accepted and given out, as in 90d; without an end by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>Makes them ahead of time: accepted and given out only once <see cref="EnableManagedKeyCommand"/> brings them into use.</summary>
    [Parameter]
    public SwitchParameter Pending { get; set; }

    /// <summary>Names and values to find them by; stored in clear.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ManagedKeyTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string name in Name)
        {
            if (!ShouldProcess(name, $"Make {Type} key")) continue;
            ForEachInput(name, () => WriteObject(store.ManagedKeys.Create(name, Type, new ManagedKeyOptions { Size = Size, Scope = Scope, ExpiresIn = ExpiresIn, Tags = TagTable.From(Tag), Pending = Pending })));
        }
    }
}
