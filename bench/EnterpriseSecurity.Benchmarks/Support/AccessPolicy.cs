using System.Globalization;
using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Benchmarks.Support;

/// <summary>10,000 roles in ten generations, and 100,000 grants to 20,000 users.</summary>
internal static class AccessPolicy
{
    public const int Users = 20_000;
    private const int Roles = 10_000;
    private const int Generation = 1_000;
    private const int GrantsOfUser = 5;

    /// <summary>The permissions that roles name.</summary>
    public static IReadOnlyList<string> Permissions { get; } = [.. from service in Enumerable.Range(0, 50) from action in Enumerable.Range(0, 20) select $"service{service}:action{action}"];

    /// <summary>A user's name.</summary>
    public static string UserOf(int index) => string.Create(CultureInfo.InvariantCulture, $"user{index}");

    /// <summary>A role's name.</summary>
    public static string RoleOf(int index) => string.Create(CultureInfo.InvariantCulture, $"role{index}");

    /// <summary>Writes the roles through a file, as a user would, and the grants in bulk.</summary>
    public static void Fill(AccessControlManager access)
    {
        Random random = new(7);
        string path = Path.Combine(Path.GetTempPath(), $"es-roles-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, RoleFile.Write(Enumerable.Range(0, Roles).Select(number => Define(number, random)), RoleFileFormat.Json));
        access.Import(path);
        File.Delete(path);
        access.GrantAll([.. Enumerable.Range(0, Users * GrantsOfUser).Select(i => new RoleGrant { UserId = UserOf(i / GrantsOfUser), Role = RoleOf((random.Next(Roles / GrantsOfUser) * GrantsOfUser) + (i % GrantsOfUser)) })]);
    }

    private static RoleDefinition Define(int number, Random random) => new()
    {
        Name = RoleOf(number),
        Permissions = [.. Enumerable.Range(0, 3).Select(_ => random.Next(40) == 0 ? $"service{random.Next(50)}:*" : Permissions[random.Next(Permissions.Count)])],
        Deny = random.Next(20) == 0 ? [Permissions[random.Next(Permissions.Count)]] : [],
        InheritsFrom = number < Generation ? [] : [.. Enumerable.Range(0, random.Next(3)).Select(_ => RoleOf((((number / Generation) - 1) * Generation) + random.Next(Generation))).Distinct()],
    };
}
