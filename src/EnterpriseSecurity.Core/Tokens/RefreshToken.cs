using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Tokens;

/// <summary>
/// Refresh tokens: <c>esr_</c>, an id of 128 random bits, a dot, and a secret of 256. The store keeps the id and a keyed
/// hash of both; a used one stays until its session ends, so that its reuse is noticed.
/// </summary>
internal sealed record RefreshToken(string Id, byte[] Hash)
{
    public const string Collection = "jwt-refresh-token";
    public const string Used = "used";

    private const string Prefix = "esr_";
    private const int IdLength = 22;
    private const int SecretLength = 43;
    private const string HashName = "hash";
    private const string SessionName = "session";

    /// <summary>Makes a new one.</summary>
    public static (string Text, RefreshToken Token) Create(KeyRing keys)
    {
        string text = $"{Prefix}{JwtPayload.NewId()}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        return (text, Parse(keys, text)!);
    }

    /// <summary>Reads one; null for what cannot be one.</summary>
    public static RefreshToken? Parse(KeyRing keys, string text)
    {
        bool fits = text.Length == Prefix.Length + IdLength + 1 + SecretLength && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length + IdLength] == '.';
        if (!fits) return null;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            ReadOnlySpan<byte> id = bytes.AsSpan(Prefix.Length, IdLength);
            return JwtCompact.IsStrict(id) && JwtCompact.IsStrict(bytes.AsSpan(Prefix.Length + IdLength + 1))
                ? new RefreshToken(text.Substring(Prefix.Length, IdLength), keys.Authenticate(KeyPurpose.RefreshToken, bytes))
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public static string SessionOf(Record record) => record.Attributes[SessionName]!.GetValue<string>();

    public Record ToRecord(string session, DateTimeOffset now, DateTimeOffset end) => new()
    {
        Collection = Collection,
        Id = Id,
        CreatedAt = now,
        ExpiresAt = end,
        Attributes = new JsonObject { [SessionName] = session, [HashName] = Convert.ToBase64String(Hash) },
    };

    /// <summary>True when the record is of this token; a record that is absent costs the same comparison.</summary>
    public bool Fits(Record? record)
    {
        byte[] kept = record is null ? new byte[Hash.Length] : Convert.FromBase64String(record.Attributes[HashName]!.GetValue<string>());
        return CryptographicOperations.FixedTimeEquals(kept, Hash) & record is not null;
    }
}
