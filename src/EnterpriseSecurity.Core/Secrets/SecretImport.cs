namespace EnterpriseSecurity.Secrets;

/// <summary>The outcome of an import.</summary>
/// <param name="Imported">The secrets that were added or got a new version.</param>
/// <param name="Skipped">The names that were left as they are.</param>
public sealed record SecretImport(IReadOnlyList<SecretInfo> Imported, IReadOnlyList<string> Skipped);
