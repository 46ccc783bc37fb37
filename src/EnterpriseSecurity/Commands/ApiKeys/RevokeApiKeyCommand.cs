using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Completion;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Revokes API keys, at once and for good.</summary>
/// <remarks>
/// <para>
/// A revoked key is refused from the next request on, in every process, and cannot be enabled again. What is known of
/// it stays, with the time and the reason, until <see cref="RemoveApiKeyCommand"/>. Revoking a key twice changes
/// nothing. For a pause, use <see cref="SetApiKeyCommand"/> <c>-Disable</c>.
/// </para>
/// <para>The audit trail gets the entry <c>api_key_revoked</c> with the reason. Error: <c>ApiKeyNotFound</c>.</para>
/// </remarks>
/// <example>
/// <para>Revoke all keys of somebody who leaves.</para>
/// <code>
/// Get-ApiKey -UserId ada | Revoke-ApiKey -Reason 'left the company' -Force
/// </code>
/// </example>
/// <example>
/// <para>Revoke a key that was found in a public place, by the key itself.</para>
/// <code>
/// Revoke-ApiKey -Key (Read-Host -AsSecureString 'Leaked key') -Reason 'found in a public repository' -Force -PassThru
/// </code>
/// </example>
/// <example>
/// <para>Revoke keys that nobody has used for half a year; see first which ones.</para>
/// <code>
/// $limit = (Get-Date).AddDays(-180)
/// Get-ApiKey -State Active | Where-Object { ($_.LastUsedAt ?? $_.CreatedAt) -lt $limit } | Revoke-ApiKey -Reason unused -WhatIf
/// </code>
/// </example>
/// <seealso cref="SetApiKeyCommand"/>
/// <seealso cref="GetApiKeyCommand"/>
/// <seealso cref="RemoveApiKeyCommand"/>
/// <seealso cref="NewApiKeyCommand"/>
[Cmdlet(VerbsSecurity.Revoke, "ApiKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Id")]
[OutputType(typeof(ApiKeyInfo))]
public sealed class RevokeApiKeyCommand : StoreCmdlet
{
    /// <summary>The public ids of the keys. Of a whole key that is given by mistake only the id is used and shown.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>A whole key, for when it was found somewhere and its id is not at hand. Its secret must be right.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Key")]
    [SecretTransformation]
    public SecureString Key { get; set; } = new();

    /// <summary>Why, in a few words; kept with the key and in the audit trail.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Does not ask before it revokes.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the revoked keys.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        if (ParameterSetName == "Key")
        {
            ForEachInput(null, () =>
            {
                using SecretBuffer key = Key.ToUtf8Buffer();
                Id = [store.ApiKeys.Identify(key.Span)];
            });
        }

        foreach (string id in Id.Select(ApiKeyManager.IdOf))
        {
            if (!Confirm(Force, id, "Revoke API key")) continue;
            ForEachInput(id, () =>
            {
                ApiKeyInfo revoked = store.ApiKeys.Revoke(id, Reason);
                if (PassThru) WriteObject(revoked);
            });
        }
    }
}
