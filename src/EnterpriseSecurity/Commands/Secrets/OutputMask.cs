using System.Collections;
using System.Management.Automation;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Secrets;

/// <summary>Masks secrets in what a script writes: text, and objects that hold text. What holds none is passed on as it is.</summary>
internal sealed class OutputMask(SecretMask mask)
{
    private const int Deepest = 8;

    /// <summary>The object without secrets: itself where it has none.</summary>
    public object? Apply(object? output) => Apply(output, 0);

    /// <summary>An error record without secrets: itself where it has none.</summary>
    public ErrorRecord Apply(ErrorRecord error)
    {
        bool isClean = !mask.TryMask(error.ToString(), out string? text) && !IsIn(error.Exception) && !IsIn(error.ErrorDetails?.Message)
            && !IsIn(error.ErrorDetails?.RecommendedAction) && ReferenceEquals(Apply(error.TargetObject, 0), error.TargetObject) && !IsIn(error.FullyQualifiedErrorId);
        if (isClean) return error;
        text ??= mask.TryMask(error.Exception.Message, out string? message) ? message : error.ToString();
        // The original exception is not kept: its properties and data may hold the secret too.
        string id = error.FullyQualifiedErrorId.Split(',')[0];
        ErrorRecord made = new(new RuntimeException(text), mask.TryMask(id, out string? maskedId) ? maskedId : id, error.CategoryInfo.Category, Apply(error.TargetObject, 0));
        return made;
    }

    private bool IsIn(string? text) => mask.TryMask(text, out _);

    private bool IsIn(Exception? exception)
    {
        for (int depth = 0; exception is not null && depth < Deepest; depth++, exception = exception.InnerException)
        {
            if (IsIn(exception.Message)) return true;
            foreach (DictionaryEntry entry in exception.Data)
            {
                if (IsIn($"{entry.Value}")) return true;
            }
        }

        return false;
    }

    private object? Apply(object? output, int depth)
    {
        object? plain = output is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : output;
        return plain switch
        {
            null => output,
            string text => mask.TryMask(text, out string? masked) ? masked : output,
            char[] characters => mask.TryMask(new string(characters), out string? masked) ? masked : output,
            ErrorRecord error => Apply(error),
            _ when depth >= Deepest || plain.GetType().IsPrimitive => output,
            DictionaryEntry entry => OfEntry(entry, output, depth),
            IDictionary table => OfTable(table, output, depth),
            object[] or ArrayList or string[] => OfList((IList)plain, output, depth),
            _ => OfObject(output!, plain, depth),
        };
    }

    private object? OfEntry(DictionaryEntry entry, object? output, int depth)
    {
        object? value = Apply(entry.Value, depth + 1);
        return ReferenceEquals(value, entry.Value) ? output : new DictionaryEntry(entry.Key, value);
    }

    private object? OfTable(IDictionary table, object? output, int depth)
    {
        Hashtable made = new(StringComparer.OrdinalIgnoreCase);
        bool isChanged = false;
        foreach (DictionaryEntry entry in table)
        {
            object key = Apply(entry.Key, depth + 1)!;
            object? value = Apply(entry.Value, depth + 1);
            isChanged |= !ReferenceEquals(value, entry.Value) || !ReferenceEquals(key, entry.Key);
            made[key] = value;
        }

        return isChanged ? made : output;
    }

    private object? OfList(IList list, object? output, int depth)
    {
        object?[] made = new object?[list.Count];
        bool isChanged = false;
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = Apply(list[i], depth + 1);
            isChanged |= !ReferenceEquals(made[i], list[i]);
        }

        return isChanged ? made : output;
    }

    // An object with a secret in its text or its properties becomes a bag of the properties without it.
    private object OfObject(object output, object plain, int depth)
    {
        PSObject source = PSObject.AsPSObject(output);
        bool isChanged = IsIn(plain is PSCustomObject or PSObject ? null : plain.ToString());
        PSObject made = new();
        foreach (PSPropertyInfo property in source.Properties)
        {
            object? value = ValueOf(property);
            // Of what is no text and no collection of it only custom objects are gone into: others have no end.
            object? masked = value is string or char[] or IDictionary or object[] or string[] or PSObject { BaseObject: PSCustomObject } ? Apply(value, depth + 1) : IsIn(value?.ToString()) ? SecretMask.Replacement : value;
            isChanged |= !ReferenceEquals(masked, value);
            made.Properties.Add(new PSNoteProperty(property.Name, masked));
        }

        return isChanged ? made : output;
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.IsGettable ? property.Value : null;
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
