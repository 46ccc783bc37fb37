namespace EnterpriseSecurity.Storage;

/// <summary>
/// The statements on one schema. Every table is named with its schema, so that no search path and no temporary table
/// comes between, and each text is made once, for the connection knows by it what is prepared.
/// </summary>
internal sealed class PostgreSqlStatements(string schema)
{
    private const string Columns =
        "collection, id, revision, name, name_key, state, created_at, updated_at, expires_at, tags, attributes, key_version, cipher, wrapped_key, body, seal";

    /// <summary>The schema as statements name it.</summary>
    public string Schema { get; } = $"\"{schema}\"";

    public string BeginRead { get; } = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    public string BeginWrite { get; } = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

    public string NotDurable { get; } = "SET LOCAL synchronous_commit TO off";

    // A lock on a table that nobody reads or fills: only who has rights on it can hold it, waiting is in order of
    // arrival, readers and vacuum never meet it, and it ends with its transaction.
    public string LockWriters { get; } = $"LOCK TABLE \"{schema}\".write_lock IN EXCLUSIVE MODE";

    public string LockTrail { get; } = $"LOCK TABLE \"{schema}\".trail_lock IN EXCLUSIVE MODE";

    public string HeadAndStamp { get; } =
        $"SELECT (SELECT sealed FROM \"{schema}\".head WHERE one = 1), (SELECT coalesce(max(version), 0) * 1048576 + count(*) FROM \"{schema}\".data_key)";

    public string Find { get; } = $"SELECT {Columns} FROM \"{schema}\".record WHERE collection = $1 AND id = $2";

    public string FindByName { get; } = $"SELECT {Columns} FROM \"{schema}\".record WHERE collection = $1 AND name_key = $2";

    public string List { get; } = $"SELECT {Columns} FROM \"{schema}\".record WHERE collection = $1 AND id > $2 ORDER BY id LIMIT $3";

    public string ListAll { get; } = $"SELECT {Columns} FROM \"{schema}\".record WHERE (collection, id) > ($1, $2) ORDER BY collection, id LIMIT $3";

    public string Count { get; } = $"SELECT count(*) FROM \"{schema}\".record WHERE collection = $1 AND state = $2";

    public string CountByKey { get; } = $"SELECT key_version, count(*) FROM \"{schema}\".record GROUP BY key_version";

    public string DataKeys { get; } = $"SELECT version, kind, created_at, wrapped FROM \"{schema}\".data_key ORDER BY version";

    public string Outbox { get; } =
        $"SELECT sequence, line FROM \"{schema}\".audit_line WHERE sequence > (SELECT handed_on FROM \"{schema}\".trail WHERE one = 1) ORDER BY sequence LIMIT $1";

    public string Trail { get; } = $"SELECT sequence, line FROM \"{schema}\".audit_line WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence LIMIT $3";

    public string TrailBackwards { get; } = $"SELECT sequence, line FROM \"{schema}\".audit_line WHERE sequence < $1 ORDER BY sequence DESC LIMIT $2";

    public string LineAt { get; } = $"SELECT line FROM \"{schema}\".audit_line WHERE sequence = $1";

    public string Descriptor { get; } = $"SELECT content FROM \"{schema}\".descriptor WHERE one = 1";

    // A name or an id that is taken gives no row instead of an error, which would end the transaction.
    public string Insert { get; } =
        $"INSERT INTO \"{schema}\".record ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING";

    public string Update { get; } =
        $"""
        UPDATE "{schema}".record SET revision = $3, name = $4, name_key = $5, state = $6, created_at = $7, updated_at = $8, expires_at = $9,
            tags = $10, attributes = $11, key_version = $12, cipher = $13, wrapped_key = $14, body = $15, seal = $16
        WHERE collection = $1 AND id = $2 AND revision = $3 - 1
        """;

    public string Delete { get; } = $"DELETE FROM \"{schema}\".record WHERE collection = $1 AND id = $2";

    public string WriteHead { get; } = $"INSERT INTO \"{schema}\".head (one, sealed) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET sealed = excluded.sealed";

    public string WriteDescriptor { get; } = $"INSERT INTO \"{schema}\".descriptor (one, content) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET content = excluded.content";

    public string InsertDataKey { get; } = $"INSERT INTO \"{schema}\".data_key (version, kind, created_at, wrapped) VALUES ($1, $2, $3, $4)";

    public string DeleteDataKey { get; } = $"DELETE FROM \"{schema}\".data_key WHERE version = $1";

    public string AppendLine { get; } = $"INSERT INTO \"{schema}\".audit_line (sequence, line) VALUES ($1, $2)";

    public string TrimOutbox { get; } = $"UPDATE \"{schema}\".trail SET handed_on = greatest(handed_on, $1) WHERE one = 1";

    public string TrimTrail { get; } = $"DELETE FROM \"{schema}\".audit_line WHERE sequence <= $1";
}
