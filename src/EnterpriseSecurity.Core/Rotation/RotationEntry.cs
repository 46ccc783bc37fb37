using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>A running rotation as it was read: its record, what that says, and its opened body.</summary>
internal sealed class RotationEntry(Record record, RotationBody body) : IDisposable
{
    public Record Record { get; } = record;

    public RotationData Data { get; } = RotationRecord.Read(record);

    public RotationBody Body { get; } = body;

    public string Id => Record.Id;

    public RotationPair Pair => RotationRecord.PairOf(Id, Data, Body.Value);

    public static RotationEntry Open(StoreView view, Record record) => new(record, RotationBody.Read(view.Open(record)));

    public void Dispose() => Body.Dispose();
}
