using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Stress;

/// <summary>What a worker process does to the sessions of a store.</summary>
internal static class TokenWorker
{
    /// <summary>
    /// Says <c>ready</c>, then uses each refresh token that comes on a line, and says <c>refreshed TOKEN</c> or
    /// <c>refused ERROR</c>.
    /// </summary>
    public static void Refresh(TokenManager tokens, TextReader input, TextWriter output)
    {
        Say("ready");
        while (input.ReadLine() is { } token)
        {
            try
            {
                Say($"refreshed {tokens.Refresh(token).RevealRefreshToken()}");
            }
            catch (AuthenticationFailedException error)
            {
                Say($"refused {error.ErrorId}");
            }
        }

        void Say(string line)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
