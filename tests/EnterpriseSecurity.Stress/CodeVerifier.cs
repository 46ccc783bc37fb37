using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Stress;

/// <summary>Sends codes of one user as they come, and says what became of each.</summary>
internal sealed class CodeVerifier(TwoFactorManager manager, TextReader input, TextWriter output)
{
    /// <summary>Says <c>ready</c>, then answers each line, a code, with the reason of its verdict; an empty line ends it.</summary>
    /// <param name="kind">What the codes are: <c>totp</c> or <c>backup</c>.</param>
    /// <param name="user">Whose they are.</param>
    public void Run(string kind, string user)
    {
        Say("ready");
        while (input.ReadLine() is { Length: > 0 } code)
        {
            OtpVerification verdict = kind == "backup" ? manager.VerifyBackupCode(user, code) : manager.Verify(user, code, OneTimePasswords.MaximumWindow);
            Say(verdict.Reason.ToString());
        }
    }

    private void Say(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
