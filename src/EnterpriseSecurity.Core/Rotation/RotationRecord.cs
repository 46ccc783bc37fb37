using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>How rotations stand in the store's records.</summary>
internal static class RotationRecord
{
    /// <summary>The collection of those that run; each holds the name of its subject, so that there is one. The body is <see cref="RotationBody"/>.</summary>
    public const string Collection = "rotation";

    /// <summary>The collection of those that have ended, under the same id; the body is empty.</summary>
    public const string HistoryCollection = "rotation-history";

    // From a successor to its rotation, so that nobody has to look through all that run.
    private const string SuccessorCollection = "rotation-successor";
    private const string RotationId = "rotationId";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static Record With(Record record, RotationData data) =>
        record with { State = Word(data.State), Attributes = JsonSerializer.SerializeToNode(data, Json)!.AsObject() };

    public static RotationData Read(Record record)
    {
        try
        {
            return record.Attributes.Deserialize<RotationData>(Json) ?? throw SecurityErrors.RecordChanged(record.Collection, record.Id);
        }
        catch (JsonException)
        {
            throw SecurityErrors.RecordChanged(record.Collection, record.Id);
        }
    }

    /// <summary>The rotation of a subject that runs, or null.</summary>
    public static Record? FindRunning(StoreView view, RotationKind kind, string key) => view.FindByName(Collection, NameOf(kind, key));

    /// <summary>The rotation that a credential is to come into use by and that runs, or null.</summary>
    public static Record? FindBySuccessor(StoreView view, RotationKind kind, string newId) =>
        view.Find(SuccessorCollection, NameOf(kind, newId)) is { } link ? view.Find(Collection, link.Attributes[RotationId]!.GetValue<string>()) : null;

    /// <summary>Adds a rotation that begins.</summary>
    public static Record Insert(StoreChange change, RotationData data, ReadOnlySpan<byte> body)
    {
        Record record = change.Insert(Create(data), body);
        change.Insert(new Record { Collection = SuccessorCollection, Id = NameOf(data.Kind, data.NewId), CreatedAt = data.StartedAt, Attributes = new JsonObject { [RotationId] = record.Id } }, []);
        return record;
    }

    /// <summary>Takes a rotation that has ended out of those that run, with all that was kept sealed for it, and into the history.</summary>
    public static void End(StoreChange change, Record running, RotationData data)
    {
        change.Delete(running);
        if (change.Find(SuccessorCollection, NameOf(data.Kind, data.NewId)) is { } link) change.Delete(link);
        change.Insert(Ended(running, data), []);
    }

    /// <summary>The number of rotations that run.</summary>
    public static long CountRunning(StoreView view) =>
        new[] { RotationState.Issued, RotationState.Staged, RotationState.Verified, RotationState.Promoted, RotationState.RollingBack }.Sum(state => view.Count(Collection, Word(state)));

    public static RotationPair PairOf(string id, RotationData data, Cryptography.SecretBuffer? value) => new()
    {
        RotationId = id,
        Name = data.Name,
        Key = data.Key,
        OldId = data.OldId,
        NewId = data.NewId,
        State = data.Target.DeepClone().AsObject(),
        RetireAt = data.RetireAt,
        Value = value,
    };

    public static RotationInfo ToInfo(Record record, DateTimeOffset now)
    {
        RotationData data = Read(record);
        bool isGradual = data.Strategy == RotationStrategy.Gradual;
        return new RotationInfo
        {
            Id = record.Id,
            Kind = data.Kind,
            Name = data.Name,
            Strategy = data.Strategy,
            State = data.State,
            Policy = data.Policy,
            OldId = data.OldId,
            NewId = data.NewId,
            StartedAt = data.StartedAt,
            PromotedAt = data.PromotedAt,
            RetiresAt = data.RetireAt,
            EndedAt = data.EndedAt,
            NextStep = data.EndedAt is null ? RotationPlan.StepOf(data.Next) : null,
            NextAt = data.EndedAt is null ? RotationPlan.NextAt(data, now) : null,
            IsPaused = data.PausedAt is not null,
            Share = RotationPlan.ShareAt(data, now),
            Phase = isGradual ? RotationPlan.PhaseAt(data, now).Phase + 1 : null,
            Phases = isGradual ? data.Phases : [],
            Steps = data.Steps,
            Reason = data.Reason,
        };
    }

    private static Record Create(RotationData data) =>
        With(new Record { Collection = Collection, Id = Guid.CreateVersion7(data.StartedAt).ToString(), Name = NameOf(data.Kind, data.Key), CreatedAt = data.StartedAt }, data);

    private static Record Ended(Record running, RotationData data) =>
        With(new Record { Collection = HistoryCollection, Id = running.Id, Name = running.Name, HoldsName = false, CreatedAt = running.CreatedAt }, data with { Target = [] });

    private static string NameOf(RotationKind kind, string key) => $"{kind}:{key}";

    private static string Word(RotationState state) => state.ToString().ToLowerInvariant();
}
