using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>Reads all that a store holds, as one JSON object.</summary>
internal static class FrozenStoreReader
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>All of it; the folder's path in it is <c>STORE</c>.</summary>
    public static JsonObject Read(EnterpriseSecurityManager manager)
    {
        manager.Audit.Flush();
        AuditEntry[] trail = [.. manager.Audit.Read(new AuditFilter())];
        // Without what this reader has added since it opened the store.
        int own = Array.FindLastIndex(trail, entry => entry.Action == AuditAction.StoreOpened);
        JsonObject all = new()
        {
            ["id"] = manager.Store.Id,
            ["created"] = manager.Store.CreatedAt,
            ["protectors"] = Node(EnterpriseSecurity.Storage.SecurityStore.GetProtectors(manager.Store.Path)),
            ["audit"] = Node(trail[..own]),
            ["secrets"] = new JsonArray([.. manager.Secrets.List().Select(secret => Secret(manager, secret))]),
            ["deletedSecrets"] = Node(manager.Secrets.List(new SecretFilter { Deleted = true })),
            ["sshKeys"] = new JsonArray([.. manager.SshKeys.List().Select(key => SshKey(manager, key))]),
            ["certificates"] = WithoutWarnings(manager.Certificates.List()),
            ["issued"] = WithoutWarnings(manager.Certificates.ListIssued("root")),
            ["passwordPolicy"] = Node(manager.Passwords.GetPolicy()),
            ["passwordHistory"] = Node(manager.Passwords.ListUsers().Select(manager.Passwords.GetHistory)),
            ["passwordIsNew"] = new JsonObject
            {
                ["former"] = manager.Passwords.IsNew("ann", FrozenValues.Utf8(FrozenValues.FormerPassword)),
                ["present"] = manager.Passwords.IsNew("ann", FrozenValues.Utf8(FrozenValues.Password)),
                ["another"] = manager.Passwords.IsNew("ann", "another"u8),
            },
            ["secondFactors"] = Node(manager.TwoFactor.List()),
            ["apiKeys"] = Node(manager.ApiKeys.List()),
            ["managedKeys"] = new JsonArray([.. manager.ManagedKeys.List().Select(key => ManagedKey(manager, key))]),
            ["roles"] = Node(manager.AccessControl.ListRoles()),
            ["assignments"] = Node(manager.AccessControl.ListAssignments()),
            ["permissionsOfAnn"] = Node(manager.AccessControl.GetUserPermissions("ann")),
            ["checkAudit"] = Node(manager.AccessControl.CheckAudit),
            ["signingKeys"] = Node(manager.Tokens.ListSigningKeys()),
            ["rotationPolicies"] = Node(manager.Rotation.ListPolicies()),
            ["rotations"] = Node(manager.Rotation.List()),
            ["rotationHistory"] = Node(manager.Rotation.GetHistory()),
        };
        return JsonNode.Parse(all.ToJsonString().Replace(JsonEncodedText.Encode(manager.Store.Path).ToString(), "STORE", StringComparison.Ordinal))!.AsObject();
    }

    private static JsonNode Secret(EnterpriseSecurityManager manager, SecretInfo secret)
    {
        JsonObject versions = [];
        SecretReference reference = SecretReference.ById(secret.Id);
        foreach (SecretVersionInfo version in manager.Secrets.GetVersions(reference))
        {
            string number = version.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (version.State == SecretVersionState.Retired)
            {
                versions[number] = null;
                continue;
            }

            using SecretValue value = manager.Secrets.Unprotect(reference, version.Version);
            versions[number] = FrozenValues.Show(value);
        }

        return new JsonObject { ["secret"] = Node(secret), ["values"] = versions };
    }

    private static JsonNode SshKey(EnterpriseSecurityManager manager, SshKeyInfo key)
    {
        using SecretBuffer? passphrase = key.HasPassphrase ? SecretBuffer.FromUtf8(FrozenValues.KeyPassphrase) : null;
        using SshPrivateKey pair = manager.SshKeys.Open(key.Name, passphrase);
        using SecretBuffer body = SshPrivateKeyFile.Write(pair, SshPrivateKeyFormat.Pkcs8);
        return new JsonObject { ["key"] = Node(key), ["private"] = System.Text.Encoding.ASCII.GetString(body.Span) };
    }

    private static JsonNode ManagedKey(EnterpriseSecurityManager manager, ManagedKeyInfo key) => new JsonObject
    {
        ["key"] = Node(key),
        ["value"] = key.State == ManagedKeyState.Active ? manager.ManagedKeys.ExportPlainText(ManagedKeyReference.ById(key.Id)) : null,
    };

    // Their wording is no format and may change.
    private static JsonNode? WithoutWarnings<T>(T certificates)
    {
        JsonNode? all = Node(certificates);
        foreach (JsonNode? one in all!.AsArray()) one!.AsObject().Remove("Warnings");
        return all;
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Options);
}
