using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.LeakSearch;

/// <summary>Makes fingerprints of what a store keeps, one value at a time, each wiped before the next is opened.</summary>
internal static class StoreFingerprints
{
    public static void Add(SecurityStore store, SecretFingerprints fingerprints, LeakSearchSummary summary) => store.Peek(view =>
    {
        Dictionary<string, string> names = [];
        foreach (Record record in view.List(SecretRecord.Collection))
        {
            names[record.Id] = record.Name!;
            AddSecret(view, record, record.Name!, fingerprints, summary);
        }

        foreach (Record record in view.List(SecretRecord.VersionCollection))
        {
            int dot = record.Id.LastIndexOf('.');
            AddSecret(view, record, names.GetValueOrDefault(record.Id[..Math.Max(0, dot)], record.Id), fingerprints, summary);
        }

        foreach (Record record in view.List(ManagedKeyRecord.Collection))
        {
            ManagedKeyInfo info = ManagedKeyRecord.ToInfo(record);
            if (info.State == ManagedKeyState.Destroyed) continue;
            using SecretBuffer material = view.Open(record);
            Count(fingerprints.Add(info.Name, info.Version, material.Span, ManagedKeyMaterial.IsPair(info.Type)), info.Name, summary);
        }

        return true;
    });

    private static void AddSecret(StoreView view, Record record, string name, SecretFingerprints fingerprints, LeakSearchSummary summary)
    {
        using SecretValue value = SecretValueCodec.Decode(view.Open(record));
        AddValue(value, name, SecretRecord.VersionOf(record), fingerprints, summary);
    }

    private static void AddValue(SecretValue value, string name, int version, SecretFingerprints fingerprints, LeakSearchSummary summary)
    {
        switch (value.Kind)
        {
            case SecretKind.Text or SecretKind.SecureText or SecretKind.Credential:
                Count(fingerprints.Add(name, version, value.Content.Span, isText: true), name, summary);
                break;
            case SecretKind.Bytes:
                Count(fingerprints.Add(name, version, value.Content.Span, isText: false), name, summary);
                break;
            case SecretKind.Table:
                foreach ((_, SecretValue member) in value.Entries) AddValue(member, name, version, fingerprints, summary);
                break;
            default:
                // A number or a date is not what a search for its digits would find.
                break;
        }
    }

    private static void Count(bool isLongEnough, string name, LeakSearchSummary summary)
    {
        if (isLongEnough) summary.Secrets++;
        else if (!summary.TooShort.Contains(name)) summary.AddTooShort(name);
    }
}
