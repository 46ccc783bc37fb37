using System.Text.Json.Serialization;
using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Storage;

/// <summary>What a write of <c>store.json</c> changed. The file goes before the database; when that does not follow, this is what its entry is made of.</summary>
/// <param name="Action">The audit action.</param>
/// <param name="Protector">The id of the protector.</param>
/// <param name="Kind">Its kind.</param>
internal sealed record DescriptorChange(
    [property: JsonPropertyName("action")] string Action,
    [property: JsonPropertyName("protector")] string Protector,
    [property: JsonPropertyName("kind")] string Kind)
{
    /// <summary>The entry.</summary>
    public AuditNote ToNote() => new(Action, Protector) { Metadata = { ["kind"] = Kind } };
}
