using System.Text.Json.Nodes;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>How roles and grants stand in the store's records: in the clear columns, under the record's seal.</summary>
internal static class PolicyRecords
{
    /// <summary>The collection of roles; the id is the canonical name.</summary>
    public const string Roles = "role";

    /// <summary>The collection of grants; the id is user, role and resource.</summary>
    public const string Grants = "grant";

    private const string Description = "description";
    private const string Permissions = "permissions";
    private const string Deny = "deny";
    private const string Inherits = "inherits";
    private const string User = "user";
    private const string RoleId = "role";
    private const string Resource = "resource";
    private const string NotBefore = "notBefore";
    private const string GrantedAt = "grantedAt";

    /// <summary>A role's columns, over the record that it replaces if there is one.</summary>
    public static Record ToRecord(Role role, Record? present) =>
        (present ?? new Record { Collection = Roles, Id = role.Id, CreatedAt = role.CreatedAt }) with
        {
            Name = role.Name,
            Attributes = new JsonObject
            {
                [Description] = role.Description,
                [Permissions] = Array(role.Permissions),
                [Deny] = Array(role.Deny),
                [Inherits] = Array(role.Parents),
            },
        };

    /// <summary>The role in a record.</summary>
    public static Role ToRole(Record record) => new(
        record.Id,
        record.Name!,
        record.Attributes[Description]?.GetValue<string>(),
        Strings(record.Attributes[Permissions]),
        Strings(record.Attributes[Deny]),
        Strings(record.Attributes[Inherits]),
        record.CreatedAt);

    /// <summary>A grant's columns, over the record that it replaces if there is one.</summary>
    public static Record ToRecord(Grant grant, Record? present) =>
        (present ?? new Record { Collection = Grants, Id = grant.Id, CreatedAt = grant.GrantedAt }) with
        {
            ExpiresAt = grant.ExpiresAt == long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(grant.ExpiresAt),
            Attributes = new JsonObject
            {
                [User] = grant.UserId,
                [RoleId] = grant.RoleId,
                [Resource] = grant.Resource,
                [NotBefore] = grant.NotBefore == long.MinValue ? null : grant.NotBefore,
                [GrantedAt] = grant.GrantedAt.ToUnixTimeMilliseconds(),
            },
        };

    /// <summary>The grant in a record, its role not looked up yet.</summary>
    public static Grant ToGrant(Record record)
    {
        string user = record.Attributes[User]!.GetValue<string>();
        string? resource = record.Attributes[Resource]?.GetValue<string>();
        return new Grant
        {
            Id = record.Id,
            UserId = user,
            UserKey = CanonicalName.KeyOf(user),
            RoleId = record.Attributes[RoleId]!.GetValue<string>(),
            Resource = resource,
            ResourceKey = ResourcePattern.Pattern(resource),
            NotBefore = record.Attributes[NotBefore]?.GetValue<long>() ?? long.MinValue,
            ExpiresAt = record.ExpiresAt?.ToUnixTimeMilliseconds() ?? long.MaxValue,
            GrantedAt = DateTimeOffset.FromUnixTimeMilliseconds(record.Attributes[GrantedAt]!.GetValue<long>()),
        };
    }

    /// <summary>The id of a grant: its three canonical parts, a slash between them.</summary>
    public static string GrantId(string userKey, string roleId, string? resourceKey) => $"{GrantPrefix(userKey)}{Part(roleId)}/{Part(resourceKey ?? "")}";

    /// <summary>How the ids of a user's grants begin.</summary>
    public static string GrantPrefix(string userKey) => $"{Part(userKey)}/";

    /// <summary>The canonical name of the user in a grant's id.</summary>
    public static string UserOf(string grantId) =>
        grantId[..grantId.IndexOf('/', StringComparison.Ordinal)].Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);

    private static string Part(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);

    private static JsonArray Array(string[] texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private static string[] Strings(JsonNode? array) => [.. array!.AsArray().Select(text => text!.GetValue<string>())];
}
