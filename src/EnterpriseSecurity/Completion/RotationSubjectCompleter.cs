using System.Collections;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the names of what can be rotated, of the kind that stands on the line or that the policy there is for.</summary>
public sealed class RotationSubjectCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters)
    {
        if (ConnectedStoreCompleter.StoreOf(boundParameters) is not { } store) return [];
        RotationKind? kind = Enum.TryParse($"{boundParameters["Kind"]}", ignoreCase: true, out RotationKind given) ? given
            : boundParameters["Policy"] is { } policy ? store.Rotation.GetPolicy($"{policy}").Kind
            : null;
        return kind switch
        {
            RotationKind.ManagedKey => store.ManagedKeys.List().Select(key => key.Name),
            RotationKind.ApiKey => store.ApiKeys.List().SelectMany((ApiKeyInfo key) => new[] { key.Name, key.Id }),
            RotationKind.SshKey => store.SshKeys.List().Select(key => key.Name),
            RotationKind.Secret => store.Secrets.List().Select(secret => secret.Name),
            RotationKind.Certificate => store.Certificates.List().Select(certificate => certificate.Name),
            RotationKind.JwtSigningKey => store.Tokens.ListSigningKeys().Select(key => key.Name),
            _ => [],
        };
    }
}
