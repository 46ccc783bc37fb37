using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Cryptography;

/// <summary>Against the Fernet of the cryptography package for Python. Each line on the pipe is one message.</summary>
public class FernetInteropTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(Fernet.KeySize);
    private static readonly byte[][] Messages = [.. Enumerable.Range(0, 70).Append(1024).Append(100_000).Select(RandomNumberGenerator.GetBytes)];

    [NativeFact(Python)]
    public void Python_opens_our_tokens()
    {
        const string Script = """
            import sys, os
            from cryptography.fernet import Fernet
            f = Fernet(os.environ["FERNET_KEY"])
            for line in sys.stdin.buffer.read().splitlines():
                print(f.decrypt(line, ttl=600).hex())
            """;
        IEnumerable<string> tokens = Messages.Select(message => Encoding.ASCII.GetString(Fernet.Encrypt(Key, message)));

        Assert.Equal(Messages.Select(Convert.ToHexStringLower), RunScript(Script, tokens));
    }

    [NativeFact(Python)]
    public void We_open_the_tokens_of_Python()
    {
        const string Script = """
            import sys, os
            from cryptography.fernet import Fernet
            f = Fernet(os.environ["FERNET_KEY"])
            for line in sys.stdin.read().split("\n")[:-1]:
                print(f.encrypt(bytes.fromhex(line)).decode())
            """;
        string[] tokens = RunScript(Script, Messages.Select(Convert.ToHexStringLower));

        Assert.Equal(Messages.Length, tokens.Length);
        for (int i = 0; i < tokens.Length; i++)
        {
            using SecretBuffer? opened = Fernet.TryDecrypt(Key, Encoding.ASCII.GetBytes(tokens[i]), timeToLive: TimeSpan.FromMinutes(10));
            Assert.Equal(Messages[i], opened?.Span.ToArray());
        }
    }

    private static string[] RunScript(string script, IEnumerable<string> lines)
    {
        Dictionary<string, string> environment = new() { ["FERNET_KEY"] = Convert.ToBase64String(Key).Replace('+', '-').Replace('/', '_') };
        byte[] input = Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        string text = NativeTool.Run(Python, ["-c", script], input, environment).Succeeded().Text;
        return text.TrimEnd('\r', '\n').Length == 0 ? [] : [.. text.Split('\n').SkipLast(1).Select(line => line.TrimEnd('\r'))];
    }
}
