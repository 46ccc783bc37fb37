namespace EnterpriseSecurity.Ssh;

/// <summary>One thing for which sshd would not use an <c>authorized_keys</c> file.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record SshPermissionFinding(string Path, SshPermissionProblem Problem, string Message)
{
    internal static SshPermissionFinding Of(string path, SshPermissionProblem problem) => new(path, problem, problem switch
    {
        SshPermissionProblem.WritableByOthers => $"Users other than the owner can write '{path}'. Take the group's and the others' right to write away.",
        SshPermissionProblem.OwnedByOther => $"'{path}' belongs neither to root nor to the account. Give it to the account.",
        _ => $"'{path}' is not a plain file. Put a plain file in its place.",
    });
}
