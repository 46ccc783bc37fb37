using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.ManagedKeys;

namespace EnterpriseSecurity.Commands.ManagedKeys;

/// <summary>Makes managed keys: random bytes, or key pairs. Their material stays in the store.</summary>
[Cmdlet(VerbsCommon.New, "ManagedKey", SupportsShouldProcess = true)]
[OutputType(typeof(ManagedKeyInfo))]
public sealed class NewManagedKeyCommand : StoreCmdlet
{
    /// <summary>The names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <summary>What they are.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public ManagedKeyType Type { get; set; }

    /// <summary>The size in bits; 3072 for RSA, 512 for JWT and 256 for the others when it is not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Size { get; set; }

    /// <summary>What they are good for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ManagedKeyScope Scope { get; set; } = ManagedKeyScope.Read;

    /// <summary>For how long, as in <c>90d</c>; without an end when it is not given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiresIn { get; set; }

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
            ForEachInput(name, () => WriteObject(store.ManagedKeys.Create(name, Type, new ManagedKeyOptions { Size = Size, Scope = Scope, ExpiresIn = ExpiresIn, Tags = TagTable.From(Tag) })));
        }
    }
}
