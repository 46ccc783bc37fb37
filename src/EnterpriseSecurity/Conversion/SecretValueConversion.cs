using System.Collections;
using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Conversion;

/// <summary>Between what users hold in PowerShell and the values of the store.</summary>
internal static class SecretValueConversion
{
    // As deep as the library reads them.
    private const int DeepestTable = 16;

    /// <summary>A value from an object; null when there is no value for its type.</summary>
    public static SecretValue? TryFrom(object? input) => TryFrom(input, depth: 0);

    private static SecretValue? TryFrom(object? input, int depth)
    {
        object? value = input is PSObject wrapped ? wrapped.BaseObject : input;
        return value switch
        {
            string text => SecretValue.FromText(text),
            SecureString text => SecretValue.FromSecureText(text.ToUtf8Buffer()),
            PSCredential credential => SecretValue.FromCredential(credential.UserName, credential.Password.ToUtf8Buffer()),
            byte[] bytes => SecretValue.FromBytes(bytes),
            object[] array when array.Length > 0 && array.All(item => Unwrap(item) is byte) => SecretValue.FromBytes([.. array.Select(item => (byte)Unwrap(item)!)]),
            // One that holds itself has no end.
            IDictionary when depth >= DeepestTable => throw Errors.SecretTooDeep(DeepestTable),
            IDictionary table => TryFromTable(table, depth),
            int number => SecretValue.FromInt32(number),
            long number => SecretValue.FromInt64(number),
            double number => SecretValue.FromDouble(number),
            bool flag => SecretValue.FromBoolean(flag),
            DateTime moment => SecretValue.FromDateTime(moment),
            _ => null,
        };
    }

    /// <summary>The object that a value was made from; text as a SecureString unless another shape was asked for.</summary>
    public static object ToObject(SecretValue value, SecretTextShape shape) => value.Kind switch
    {
        SecretKind.Text when shape == SecretTextShape.AsStored => value.RevealText(),
        SecretKind.Text or SecretKind.SecureText when shape == SecretTextShape.Plain => value.RevealText(),
        SecretKind.Text or SecretKind.SecureText => ToSecureString(value),
        SecretKind.Credential => new PSCredential(value.UserName!, SecureStringExtensions.FromUtf8(value.Content.Span)),
        SecretKind.Bytes => value.Content.Span.ToArray(),
        SecretKind.Int32 => value.ToInt32(),
        SecretKind.Int64 => value.ToInt64(),
        SecretKind.Double => value.ToDouble(),
        SecretKind.Boolean => value.ToBoolean(),
        SecretKind.DateTime => value.ToDateTime(),
        _ => ToTable(value, shape),
    };

    private static object? Unwrap(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;

    private static SecureString ToSecureString(SecretValue value)
    {
        try
        {
            return SecureStringExtensions.FromUtf8(value.Content.Span);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Errors.SecretTooLongForSecureString();
        }
    }

    private static SecretValue? TryFromTable(IDictionary table, int depth)
    {
        List<KeyValuePair<string, SecretValue>> entries = [];
        foreach (DictionaryEntry entry in table)
        {
            if (entry.Key is not string name || TryFrom(entry.Value, depth + 1) is not { } member)
            {
                foreach ((_, SecretValue made) in entries) made.Dispose();
                return null;
            }

            entries.Add(new(name, member));
        }

        return SecretValue.FromTable(entries);
    }

    private static Hashtable ToTable(SecretValue value, SecretTextShape shape)
    {
        Hashtable table = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, SecretValue member) in value.Entries) table[name] = ToObject(member, shape);
        return table;
    }
}
