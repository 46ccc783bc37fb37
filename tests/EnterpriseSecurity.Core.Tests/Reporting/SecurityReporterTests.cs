using System.Text;
using System.Text.RegularExpressions;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Reporting;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Core.Tests.Reporting;

public sealed class SecurityReporterTests : IDisposable
{
    private const string Hostile = "<script>alert('x')</script>\" onload=\"y";
    private const string Planted = "Planted-V4lue-7f3c";

    private readonly TemporaryStore _store = new();

    private EnterpriseSecurityManager Manager => _store.Manager;

    [Fact]
    public void The_figures_are_those_of_the_status_and_of_the_check()
    {
        Fill();
        SecurityStatus status = Manager.GetStatus();
        SecurityReportSummary summary = Manager.Reports.Export(NewPath());
        Assert.Equal(status with { AuditEntries = 0 }, summary.Status! with { AuditEntries = 0 });
        Assert.True(summary.IsSound);
        SecurityReport report = Manager.Reports.Build(new SecurityReportOptions());
        ReportTable inventory = report.Sections.Single(one => one.Id == "inventory").Blocks.OfType<ReportTable>().First();
        Assert.Equal(
            [status.Secrets, status.SshKeys, status.ApiKeys, status.Certificates, status.CertificateAuthorities, status.ManagedKeys, status.SigningKeys, status.SecondFactors, status.RolesDefined],
            inventory.Rows.Select(row => long.Parse(row[1].Text.ToString(), System.Globalization.CultureInfo.InvariantCulture)));
        ReportTable expiry = report.Sections.Single(one => one.Id == "expiry").Blocks.OfType<ReportTable>().Single();
        Assert.Equal(Manager.FindExpiring(TimeSpan.FromDays(90)).Count, expiry.Rows.Count);
    }

    [Fact]
    public void What_wants_attention_is_named_with_its_section()
    {
        Fill();
        _store.Clock.Advance(TimeSpan.FromDays(400));
        SecurityReport report = Manager.Reports.Build(new SecurityReportOptions());
        string[] concerns = [.. report.Concerns.Select(one => $"{one.Severity} {one.SectionId}: {one.Text}")];
        Assert.Contains("ActNow api-keys: 1 API key may do everything (scope *)", concerns);
        Assert.Contains("Soon api-keys: 2 API keys were never used", concerns);
        Assert.Contains("Soon algorithms: 3 objects use an ageing algorithm", concerns);
        Assert.Contains("Soon roles: 1 user has roles of which one forbids what another allows", concerns);
        Assert.Contains("Soon roles: 1 user may do everything by a role", concerns);
        Assert.Contains("Note roles: 1 role is given to nobody", concerns);
        Assert.Contains("ActNow expiry: 2 credentials have expired and are still kept", concerns);
        Assert.Contains("Soon second-factor: 3 users have no second factor", concerns);
        Assert.Contains("Soon integrity: There is one way only to unlock the store; if it is lost, so is the store", concerns);
        Assert.Contains(concerns, one => one.StartsWith("Soon rotation: ", StringComparison.Ordinal));
        Assert.Equal(report.Concerns.OrderByDescending(one => one.Severity).Select(one => one.Severity), report.Concerns.Select(one => one.Severity));
    }

