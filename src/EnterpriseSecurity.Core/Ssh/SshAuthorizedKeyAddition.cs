namespace EnterpriseSecurity.Ssh;

/// <summary>What adding a key to an <c>authorized_keys</c> file came to.</summary>
/// <param name="Outcome">Whether the key is new.</param>
/// <param name="Entry">The key's entry as it stands in the file now; the first, when there are several.</param>
public sealed record SshAuthorizedKeyAddition(SshAuthorizedKeyOutcome Outcome, SshAuthorizedKeyEntry Entry);
