using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Cryptography;

public class FernetTests
{
    private const string Python = "/usr/bin/python3";
    private const string Program = """
        import sys, base64
        from cryptography.fernet import Fernet
        for line in sys.stdin:
            verb, key, data = line.split(' ')
            data = data.strip()
            f = Fernet(key)
            if verb == 'encrypt': print(f.encrypt(base64.b64decode(data)).decode())
            else: print(base64.b64encode(f.decrypt(data.encode())).decode())
        """;

    [NativeFact(Python)]
    public void Tokens_go_both_ways_with_python_cryptography()
    {
        List<(byte[] Key, byte[] Message)> cases = [.. Enumerable.Range(0, 50).Select(i => (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(i)))];
        string ours = string.Concat(cases.Select(c => $"decrypt {UrlSafe(c.Key)} {Encoding.ASCII.GetString(Fernet.Encrypt(c.Key, c.Message))}\n"));
        Assert.Equal(cases.Select(c => Convert.ToBase64String(c.Message)), Lines(ours));

        string wanted = string.Concat(cases.Select(c => $"encrypt {UrlSafe(c.Key)} {Convert.ToBase64String(c.Message)}\n"));
        string[] theirs = Lines(wanted);
        for (int i = 0; i < cases.Count; i++)
        {
            using SecretBuffer? message = Fernet.TryDecrypt(cases[i].Key, Encoding.ASCII.GetBytes(theirs[i]), timeToLive: TimeSpan.FromMinutes(5));
            Assert.NotNull(message);
            Assert.Equal(cases[i].Message, message.Span.ToArray());
        }
    }

    private static string UrlSafe(byte[] key) => Convert.ToBase64String(key).Replace('+', '-').Replace('/', '_');

    private static string[] Lines(string input)
    {
        ToolResult tool = NativeTool.Run(Python, ["-c", Program], Encoding.ASCII.GetBytes(input)).Succeeded();
        return tool.Output.Split('\n')[..^1];
    }
}
