using System.Globalization;
using System.Text;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.AccessControl;

/// <summary>
/// Adds roles and grants into the policy's digest, and takes them out. It is over what they say and not over the seals
/// of their records, which become others when the store's key is changed.
/// </summary>
internal static class PolicyDigest
{
    /// <summary>The digest with one more role.</summary>
    public static RecordDigest With(this RecordDigest digest, KeyRing keys, Role role) => digest.Add(keys, Encode(role));

    /// <summary>The digest without a role.</summary>
    public static RecordDigest Without(this RecordDigest digest, KeyRing keys, Role role) => digest.Remove(keys, Encode(role));

    /// <summary>The digest with one more grant.</summary>
    public static RecordDigest With(this RecordDigest digest, KeyRing keys, Grant grant) => digest.Add(keys, Encode(grant));

    /// <summary>The digest without a grant.</summary>
    public static RecordDigest Without(this RecordDigest digest, KeyRing keys, Grant grant) => digest.Remove(keys, Encode(grant));

    private static byte[] Encode(Role role) =>
        Encode([PolicyRecords.Roles, role.Id, role.Name, role.Description ?? "", Join(role.Permissions), Join(role.Deny), Join(role.Parents)]);

    private static byte[] Encode(Grant grant) =>
        Encode([PolicyRecords.Grants, grant.Id, grant.UserId, grant.RoleId, grant.Resource ?? "", Number(grant.NotBefore), Number(grant.ExpiresAt)]);

    // Neither names nor permissions have control characters; a description comes with its length, as all do.
    private static string Join(string[] texts) => string.Join('\n', texts);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static byte[] Encode(ReadOnlySpan<string> fields)
    {
        StringBuilder encoded = new();
        foreach (string field in fields) encoded.Append(CultureInfo.InvariantCulture, $"{field.Length}:{field}");
        return Encoding.UTF8.GetBytes(encoded.ToString());
    }
}
