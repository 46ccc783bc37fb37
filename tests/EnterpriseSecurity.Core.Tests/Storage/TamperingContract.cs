using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

/// <summary>What a store with any provider makes of a database that was edited behind its back.</summary>
public abstract class TamperingContract : IDisposable
{
    private readonly TemporaryStore _store;

    private protected TamperingContract(StoreProvider provider)
    {
        _store = new TemporaryStore(provider: provider);
        Protect("alpha", "first value");
        Protect("beta", "second value");
        _store.Close();
    }

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected TemporaryStore Store => _store;

    public static TheoryData<string> Edits { get; } =
    [
        "UPDATE record SET expires_at = coalesce(expires_at, 0) + 86400000 WHERE name = 'alpha'",
        "UPDATE record SET tags = '{\"env\":\"production\"}' WHERE name = 'alpha'",
        "UPDATE record SET name = 'alpha2' WHERE name = 'alpha'",
        "UPDATE record SET state = 'deleted' WHERE name = 'alpha'",
        "UPDATE record SET attributes = '{}' WHERE name = 'alpha'",
        "UPDATE record SET revision = revision + 1 WHERE name = 'alpha'",
        "UPDATE record SET created_at = created_at - 1 WHERE name = 'alpha'",
        "UPDATE record SET cipher = 2 WHERE name = 'alpha'",
        "UPDATE record SET seal = zeroblob(32) WHERE name = 'alpha'",
        "UPDATE record SET body = (SELECT body FROM record WHERE name = 'beta') WHERE name = 'alpha'",
        "UPDATE record SET (body, wrapped_key, seal) = (SELECT body, wrapped_key, seal FROM record WHERE name = 'beta') WHERE name = 'alpha'",
    ];

    private protected void AssertNamed(string sql)
    {
        Assert.Equal(1, _store.Tamper(sql));
        using EnterpriseSecurityManager manager = _store.Open();
        string id = _store.Query("SELECT id FROM record WHERE collection = 'secret' AND name LIKE 'alpha%'");
        Assert.Equal("RecordChanged", Assert.Throws<IntegrityException>(() => manager.Secrets.Unprotect(SecretReference.ById(id))).ErrorId);
        StoreVerification verdict = manager.Store.Verify();
        Assert.Contains(verdict.Findings, finding => finding.Kind == "Record" && finding.Subject.StartsWith("secret/alpha", StringComparison.Ordinal));
    }

    [ProviderFact]
    public void Two_records_that_changed_places_are_refused()
    {
        _store.Tamper("UPDATE record SET id = id || 'x' WHERE name = 'alpha'");
        using EnterpriseSecurityManager manager = _store.Open();
        Assert.Throws<IntegrityException>(() => manager.Secrets.Unprotect(SecretReference.ByName("alpha")));
        Assert.False(manager.Store.Verify().IsValid);
    }

    [ProviderFact]
    public void Every_single_byte_of_a_body_and_of_a_key_counts()
    {
        string id = _store.Query("SELECT id FROM record WHERE name = 'alpha'");
        foreach (string column in new[] { "body", "wrapped_key", "seal" })
        {
            int length = int.Parse(_store.Query($"SELECT length({column}) FROM record WHERE name = 'alpha'"), System.Globalization.CultureInfo.InvariantCulture);
            string hex = _store.Query($"SELECT hex({column}) FROM record WHERE name = 'alpha'");
            for (int at = 0; at < length; at++)
            {
                byte[] bytes = Convert.FromHexString(hex);
                bytes[at] ^= 0x10;
                _store.Tamper($"UPDATE record SET {column} = x'{Convert.ToHexString(bytes)}' WHERE name = 'alpha'");
                using EnterpriseSecurityManager manager = _store.Open();
                Assert.Throws<IntegrityException>(() => manager.Secrets.Unprotect(SecretReference.ById(id)));
            }

            _store.Tamper($"UPDATE record SET {column} = x'{hex}' WHERE name = 'alpha'");
        }

        using EnterpriseSecurityManager whole = _store.Open();
        using SecretValue value = whole.Secrets.Unprotect(SecretReference.ById(id));
        Assert.Equal("first value", value.RevealText());
    }

    [ProviderFact]
    public void A_record_that_was_taken_out_is_noticed()
    {
        _store.Tamper("DELETE FROM record WHERE name = 'alpha'");
        using EnterpriseSecurityManager manager = _store.Open();
        Assert.Contains(manager.Store.Verify().Findings, finding => finding.Kind == "RecordSet");
    }

    [ProviderFact]
    public void An_older_copy_of_a_record_that_was_put_back_is_noticed()
    {
        _store.Tamper("CREATE TABLE kept AS SELECT * FROM record WHERE name = 'alpha'");
        using (EnterpriseSecurityManager manager = _store.Open())
        {
            using SecretValue next = SecretValue.FromText("third value");
            manager.Secrets.Update(SecretReference.ByName("alpha"), next);
        }

        _store.Tamper("DELETE FROM record WHERE name = 'alpha'");
        _store.Tamper("INSERT INTO record SELECT * FROM kept");
        using EnterpriseSecurityManager tampered = _store.Open();
        Assert.Contains(tampered.Store.Verify().Findings, finding => finding.Kind == "RecordSet");
    }

    [ProviderFact]
    public void A_changed_or_missing_head_closes_the_store()
    {
        _store.Tamper("UPDATE head SET sealed = zeroblob(length(sealed))");
        Assert.Equal("StoreHeadChanged", Assert.Throws<IntegrityException>(() => _store.Open()).ErrorId);
        _store.Tamper("DELETE FROM head");
        Assert.Equal("StoreHeadChanged", Assert.Throws<IntegrityException>(() => _store.Open()).ErrorId);
    }

    private void Protect(string name, string text)
    {
        using SecretValue value = SecretValue.FromText(text);
        _store.Manager.Secrets.Protect(name, value, new SecretOptions { ExpiresIn = TimeSpan.FromDays(10) });
    }
}
