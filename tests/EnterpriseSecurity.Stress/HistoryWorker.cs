using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Tokens;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Stress;

/// <summary>Makes calls as they are given, and says of each when it began, when it was answered, and how.</summary>
internal sealed class HistoryWorker(EnterpriseSecurityManager manager, TextReader input, TextWriter output)
{
    private string? _ownToken;

    /// <summary>
    /// Says <c>ready</c>; takes calls, one a line, makes them all at the line <c>go</c>, says for each
    /// <c>BEGIN END CALL ANSWER</c>, divided by tabs, and <c>done</c>. The times are those of a clock that all processes share.
    /// </summary>
    public void Run()
    {
        Say("ready");
        List<string[]> calls = [];
        while (input.ReadLine() is { } line)
        {
            if (line != "go")
            {
                calls.Add(line.Split(' '));
                continue;
            }

            _ownToken = null;
            StringBuilder history = new();
            foreach (string[] call in calls) Make(call, history);
            calls.Clear();
            output.Write(history);
            Say("done");
        }
    }

    private void Make(string[] call, StringBuilder history)
    {
        if (call is ["rotate"])
        {
            Rotate(history);
            return;
        }

        string made = string.Join(' ', call);
        if (call is ["refresh", string first, string whose])
        {
            call = ["refresh", whose == "own" ? _ownToken ?? first : first];
            made = $"refresh {Short(call[1])}";
        }

        long begin = Stopwatch.GetTimestamp();
        string answer;
        try
        {
            answer = Answer(call);
        }
        catch (SecurityException error)
        {
            answer = error.ErrorId;
        }

        Tell(history, begin, Stopwatch.GetTimestamp(), made, answer);
    }

    private string Answer(string[] call) => call switch
    {
        ["code", string user, string code] => manager.TwoFactor.Verify(user, code, OneTimePasswords.MaximumWindow).Reason.ToString(),
        ["backup", string user, string code] => manager.TwoFactor.VerifyBackupCode(user, code).Reason.ToString(),
        ["check", string key] => manager.ApiKeys.Validate(Encoding.ASCII.GetBytes(key)).Refusal.ToString(),
        ["limit", string id, string limit] => Done(manager.ApiKeys.Set(id, new ApiKeyChanges { RateLimit = int.Parse(limit, CultureInfo.InvariantCulture) })),
        ["enable", string id, string enabled] => Done(manager.ApiKeys.Set(id, new ApiKeyChanges { Enabled = enabled == "yes" })),
        ["revoke", string id] => Done(manager.ApiKeys.Revoke(id)),
        ["reset", string id] => Reset(id),
        ["refresh", string token] => $"refreshed {Short(_ownToken = manager.Tokens.Refresh(token).RevealRefreshToken()!)}",
        ["verify", string token] => manager.Tokens.Verify(token).Reason.ToString(),
        ["end", string token] => Done(manager.Tokens.RevokeSession(token)),
        ["password", string user, string hash] => Number(manager.Passwords.AddHash(user, hash).Version),
        ["password", string user, string hash, string expected] => Number(manager.Passwords.AddHash(user, hash, long.Parse(expected, CultureInfo.InvariantCulture)).Version),
        ["request", string key, string headers] => Verify(key, headers),
        ["grant", string user, string role] => Done(manager.AccessControl.Grant(new RoleGrant { UserId = user, Role = role })),
        ["ungrant", string user, string role] => Done(manager.AccessControl.Revoke(user, role)),
        ["may", string user, string permission] => manager.AccessControl.TestPermission(user, permission).ToString(),
        ["put", string name, string text] => Put(name, text),
        ["get", string name] => Get(name),
        ["remove", string name] => Done(manager.Secrets.Remove(SecretReference.ByName(name))),
        ["recover", string name] => Done(manager.Secrets.Recover(SecretReference.ByName(name))),
        _ => throw new ArgumentException($"There is no call {call[0]} with {call.Length - 1} arguments.", nameof(call)),
    };

    // What is due, a rotation's claim and its end each a call of its own: between the two nobody else may have it.
    private void Rotate(StringBuilder history)
    {
        long mark = Stopwatch.GetTimestamp();
        foreach (RotationOutcome outcome in manager.Rotation.InvokeDue(Hook))
        {
            Tell(history, mark, mark = Stopwatch.GetTimestamp(), $"finish {outcome.Name}", outcome.ErrorId ?? outcome.State.ToString()!);
        }

        bool Hook(RotationHookContext context)
        {
            Tell(history, mark, Stopwatch.GetTimestamp(), $"claim {context.Rotation.Name}", "claimed");
            mark = Stopwatch.GetTimestamp();
            return true;
        }
    }

    private string Reset(string id)
    {
        manager.ApiKeys.ResetLimits(id);
        return "done";
    }

    private string Verify(string key, string headers)
    {
        using RequestSigningKey secret = RequestSigningKey.FromSecret(Convert.FromBase64String(key), "history");
        Dictionary<string, string> signed = JsonSerializer.Deserialize<Dictionary<string, string>>(Convert.FromBase64String(headers))!;
        return manager.RequestVerifier.Verify(new SignedRequest { Method = "GET", Uri = new Uri("https://example.com/"), Headers = signed }, secret).Reason.ToString();
    }

    private string Put(string name, string text)
    {
        using SecretValue value = SecretValue.FromText(text);
        return Number(manager.Secrets.Update(SecretReference.ByName(name), value).Version);
    }

    private string Get(string name)
    {
        using SecretValue value = manager.Secrets.Unprotect(SecretReference.ByName(name));
        return value.RevealText();
    }

    private static string Done(object _) => "done";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Enough of a token to know it again.
    private static string Short(string token) => token[^8..];

    private static void Tell(StringBuilder history, long begin, long end, string call, string answer) =>
        history.Append(CultureInfo.InvariantCulture, $"{begin}\t{end}\t{call}\t{answer}\n");

    private void Say(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