    [Fact]
    public void No_secret_hash_or_public_key_is_in_the_page()
    {
        NewApiKey key = Fill();
        string page = Page(new SecurityReportOptions());
        Assert.DoesNotContain(Planted, page, StringComparison.Ordinal);
        Assert.DoesNotContain(key.RevealKey(), page, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Id, page, StringComparison.Ordinal);
        SshKeyInfo ssh = Manager.SshKeys.Get("deploy");
        Assert.DoesNotContain(ssh.Fingerprint!, page, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllText(ssh.PublicKeyPath!).Split(' ')[1], page, StringComparison.Ordinal);
        Assert.DoesNotContain("$argon2id$", page, StringComparison.Ordinal);
        Assert.DoesNotContain("-----BEGIN", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Manager.Tokens.ListSigningKeys()[0].KeyId, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_stay_text()
    {
        using SecretValue value = SecretValue.FromText(Planted);
        Manager.Secrets.Protect(Hostile, value);
        Manager.Secrets.Protect("\u202Eright-to-left", value);
        Manager.Secrets.Protect(new string('w', 200), value);
        Manager.Audit.Write("<img src=x onerror=alert(1)>", "any", AuditResult.Denied, "</td><b>", "<i>");
        string page = Page(new SecurityReportOptions { Title = "</title><script>1</script>" });
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=&quot;y", page, StringComparison.Ordinal);
        Assert.Contains("[U+202E]right-to-left", page, StringComparison.Ordinal);
        Assert.Contains(new string('w', 200), page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_asks_for_nothing_and_runs_nothing()
    {
        Fill();
        string page = Page(new SecurityReportOptions());
        Assert.Contains("content=\"default-src &#39;none&#39;; style-src &#39;sha256-", page, StringComparison.Ordinal);
        foreach (string forbidden in new[] { "<script", "<link", "<img", "<iframe", "http:", "https:", "@import", "url(h", " style=\"", "javascript:" }) Assert.DoesNotContain(forbidden, page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_redacted_report_has_pseudonyms_in_place_of_names()
    {
        Fill();
        string page = Page(new SecurityReportOptions { Redact = true, Title = "For the auditor" });
        foreach (string name in new[] { "db-password", "deploy", "ci-key", "nightly", "alice", "bob", "mallory", "ledger", "internal-ca", "www.corp.example", "payments", "session", "admin-role", "lone-role", "10.9.8.7", "own_action", "invoices", Environment.MachineName, _store.Root, Manager.Store.Id, Hostile, "archive/2026" })
        {
            // As a whole: a pseudonym is random letters, and a short name, as a machine's may be, is among them at times.
            Assert.DoesNotMatch($@"(?i)(?<![\w-]){Regex.Escape(name)}(?![\w-])", page);
        }

        Assert.Contains("For the auditor", page, StringComparison.Ordinal);
        Assert.Contains("secret-", page, StringComparison.Ordinal);
        Assert.Contains("address-", page, StringComparison.Ordinal);
        Assert.Contains("api_key_generated", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_pseudonyms_tells_nothing_of_the_order_of_names()
    {
        for (char letter = 'a'; letter <= 'p'; letter++) Manager.AccessControl.DefineRole(new RoleDefinition { Name = $"{letter}-role", Permissions = ["read:all"] });
        SecurityReport report = Manager.Reports.Build(new SecurityReportOptions { Redact = true });
        string[] shown = [.. report.Sections.Single(one => one.Id == "roles").Blocks.OfType<ReportTable>().First().Rows.Select(row => row[0].Text.ToString())];
        Assert.Equal(16, shown.Length);
        Assert.Equal(shown.Order(StringComparer.Ordinal), shown);
    }

    [Fact]
    public void A_pseudonym_is_the_same_in_each_report_of_a_store_and_another_in_others()
    {
        using TemporaryStore other = new();
        using ReportNames first = new(Manager.Store.Keys, redact: true), second = new(Manager.Store.Keys, redact: true), foreign = new(other.Manager.Store.Keys, redact: true);
        ReportName alice = first.Of(ReportNameKind.User, "alice");
        Assert.Matches("^user-[a-z2-9]{8}$", alice.Text);
        Assert.Equal(alice, second.Of(ReportNameKind.User, "ALICE"));
        Assert.NotEqual(alice, first.Of(ReportNameKind.User, "bob"));
        Assert.NotEqual(alice.Text[5..], first.Of(ReportNameKind.Role, "alice").Text[5..]);
        Assert.NotEqual(alice, foreign.Of(ReportNameKind.User, "alice"));
        Assert.Matches("^scope-[a-z2-9]{8}:\\*$", first.Scope("invoices:*").Text);
        Assert.Equal("*", first.Scope("*").Text);
    }

    [Fact]
    public void A_damaged_store_has_a_report_of_what_can_be_read()
    {
        Fill();
        Assert.Equal(2, _store.Tamper("UPDATE record SET seal = zeroblob(length(seal)) WHERE collection = 'secret'"));
        string path = NewPath();
        SecurityReportSummary summary = Manager.Reports.Export(path, new SecurityReportOptions { Redact = true });
        Assert.False(summary.IsSound);
        string page = File.ReadAllText(path);
        Assert.Contains("✗ The store or its audit trail is damaged", page, StringComparison.Ordinal);
        Assert.Contains("What this section is made from is damaged", page, StringComparison.Ordinal);
        Assert.Contains("a record was changed by someone without the key", page, StringComparison.Ordinal);
        Assert.Contains("api-key-", page, StringComparison.Ordinal);
        Assert.DoesNotContain("db-password", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_audit_trail_is_the_first_thing_it_says()
    {
        Fill();
        Manager.Audit.Flush();
        string file = Directory.GetFiles(Manager.Audit.Folder, "*.jsonl").Single();
        File.WriteAllText(file, File.ReadAllText(file).Replace("own_action", "our_action", StringComparison.Ordinal));
        string path = NewPath();
        SecurityReportSummary summary = Manager.Reports.Export(path, new SecurityReportOptions { Redact = true });
        Assert.False(summary.IsSound);
        string page = File.ReadAllText(path);
        Assert.Contains("✗ The store or its audit trail is damaged", page, StringComparison.Ordinal);
        Assert.NotNull(summary.Status);
        Assert.Contains("the audit trail was changed", page, StringComparison.Ordinal);
        Assert.Contains("1 audit entry is not what was written", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetFileName(file), page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_owner_only_whole_and_audited()
    {
        string path = NewPath();
        SecurityReportSummary summary = Manager.Reports.Export(path);
        Assert.Equal(new FileInfo(path).Length, summary.Length);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal("ReportExists", Assert.Throws<AlreadyExistsException>(() => Manager.Reports.Export(path)).ErrorId);
        Manager.Reports.Export(path, overwrite: true);
        Assert.Equal("ReportExists", Assert.Throws<AlreadyExistsException>(() => Manager.Reports.Export(_store.Root, overwrite: true)).ErrorId);
        Assert.Equal("ReportUnwritable", Assert.Throws<UnavailableException>(() => Manager.Reports.Export(Path.Combine(_store.Root, "none", "report.html"))).ErrorId);
        Assert.Equal(["success", "failure", "success", "failure"], Manager.Audit.Read(new AuditFilter { Action = AuditAction.ReportExported }).Select(one => one.Result));
        Assert.Equal("report.html", Manager.Audit.Read(new AuditFilter { Action = AuditAction.ReportExported }).First().Resource);
        Assert.Empty(Directory.GetFiles(_store.Root, "*.tmp"));
    }

    [Fact]
    public void What_cannot_be_asked_for_is_refused_and_a_stop_leaves_no_file()
    {
        string path = NewPath();
        Assert.Equal("ReportPeriodInvalid", Assert.Throws<InvalidInputException>(() => Manager.Reports.Export(path, new SecurityReportOptions { Within = TimeSpan.FromHours(1) })).ErrorId);
        Assert.Equal("ReportPeriodInvalid", Assert.Throws<InvalidInputException>(() => Manager.Reports.Export(path, new SecurityReportOptions { Within = TimeSpan.FromDays(4000) })).ErrorId);
        Assert.Equal("ReportTitleInvalid", Assert.Throws<InvalidInputException>(() => Manager.Reports.Export(path, new SecurityReportOptions { Title = new string('x', 201) })).ErrorId);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Manager.Reports.Export(path, cancellation: stop.Token));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void An_empty_store_has_a_report_too()
    {
        string page = Page(new SecurityReportOptions());
        Assert.Contains("There are no keys yet.", page, StringComparison.Ordinal);
        Assert.Contains("Nothing has expired, and nothing expires within 90 days.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_without_end_in_the_trail_do_not_fill_the_memory()
    {
        ReportActivity activity = ReportActivity.Read(Manager.Audit, _store.Clock.GetUtcNow(), 30, CancellationToken.None);
        Assert.Equal(0, activity.Unnamed);
        for (int i = 0; i < 5_100; i++) Manager.Audit.Write("any_action", "r", AuditResult.Denied, $"user{i}");
        activity = ReportActivity.Read(Manager.Audit, _store.Clock.GetUtcNow(), 30, CancellationToken.None);
        Assert.Equal(5_000, activity.ByUser.Count);
        Assert.InRange(activity.Unnamed, 100, 110);
        Assert.True(activity.Total.Refused >= 5_100);
    }

    [Fact]
    public void A_long_table_is_folded_and_cut_and_says_so()
    {
        ReportSection section = new("any", "Any");
        section.Table($"Things", [(ReportText.Of($"Name"), false)], Enumerable.Range(0, 1_500).ToArray(), i => [ReportText.Of($"{i}")]);
        ReportTable[] tables = [.. section.Blocks.OfType<ReportTable>()];
        Assert.Equal(15, tables[0].Rows.Count);
        Assert.True(tables[1].IsFolded);
        Assert.Equal(ReportTable.MostRows, tables[1].Rows.Count);
        Assert.Equal(1_485, tables[1].Total);
    }

    public void Dispose() => _store.Dispose();

    private string NewPath() => Path.Combine(_store.Root, "report.html");

    private string Page(SecurityReportOptions options)
    {
        Manager.Reports.Export(NewPath(), options, overwrite: true);
        return File.ReadAllText(NewPath(), Encoding.UTF8);
    }

    private NewApiKey Fill()
    {
        using SecretValue value = SecretValue.FromText(Planted);
        Manager.Secrets.Protect("db-password", value, new SecretOptions { ExpiresIn = TimeSpan.FromDays(20), Tags = new Dictionary<string, string> { ["tag"] = Hostile } });
        Manager.Secrets.Protect("ledger", value, new SecretOptions { Algorithm = SecretAlgorithm.Fernet });
        Manager.SshKeys.Create("deploy");
        Manager.SshKeys.Create("nightly", new SshKeyOptions { KeyType = SshKeyType.Rsa2048 });
        NewApiKey key = Manager.ApiKeys.Create(new ApiKeyOptions { Name = "ci-key", UserId = "alice", Scopes = ["*"] });
        Manager.ApiKeys.Create(new ApiKeyOptions { Name = "ci-key-2", UserId = "bob", Scopes = ["invoices:read"] });
        Manager.Certificates.CreateAuthority(new CertificateAuthorityOptions { Subject = CertificateSubject.Parse("CN=internal-ca") });
        Manager.Certificates.CreateSelfSigned(new CertificateOptions { Subject = CertificateSubject.Parse("CN=www.corp.example") });
        Manager.ManagedKeys.Create("payments", ManagedKeyType.Ed25519);
        Manager.Tokens.CreateSigningKey("session", JwtAlgorithm.HS256);
        Manager.AccessControl.DefineRole(new RoleDefinition { Name = "admin-role", Permissions = ["*"] });
        Manager.AccessControl.DefineRole(new RoleDefinition { Name = "payroll-role", Permissions = ["invoices:read"], Deny = ["invoices:write"] });
        Manager.AccessControl.DefineRole(new RoleDefinition { Name = "lone-role", Permissions = ["docs:read"] });
        Manager.AccessControl.Grant(new RoleGrant { UserId = "alice", Role = "admin-role" });
        Manager.AccessControl.Grant(new RoleGrant { UserId = "alice", Role = "payroll-role", Resource = "archive/2026" });
        Manager.Passwords.AddHash("mallory", "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy");
        Manager.TwoFactor.Enroll("bob").Dispose();
        Manager.Audit.Write("own_action", "resource", AuditResult.Denied, "mallory", "10.9.8.7");
        return key;
    }
}
