using System.Text;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Core.Tests.Passwords;

public sealed class PasswordManagerTests : IDisposable
{
    private static readonly PasswordHashOptions Quick = new() { Algorithm = PasswordHashAlgorithm.Bcrypt, Cost = 10 };

    private readonly TemporaryStore _store = new();

    private PasswordManager Passwords => _store.Manager.Passwords;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_policy_is_kept_and_reset()
    {
        Assert.Equal(new PasswordPolicy(), Passwords.GetPolicy());
        PasswordPolicy policy = new()
        {
            MinLength = 12,
            MaxRepeatedCharacters = null,
            MaximumAge = TimeSpan.FromDays(90),
            MinimumAge = TimeSpan.FromHours(1),
            BreachRangeUri = new Uri("https://breaches.example/range/"),
        };

        Passwords.SetPolicy(policy);
        _store.Reopen();

        Assert.Equal(policy, Passwords.GetPolicy());
        Passwords.SetPolicy(policy with { MinLength = 13 });
        Assert.Equal(13, Passwords.GetPolicy().MinLength);
        Assert.Throws<InvalidInputException>(() => Passwords.SetPolicy(policy with { MinLength = 0 }));
        Assert.Equal(new PasswordPolicy(), Passwords.ResetPolicy());
        Assert.Equal(new PasswordPolicy(), Passwords.GetPolicy());
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void A_password_that_was_used_is_known_whoever_writes_the_name_how()
    {
        Passwords.Add("Jane", "first"u8, Quick);
        Passwords.Add("jane", "second"u8, Quick);
        _store.Reopen();

        Assert.False(Passwords.IsNew("JANE", "first"u8, 2));
        Assert.True(Passwords.IsNew("jane", "first"u8, 1));
        Assert.True(Passwords.IsNew("jane", "third"u8, 2));
        Assert.True(Passwords.IsNew("john", "first"u8, 1));
        Assert.Equal(["Jane"], Passwords.ListUsers());
        AccessRefusedException error = Assert.Throws<AccessRefusedException>(() => Passwords.Add("jane", "first"u8, Quick));
        Assert.Equal("PasswordReused", error.ErrorId);
        Assert.Equal((2, 2L), (Passwords.GetHistory("jane").Count, Passwords.GetHistory("jane").Version));
    }

    [Fact]
    public void Only_as_many_as_the_policy_says_are_refused_and_kept()
    {
        Passwords.SetPolicy(new PasswordPolicy { HistoryCount = 2 });
        foreach (string password in new[] { "one", "two", "three" }) Passwords.Add("jane", Encoding.UTF8.GetBytes(password), Quick);

        Passwords.Add("jane", "one"u8, Quick);

        PasswordHistoryInfo info = Passwords.GetHistory("jane");
        Assert.Equal((2, 4L), (info.Count, info.Version));
        Passwords.SetPolicy(new PasswordPolicy { HistoryCount = 0 });
        Assert.Equal(1, Passwords.Add("jane", "one"u8, Quick).Count);
    }

    [Fact]
    public void A_hash_is_added_as_it_is_and_only_once()
    {
        string hash = new PasswordHasher().Hash("first"u8, Quick);
        Passwords.AddHash("jane", hash);

        Assert.False(Passwords.IsNew("jane", "first"u8, 1));
        Assert.Throws<AccessRefusedException>(() => Passwords.Add("jane", "first"u8, Quick));
        Assert.Throws<AccessRefusedException>(() => Passwords.AddHash("jane", hash));
        Assert.Throws<UnsupportedException>(() => Passwords.AddHash("jane", "first"));
        Assert.Throws<MalformedDataException>(() => Passwords.AddHash("jane", hash[..^1]));
        Assert.Equal(1, Passwords.GetHistory("jane").Version);
    }

    [Fact]
    public void Age_follows_the_policy()
    {
        Passwords.SetPolicy(new PasswordPolicy { MaximumAge = TimeSpan.FromDays(90), MinimumAge = TimeSpan.FromDays(1) });
        PasswordHistoryInfo added = Passwords.Add("jane", "first"u8, Quick);
        Assert.Equal(added.LastChangedAt.AddDays(90), added.ExpiresAt);

        AccessRefusedException error = Assert.Throws<AccessRefusedException>(() => Passwords.Add("jane", "second"u8, Quick));
        Assert.Equal("PasswordChangedTooSoon", error.ErrorId);
        Assert.Contains(Passwords.Validate("Zt7#vLq9-Rm"u8, "jane").Violations, violation => violation.Rule == PasswordRule.MinimumAge);
        _store.Clock.Advance(TimeSpan.FromDays(89));
        Assert.False(Passwords.GetHistory("jane").IsExpired);
        _store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(Passwords.GetHistory("jane").IsExpired);
        Assert.True(Passwords.CheckHistory("jane", "second"u8, 1).IsExpired);
        Assert.False(Passwords.Add("jane", "second"u8, Quick).IsExpired);
    }

    [Fact]
    public void A_check_names_the_rules_of_the_history_too()
    {
        Passwords.Add("jane", "Zt7#vLq9-Rm"u8, Quick);

        Assert.Equal([PasswordRule.History], Passwords.Validate("Zt7#vLq9-Rm"u8, "jane").Violations.Select(violation => violation.Rule));
        Assert.True(Passwords.Validate("Zt7#vLq9-Rm"u8, "john").IsValid);
        Assert.True(Passwords.Validate("Zt7#vLq9-Rm"u8).IsValid);
    }

    [Fact]
    public void The_version_decides_who_was_first()
    {
        Assert.Equal(1, Passwords.Add("jane", "first"u8, Quick, expectedVersion: 0).Version);

        InvalidStateException error = Assert.Throws<InvalidStateException>(() => Passwords.Add("jane", "second"u8, Quick, expectedVersion: 0));

        Assert.Equal("PasswordHistoryVersionDiffers", error.ErrorId);
        Assert.Equal(2, Passwords.Add("jane", "second"u8, Quick, expectedVersion: 1).Version);
    }

    [Fact]
    public void Of_two_who_add_the_same_password_at_once_one_wins()
    {
        using EnterpriseSecurityManager other = _store.Open();
        for (int round = 0; round < 4; round++)
        {
            byte[] password = Encoding.UTF8.GetBytes($"password {round}");
            int refused = Race(
                () => Passwords.Add("jane", password, Quick),
                () => other.Passwords.Add("jane", password, Quick));
            Assert.Equal(1, refused);
            Assert.Equal(round + 1, Passwords.GetHistory("jane").Version);
        }
    }

    [Fact]
    public void All_that_are_added_at_once_are_counted()
    {
        const int Each = 3;
        using EnterpriseSecurityManager other = _store.Open();
        int refused = Race(
            () => AddMany(_store.Manager, "a", Each),
            () => AddMany(other, "b", Each));

        PasswordHistoryInfo info = Passwords.GetHistory("jane");
        Assert.Equal((0, 2 * Each, 2L * Each), (refused, info.Count, info.Version));
        foreach (string who in new[] { "a", "b" })
        {
            for (int i = 0; i < Each; i++) Assert.False(Passwords.IsNew("jane", Encoding.UTF8.GetBytes($"{who}{i}"), 2 * Each));
        }

        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void Comparing_keeps_no_other_writer_waiting()
    {
        for (int i = 0; i < 4; i++) Passwords.Add("jane", Encoding.UTF8.GetBytes($"old {i}"), Quick);
        using EnterpriseSecurityManager other = _store.Open();
        Thread thread = new(() => Passwords.Add("jane", "new"u8, Quick));
        thread.Start();
        int writes = 0;
        while (thread.IsAlive)
        {
            other.Passwords.SetPolicy(new PasswordPolicy());
            writes++;
        }

        // With the lock held while it compares there would be one before, and one that waited.
        Assert.True(writes > 2, $"{writes} changes while another writer compared.");
    }

    [Fact]
    public void A_user_who_is_not_known_costs_as_much()
    {
        Passwords.AddHash("jane", new PasswordHasher().Hash("first"u8));
        Passwords.IsNew("john", "other"u8, 1);

        TimeSpan known = Enumerable.Range(0, 3).Min(_ => ThreadTime.Of(() => Passwords.IsNew("jane", "other"u8, 2)));
        TimeSpan unknown = Enumerable.Range(0, 3).Min(_ => ThreadTime.Of(() => Passwords.IsNew("john", "other"u8, 2)));

        Assert.InRange(unknown / known, 0.5, 2);
    }

    [Fact]
    public void A_changed_history_or_policy_is_refused()
    {
        Passwords.Add("jane", "first"u8, Quick);
        Passwords.Add("john", "second"u8, Quick);
        Passwords.SetPolicy(new PasswordPolicy());
        _store.Close();
        Assert.Equal(2, _store.Tamper("UPDATE record SET body = (SELECT r.body FROM record r WHERE r.collection = 'password-history' AND r.id <> record.id) WHERE collection = 'password-history'"));
        Assert.Equal(1, _store.Tamper("UPDATE record SET body = zeroblob(length(body)) WHERE collection = 'password-policy'"));
        using EnterpriseSecurityManager manager = _store.Open();

        Assert.Equal("RecordChanged", Assert.Throws<IntegrityException>(() => manager.Passwords.IsNew("jane", "first"u8, 1)).ErrorId);
        Assert.Throws<IntegrityException>(() => manager.Passwords.Add("jane", "third"u8, Quick));
        Assert.Throws<IntegrityException>(() => manager.Passwords.GetPolicy());
        Assert.False(manager.Store.Verify().IsValid);
    }

    [Fact]
    public void No_password_and_no_hash_is_in_the_database_or_the_trail()
    {
        string hash = new PasswordHasher().Hash("first"u8, Quick);
        Passwords.AddHash("jane", hash);
        Passwords.Validate("Very-Secret-77"u8, "jane");
        Passwords.IsNew("jane", "Very-Secret-77"u8, 1);
        _store.Close();

        foreach (string file in Directory.EnumerateFiles(_store.Path, "*", SearchOption.AllDirectories))
        {
            byte[] content = File.ReadAllBytes(file);
            Assert.True(content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(hash)) < 0, file);
            Assert.True(content.AsSpan().IndexOf("Very-Secret-77"u8) < 0, file);
        }
    }

    [Fact]
    public void Each_call_leaves_its_entry()
    {
        Passwords.SetPolicy(new PasswordPolicy());
        Passwords.GetPolicy();
        Passwords.Add("jane", "first"u8, Quick);
        Assert.Throws<AccessRefusedException>(() => Passwords.Add("jane", "first"u8, Quick));
        Passwords.IsNew("jane", "first"u8, 1);
        Passwords.Validate("short"u8, "jane");
        Passwords.GetHistory("jane");
        Assert.Throws<InvalidStateException>(() => Passwords.FindBreach("first"u8));
        Assert.Throws<InvalidInputException>(() => Passwords.IsNew("", "first"u8, 1));

        string trail = string.Join('\n', _store.Manager.Audit.Read(new AuditFilter()).Where(entry => entry.Action.StartsWith("password", StringComparison.Ordinal)).Select(entry => $"{entry.Action} {entry.Resource} {entry.Result}"));

        Assert.Equal(
            """
            password_policy_changed default success
            password_policy_read default success
            password_history_added jane success
            password_history_added jane denied
            password_history_checked jane denied
            password_policy_checked jane denied
            password_history_read jane success
            password_breach_checked - failure
            password_history_checked - failure
            """.ReplaceLineEndings("\n"),
            trail.ToLowerInvariant());
    }

    [Fact]
    public void An_imported_list_becomes_the_stores_own()
    {
        using BreachLists lists = new();
        using BreachedPasswordFile list = new(lists.WritePasswords("list", ["Zt7#vLq9-Rm"]));

        BreachedPasswordImport import = Passwords.ImportBreachedPasswords(list, lists.At("filter"));

        Assert.Equal(import.Path, Passwords.GetPolicy().BreachListPath);
        Assert.True(Passwords.FindBreach("Zt7#vLq9-Rm"u8).IsBreached);
        Assert.False(Passwords.FindBreach("other"u8).IsBreached);
        Assert.Equal([PasswordRule.Breach], Passwords.Validate("Zt7#vLq9-Rm"u8).Violations.Select(violation => violation.Rule));
    }

    private static bool AddMany(EnterpriseSecurityManager manager, string who, int count)
    {
        for (int i = 0; i < count; i++) manager.Passwords.Add("jane", Encoding.UTF8.GetBytes($"{who}{i}"), Quick);
        return true;
    }

    /// <summary>Runs works at once, and counts those that were refused.</summary>
    private static int Race(params Func<object>[] works)
    {
        using Barrier barrier = new(works.Length);
        int refused = 0;
        Thread[] threads = [.. works.Select(work => new Thread(() =>
        {
            barrier.SignalAndWait();
            try
            {
                work();
            }
            catch (AccessRefusedException)
            {
                Interlocked.Increment(ref refused);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return refused;
    }
}
