using System.Management.Automation;
using EnterpriseSecurity.ApiKeys;

namespace EnterpriseSecurity.Commands.ApiKeys;

/// <summary>Reports how API keys were used: accepted and refused, by result and by day, when and from where last.</summary>
/// <remarks>
/// <para>
/// ByResult has a number for each kind of answer that <see cref="TestApiKeyCommand"/> gave (None means accepted),
/// ByDay the accepted requests of each day in UTC, the last 400 days that had any. Requests with a wrong secret are
/// nobody's and do not count. Uses of the last five seconds in other processes may not be in it yet.
/// </para>
/// <para>The audit trail gets the entry <c>api_key_listed</c>. Error: <c>ApiKeyNotFound</c>.</para>
/// </remarks>
/// <example>
/// <para>See how a key was used.</para>
/// <code>
/// Get-ApiKey backend | Get-ApiKeyUsage
/// </code>
/// </example>
/// <example>
/// <para>List the keys that are refused most.</para>
/// <code>
/// Get-ApiKey | Get-ApiKeyUsage | Where-Object Refused -GT 0 | Sort-Object Refused -Descending | Select-Object Name, Accepted, Refused, LastAddress
/// </code>
/// </example>
/// <example>
/// <para>Write the requests of each day as a table.</para>
/// <code>
/// (Get-ApiKey backend | Get-ApiKeyUsage).ByDay.GetEnumerator() | Select-Object @{ Name = 'Day'; Expression = 'Key' }, @{ Name = 'Requests'; Expression = 'Value' }
/// </code>
/// </example>
/// <seealso cref="GetApiKeyCommand"/>
/// <seealso cref="TestApiKeyCommand"/>
/// <seealso cref="TestApiKeyRateLimitCommand"/>
[Cmdlet(VerbsCommon.Get, "ApiKeyUsage")]
[OutputType(typeof(ApiKeyUsage))]
public sealed class GetApiKeyUsageCommand : ApiKeyCmdlet
{
    private protected override void ProcessKey(ApiKeyManager keys, string id) => ForEachInput(id, () => WriteObject(keys.GetUsage(id)));
}
