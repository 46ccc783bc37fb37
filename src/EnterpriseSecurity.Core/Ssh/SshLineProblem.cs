namespace EnterpriseSecurity.Ssh;

/// <summary>A line of an <c>authorized_keys</c> or allowed signers file that OpenSSH will not follow, or that is not understood here.</summary>
/// <param name="LineNumber">The line's number, from 1.</param>
/// <param name="ErrorId">The stable id of what is wrong, for example <c>SshAuthorizedKeyMalformed</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record SshLineProblem(int LineNumber, string ErrorId, string Message)
{
    internal static SshLineProblem Of(int lineNumber, SecurityException error) => new(lineNumber, error.ErrorId, error.Message);
}
