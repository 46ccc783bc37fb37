using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>Rows of a server's database that were edited behind the store's back.</summary>
[NeedsPostgreSql]
public sealed class PostgreSqlTamperingTests() : TamperingContract(StoreProvider.PostgreSql)
{
    [PostgreSqlTheory]
    [MemberData(nameof(Edits))]
    public void An_edited_record_is_refused_and_named(string sql) => AssertNamed(sql);

    [PostgreSqlTheory]
    [InlineData("UPDATE audit_line SET line = overlay(line PLACING '\\x2e'::bytea FROM 20) WHERE sequence = 3", AuditFinding.LineChanged)]
    [InlineData("DELETE FROM audit_line WHERE sequence = 3", AuditFinding.LineRemoved)]
    [InlineData("UPDATE audit_line a SET line = b.line FROM audit_line b WHERE a.sequence IN (2, 3) AND b.sequence = 5 - a.sequence", AuditFinding.LineMoved)]
    [InlineData("UPDATE audit_line SET line = (SELECT line FROM audit_line WHERE sequence = 2) WHERE sequence = 3", AuditFinding.LineInserted)]
    public void A_change_of_the_trail_is_named(string sql, AuditFinding expected)
    {
        Assert.InRange(Store.Tamper(sql), 1, 2);
        using EnterpriseSecurityManager manager = Store.Open();
        AuditVerification verdict = manager.Audit.Verify();
        Assert.Equal(expected, verdict.Finding);
        Assert.InRange(verdict.Sequence!.Value, 2, 3);
    }

    [ProviderFact]
    public void A_cut_tail_of_the_trail_is_named()
    {
        Store.Tamper("DELETE FROM audit_line WHERE sequence >= (SELECT max(sequence) FROM audit_line)");
        using EnterpriseSecurityManager manager = Store.Open();
        Assert.False(manager.Audit.Verify().IsValid);
    }

    [ProviderFact]
    public void A_head_that_was_put_back_closes_the_store_and_no_line_is_written_over_another()
    {
        Store.Tamper("CREATE TABLE kept AS SELECT * FROM head");
        using (EnterpriseSecurityManager manager = Store.Open()) manager.Audit.Write("own", "thing");
        using (EnterpriseSecurityManager open = Store.Open())
        {
            Store.Tamper("UPDATE head SET sealed = (SELECT sealed FROM kept)");
            Assert.Equal("StoreRolledBack", Assert.Throws<IntegrityException>(() => open.Audit.Write("own", "thing")).ErrorId);
            Assert.Equal(AuditFinding.StoreBehind, open.Audit.Verify().Finding);
        }

        Assert.Equal("StoreRolledBack", Assert.Throws<IntegrityException>(() => Store.Open()).ErrorId);
    }

    [ProviderFact]
    public void A_line_that_was_put_after_the_last_is_named()
    {
        Store.Tamper("INSERT INTO audit_line VALUES (9000, 'nonsense'::bytea)");
        using EnterpriseSecurityManager manager = Store.Open();
        Assert.Equal(AuditFinding.LineChanged, manager.Audit.Verify().Finding);
    }

    [ProviderFact]
    public void A_schema_that_is_missing_or_is_none_is_never_taken_for_an_empty_store()
    {
        string schema = Store.Server.Schema;
        Store.Tamper($"ALTER SCHEMA {schema} RENAME TO {schema}_kept");
        Assert.Equal("StoreSchemaMissing", Assert.Throws<NotFoundException>(() => Store.Open()).ErrorId);
        Store.Tamper($"CREATE SCHEMA {schema}");
        Assert.Equal("StoreSchemaMissing", Assert.Throws<NotFoundException>(() => Store.Open()).ErrorId);
        Store.Tamper($"DROP SCHEMA {schema}; ALTER SCHEMA {schema}_kept RENAME TO {schema}");
        Store.Tamper("DROP TABLE record");
        Assert.Equal("StoreCorrupt", Assert.Throws<MalformedDataException>(() => Store.Open()).ErrorId);
    }

    [ProviderFact]
    public void A_newer_format_is_refused_and_left_as_it_is()
    {
        Store.Tamper("UPDATE format SET number = 99");
        Assert.Equal("StoreFormatTooNew", Assert.Throws<UnsupportedException>(() => Store.Open()).ErrorId);
        Assert.Equal("99", Store.Query("SELECT number FROM format"));
    }

    [ProviderFact]
    public void An_edited_or_older_descriptor_is_refused_on_the_server_and_in_the_folder()
    {
        Store.Tamper("CREATE TABLE old AS SELECT * FROM descriptor");
        Store.Tamper("UPDATE descriptor SET content = convert_to(replace(convert_from(content, 'UTF8'), 'postgresql', 'postgresqm'), 'UTF8')");
        Assert.Equal("StoreDescriptorChanged", Assert.Throws<IntegrityException>(() => Store.Open()).ErrorId);
        Store.Tamper("UPDATE descriptor SET content = (SELECT content FROM old)");
        using (EnterpriseSecurityManager manager = Store.Open())
        {
            using EnterpriseSecurity.Keys.KeyProtector added = EnterpriseSecurity.Keys.KeyProtector.FromPassphrase("p"u8);
            manager.Store.AddProtector(added);
        }

        Store.Tamper("UPDATE descriptor SET content = (SELECT content FROM old)");
        Assert.Equal("StoreRolledBack", Assert.Throws<IntegrityException>(() => Store.Open()).ErrorId);
    }

    [ProviderFact]
    public void A_connection_that_was_edited_is_not_used()
    {
        string path = Path.Combine(Store.Path, "store.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"127.0.0.1\"", "\"127.0.0.2\"", StringComparison.Ordinal));
        Assert.Equal("StoreConnectionChanged", Assert.Throws<IntegrityException>(() => Store.Open()).ErrorId);
    }

    [ProviderFact]
    public void Rights_and_triggers_that_others_put_in_are_named()
    {
        Store.Tamper("GRANT SELECT ON record TO anon");
        Store.Tamper("ALTER TABLE head DISABLE ROW LEVEL SECURITY");
        Store.Tamper("CREATE POLICY open ON data_key USING (true)");
        Store.Tamper("CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; CREATE TRIGGER quiet BEFORE INSERT ON trail FOR EACH ROW EXECUTE FUNCTION nothing()");
        using EnterpriseSecurityManager manager = Store.Open();
        string[] findings = [.. manager.Store.Verify().Findings.Where(finding => finding.Kind == "Database").Select(finding => finding.Message)];
        foreach (string part in new[] { "anon", "head", "open", "quiet" }) Assert.Contains(findings, text => text.Contains(part, StringComparison.Ordinal));
    }
}
