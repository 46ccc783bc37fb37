using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>How policies stand in the store's records: as JSON in the sealed columns, but for the texts of hooks, which are the encrypted body.</summary>
internal static class RotationPolicyRecord
{
    public const string Collection = "rotation-policy";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly IReadOnlyDictionary<RotationHookKind, string> NoHooks = new Dictionary<RotationHookKind, string>();

    public static Record Create(RotationPolicy policy) =>
        With(new Record { Collection = Collection, Id = Guid.NewGuid().ToString(), CreatedAt = policy.CreatedAt }, policy);

    public static Record With(Record record, RotationPolicy policy) => record with
    {
        Name = policy.Name,
        State = policy.Enabled ? "active" : "disabled",
        Attributes = JsonSerializer.SerializeToNode(policy with { Hooks = NoHooks }, Json)!.AsObject(),
    };

    public static SecretBuffer BodyOf(RotationPolicy policy) => RotationBody.Write(policy.Hooks, []);

    public static RotationPolicy Read(StoreView view, Record record)
    {
        using RotationBody body = RotationBody.Read(view.Open(record));
        try
        {
            return record.Attributes.Deserialize<RotationPolicy>(Json)! with { Hooks = body.Hooks };
        }
        catch (JsonException)
        {
            throw SecurityErrors.RecordChanged(Collection, record.Name ?? record.Id);
        }
    }
}
