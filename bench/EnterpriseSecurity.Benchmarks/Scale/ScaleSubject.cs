using System.Text;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Benchmarks.Support;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Benchmarks.Scale;

/// <summary>What a store is filled with, and the operation that is measured on it.</summary>
/// <param name="Kind">What, in the plural.</param>
/// <param name="Operation">The operation's name.</param>
/// <param name="Fill">Makes so many; leaves beside the store, in a file, what the operation needs to know.</param>
/// <param name="Prepare">Gives the operation; the number is how many there are.</param>
internal sealed record ScaleSubject(string Kind, string Operation, Action<EnterpriseSecurityManager, int, string> Fill, Func<EnterpriseSecurityManager, int, string, Action> Prepare)
{
    private const int MostSamples = 100_000;
    private const int Roles = 1_000;
    private const int GrantsOfUser = 5;
    private const int GrantBatch = 20_000;

    // Coprime to every size, so that all of them are asked for, far from one another.
    private const int Stride = 7919;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ScaleSubject> All { get; } =
    [
        new("API keys", "checked", FillKeys, CheckKeys),
        new("secrets", "opened", (manager, count, _) => BenchStore.Fill(manager, count), OpenSecrets),
        new("grants", "permission checked", FillGrants, CheckPermissions),
        new("audit lines", "entry appended", FillTrail, (manager, _, _) => () => Append(manager)),
    ];

    private static void FillKeys(EnterpriseSecurityManager manager, int count, string notes)
    {
        using StreamWriter samples = new(notes);
        int made = 0;
        int every = Math.Max(1, count / MostSamples);
        foreach (NewApiKey key in manager.ApiKeys.CreateMany(Enumerable.Range(0, count).Select(i => new ApiKeyOptions { Name = $"key-{i}", Scopes = ["read", "docs:*"], RateLimit = null })))
        {
            if (made++ % every == 0) samples.WriteLine(key.RevealKey());
        }
    }

    private static Action CheckKeys(EnterpriseSecurityManager manager, int count, string notes)
    {
        byte[][] keys = [.. File.ReadLines(notes).Select(Encoding.ASCII.GetBytes)];
        ApiKeyCheck check = new() { RequiredScopes = ["docs:read"] };
        int next = 0;
        return () =>
        {
            if (!manager.ApiKeys.Validate(keys[next = (next + Stride) % keys.Length], check).IsValid) throw new InvalidOperationException("The key is not accepted.");
        };
    }

    private static Action OpenSecrets(EnterpriseSecurityManager manager, int count, string notes)
    {
        int next = 0;
        return () => manager.Secrets.Unprotect(SecretReference.ByName(BenchStore.NameOf(next = (next + Stride) % count))).Dispose();
    }

    private static void FillGrants(EnterpriseSecurityManager manager, int count, string notes)
    {
        IEnumerable<RoleDefinition> roles = Enumerable.Range(0, Roles).Select(i => new RoleDefinition
        {
            Name = AccessPolicy.RoleOf(i),
            Permissions = [.. Enumerable.Range(0, 3).Select(n => AccessPolicy.Permissions[((3 * i) + n) % AccessPolicy.Permissions.Count])],
        });
        string path = notes + ".json";
        File.WriteAllText(path, RoleFile.Write(roles, RoleFileFormat.Json));
        manager.AccessControl.Import(path);
        foreach (int[] batch in Enumerable.Range(0, count).Chunk(GrantBatch))
        {
            manager.AccessControl.GrantAll([.. batch.Select(i => new RoleGrant { UserId = AccessPolicy.UserOf(i / GrantsOfUser), Role = AccessPolicy.RoleOf(i % Roles) })]);
        }
    }

    private static Action CheckPermissions(EnterpriseSecurityManager manager, int count, string notes)
    {
        int users = count / GrantsOfUser;
        int next = 0;
        return () => manager.AccessControl.TestPermission(AccessPolicy.UserOf(next = (next + Stride) % users), AccessPolicy.Permissions[next % AccessPolicy.Permissions.Count]);
    }

    private static void FillTrail(EnterpriseSecurityManager manager, int count, string notes)
    {
        for (int line = 0; line < count; line++) Append(manager);
    }

    private static void Append(EnterpriseSecurityManager manager) => manager.Store.Append(new AuditNote(AuditAction.SecretListed, "entry"), durable: false);
}
