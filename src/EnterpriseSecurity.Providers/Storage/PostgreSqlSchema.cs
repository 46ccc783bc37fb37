using Npgsql;

namespace EnterpriseSecurity.Storage;

/// <summary>The tables, who may use them, and the steps from each older format to the next.</summary>
internal static class PostgreSqlSchema
{
    private const string SchemaMark = "%SCHEMA%";

    // The n-th step leads from format n to n+1, which the table "format" keeps. Steps are only ever added.
    internal static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE %SCHEMA%.record (
            collection TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, revision BIGINT NOT NULL,
            name TEXT COLLATE "C", name_key TEXT COLLATE "C", state TEXT COLLATE "C" NOT NULL,
            created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, expires_at BIGINT,
            tags TEXT COLLATE "C" NOT NULL, attributes TEXT COLLATE "C" NOT NULL, key_version BIGINT NOT NULL, cipher BIGINT NOT NULL,
            wrapped_key BYTEA NOT NULL, body BYTEA NOT NULL, seal BYTEA NOT NULL,
            PRIMARY KEY (collection, id)
        );
        CREATE UNIQUE INDEX record_name ON %SCHEMA%.record (collection, name_key) WHERE name_key IS NOT NULL;
        CREATE TABLE %SCHEMA%.data_key (version BIGINT PRIMARY KEY, kind BIGINT NOT NULL, created_at BIGINT NOT NULL, wrapped BYTEA NOT NULL);
        CREATE TABLE %SCHEMA%.head (one INTEGER PRIMARY KEY CHECK (one = 1), sealed BYTEA NOT NULL) WITH (fillfactor = 20);
        CREATE TABLE %SCHEMA%.audit_line (sequence BIGINT PRIMARY KEY, line BYTEA NOT NULL);
        CREATE TABLE %SCHEMA%.trail (one INTEGER PRIMARY KEY CHECK (one = 1), handed_on BIGINT NOT NULL) WITH (fillfactor = 20);
        INSERT INTO %SCHEMA%.trail (one, handed_on) VALUES (1, 0);
        CREATE TABLE %SCHEMA%.descriptor (one INTEGER PRIMARY KEY CHECK (one = 1), content BYTEA NOT NULL);
        CREATE TABLE %SCHEMA%.write_lock ();
        CREATE TABLE %SCHEMA%.trail_lock ();
        """,
    ];

    private static readonly string[] Tables = ["format", "record", "data_key", "head", "audit_line", "trail", "descriptor", "write_lock", "trail_lock"];

    // The roles by which Supabase's interfaces come in.
    private static readonly string[] Outsiders = ["anon", "authenticated", "service_role"];

    /// <summary>Lays out a new schema.</summary>
    public static void Create(NpgsqlConnection connection, string schema, string location)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        // Two that make the same schema at once: the second waits here and then finds the first one's tables.
        Execute(connection, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", $"EnterpriseSecurity {schema}");
        if (Exists(connection, schema, "format")) throw SecurityErrors.StoreSchemaExists(location);
        // An administrator may have made it, for a role that must not make schemas.
        if (!Ask(connection, "SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1)", schema)) Execute(connection, $"CREATE SCHEMA \"{schema}\"");
        if (Ask(connection, "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1)", schema)) throw SecurityErrors.StoreSchemaExists(location);
        Execute(connection, $"CREATE TABLE \"{schema}\".format (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL); INSERT INTO \"{schema}\".format (one, number) VALUES (1, 0)");
        Apply(connection, schema, Steps);
        CloseToOthers(connection, schema);
        transaction.Commit();
    }

    /// <summary>Brings an older schema to the present format; refuses a newer one and leaves it as it is.</summary>
    public static void Migrate(NpgsqlConnection connection, string schema, string location) => Migrate(connection, schema, location, Steps);

    /// <summary>As <see cref="Migrate(NpgsqlConnection, string, string)"/>, to the format that these steps lead to.</summary>
    internal static void Migrate(NpgsqlConnection connection, string schema, string location, IReadOnlyList<string> steps)
    {
        if (!Exists(connection, schema, "format")) throw SecurityErrors.StoreSchemaMissing(location);
        int found = Version(connection, schema);
        if (found > steps.Count) throw SecurityErrors.StoreFormatTooNew(location, found, steps.Count);
        if (found <= 0) throw SecurityErrors.StoreCorrupt(location, "the schema holds no store", null);
        if (found == steps.Count) return;
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Execute(connection, $"LOCK TABLE \"{schema}\".write_lock IN EXCLUSIVE MODE");
        Apply(connection, schema, steps);
        CloseToOthers(connection, schema);
        transaction.Commit();
    }

    /// <summary>What is not as this class has made it: tables, row-level security, rights of others, rules and triggers.</summary>
    public static IReadOnlyList<string> Check(NpgsqlConnection connection, string schema)
    {
        List<string> findings = [];
        List<string> present = List(connection, "SELECT relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r'", schema);
        findings.AddRange(Tables.Except(present).Select(table => $"The table {table} is missing."));
        findings.AddRange(List(
            connection,
            """
            SELECT 'The table ' || relname || ' is not closed by row-level security.' FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relkind = 'r' AND relname = ANY (ARRAY['format','record','data_key','head','audit_line','trail','descriptor','write_lock','trail_lock'])
                AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            UNION ALL
            SELECT 'The policy ' || policyname || ' on ' || tablename || ' lets others in.' FROM pg_catalog.pg_policies WHERE schemaname = $1 AND policyname <> 'store_owner'
            UNION ALL
            SELECT DISTINCT 'The role ' || CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END || ' has rights on ' || c.relname || '.'
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace, LATERAL aclexplode(c.relacl) a
            WHERE n.nspname = $1 AND (a.grantee = 0 OR a.grantee::regrole::text IN ('anon', 'authenticated', 'service_role'))
            UNION ALL
            SELECT 'There is a trigger ' || t.tgname || ' on ' || c.relname || '.' FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1
            UNION ALL
            SELECT 'There is a rule ' || r.rulename || ' on ' || r.tablename || '.' FROM pg_catalog.pg_rules r WHERE r.schemaname = $1
            """,
            schema));
        return findings;
    }

    // The owner keeps its rights by a policy, since the security is forced on it as on everybody.
    private static void CloseToOthers(NpgsqlConnection connection, string schema)
    {
        string[] closed = ["PUBLIC", .. Outsiders.Where(role => Ask(connection, "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = $1)", role)).Select(role => $"\"{role}\"")];
        string roles = string.Join(", ", closed);
        Execute(connection, $"REVOKE ALL ON SCHEMA \"{schema}\" FROM {roles}");
        Execute(connection, $"REVOKE ALL ON ALL TABLES IN SCHEMA \"{schema}\" FROM {roles}");
        foreach (string table in Tables)
        {
            Execute(
                connection,
                $"""
                ALTER TABLE "{schema}".{table} ENABLE ROW LEVEL SECURITY;
                ALTER TABLE "{schema}".{table} FORCE ROW LEVEL SECURITY;
                DROP POLICY IF EXISTS store_owner ON "{schema}".{table};
                CREATE POLICY store_owner ON "{schema}".{table} TO CURRENT_USER USING (true) WITH CHECK (true)
                """);
        }
    }

    private static void Apply(NpgsqlConnection connection, string schema, IReadOnlyList<string> steps)
    {
        // Looked at under the lock: another process may have migrated while this one waited for it.
        for (int step = Version(connection, schema); step < steps.Count; step++)
        {
            Execute(connection, steps[step].Replace(SchemaMark, $"\"{schema}\"", StringComparison.Ordinal));
            Execute(connection, $"UPDATE \"{schema}\".format SET number = {step + 1}");
        }
    }

    private static int Version(NpgsqlConnection connection, string schema)
    {
        using NpgsqlCommand command = new($"SELECT number FROM \"{schema}\".format WHERE one = 1", connection);
        return command.ExecuteScalar() as int? ?? 0;
    }

    private static bool Exists(NpgsqlConnection connection, string schema, string table) => Ask(
        connection,
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2)",
        schema,
        table);

    private static bool Ask(NpgsqlConnection connection, string sql, params string[] values)
    {
        using NpgsqlCommand command = Command(connection, sql, values);
        return command.ExecuteScalar() is true;
    }

    private static List<string> List(NpgsqlConnection connection, string sql, params string[] values)
    {
        using NpgsqlCommand command = Command(connection, sql, values);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }

    private static void Execute(NpgsqlConnection connection, string sql, params string[] values)
    {
        using NpgsqlCommand command = Command(connection, sql, values);
        command.ExecuteNonQuery();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, string[] values)
    {
        NpgsqlCommand command = new(sql, connection);
        foreach (string value in values) command.Parameters.Add(PostgreSqlValue.Of(value));
        return command;
    }
}
