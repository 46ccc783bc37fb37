namespace EnterpriseSecurity.Ssh;

/// <summary>What an <c>authorized_keys</c> file holds.</summary>
/// <param name="Entries">The keys, in their order. A key whose options sshd would refuse is here, and among the problems too.</param>
/// <param name="Problems">The lines that sshd or this library does not follow. They stay in the file as they are.</param>
public sealed record SshAuthorizedKeysContent(IReadOnlyList<SshAuthorizedKeyEntry> Entries, IReadOnlyList<SshLineProblem> Problems);
