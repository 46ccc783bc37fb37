using System.Collections;
using System.Reflection;
using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Completion;

/// <summary>Offers the actions that the module itself writes to the audit trail; it needs no store.</summary>
public sealed class AuditActionCompleter : StoreValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(IDictionary boundParameters) =>
        typeof(AuditAction).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);
}
