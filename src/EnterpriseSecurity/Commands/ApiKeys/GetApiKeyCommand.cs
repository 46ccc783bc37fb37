using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Lists API keys, without the keys themselves.</summary>
[Cmdlet(VerbsCommon.Get, "ApiKey", DefaultParameterSetName = "Name")]
[OutputType(typeof(ApiKeyInfo))]
public sealed class GetApiKeyCommand : StoreCmdlet
{
    /// <summary>The name; wildcards allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ApiKeyNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The public id.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>The owner.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(UserIdCompleter))]
    public string? UserId { get; set; }

    /// <summary>Keys with all of these tags.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ApiKeyTagCompleter))]
    public Hashtable? Tag { get; set; }

    /// <summary>Keys that stand so.</summary>
    [Parameter(ParameterSetName = "Name")]
    public ApiKeyState? State { get; set; }

    /// <summary>Keys that end within this time, as in <c>30d</c>, or have ended.</summary>
    [Parameter(ParameterSetName = "Name")]
    [DurationTransformation]
    public TimeSpan? ExpiresWithin { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        foreach (string id in Id.Select(ApiKeyManager.IdOf)) ForEachInput(id, () => WriteObject(store.ApiKeys.Get(id)));
        if (ParameterSetName == "Id") return;
        ApiKeyFilter filter = new() { Name = Name, UserId = UserId, Tags = TagTable.From(Tag), State = State, ExpiresWithin = ExpiresWithin };
        ForEachInput(Name, () => WriteObject(store.ApiKeys.List(filter), enumerateCollection: true));
    }
}
