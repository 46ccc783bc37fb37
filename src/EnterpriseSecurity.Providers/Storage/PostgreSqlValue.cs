using Npgsql;
using NpgsqlTypes;

namespace EnterpriseSecurity.Storage;

/// <summary>Values as parameters of their exact types, so that the server never has to guess one.</summary>
internal static class PostgreSqlValue
{
    public static NpgsqlParameter Of(string? text) => text is null
        ? new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = DBNull.Value }
        : new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = text };

    public static NpgsqlParameter Of(long number) => new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = number };

    public static NpgsqlParameter Of(long? number) => number is { } present ? Of(present) : new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = DBNull.Value };

    public static NpgsqlParameter Of(byte[] bytes) => new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = bytes };

    public static NpgsqlParameter[] Of(StoredRecord r) =>
    [
        Of(r.Collection), Of(r.Id), Of(r.Revision), Of(r.Name), Of(r.NameKey), Of(r.State), Of(r.CreatedAt), Of(r.UpdatedAt), Of(r.ExpiresAt),
        Of(r.Tags), Of(r.Attributes), Of(r.KeyVersion), Of((long)r.Cipher), Of(r.WrappedKey), Of(r.Body), Of(r.Seal),
    ];

    public static StoredRecord ReadRecord(NpgsqlDataReader row) => new()
    {
        Collection = row.GetString(0),
        Id = row.GetString(1),
        Revision = row.GetInt64(2),
        Name = row.IsDBNull(3) ? null : row.GetString(3),
        NameKey = row.IsDBNull(4) ? null : row.GetString(4),
        State = row.GetString(5),
        CreatedAt = row.GetInt64(6),
        UpdatedAt = row.GetInt64(7),
        ExpiresAt = row.IsDBNull(8) ? null : row.GetInt64(8),
        Tags = row.GetString(9),
        Attributes = row.GetString(10),
        KeyVersion = row.GetInt64(11),
        Cipher = (BodyCipher)checked((int)row.GetInt64(12)),
        WrappedKey = row.GetFieldValue<byte[]>(13),
        Body = row.GetFieldValue<byte[]>(14),
        Seal = row.GetFieldValue<byte[]>(15),
    };

    public static OutboxLine ReadLine(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetFieldValue<byte[]>(1));
}
