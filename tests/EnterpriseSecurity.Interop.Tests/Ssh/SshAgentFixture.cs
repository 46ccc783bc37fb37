using System.Net.Sockets;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Ssh;

/// <summary>A real ssh-agent on a socket of its own, and the tools that speak to it.</summary>
internal sealed class SshAgentFixture : IDisposable
{
    private readonly NativeServer _agent;

    public SshAgentFixture()
    {
        Folder = Directory.CreateTempSubdirectory("ssh-agent").FullName;
        Endpoint = Path.Combine(Folder, "agent");
        _agent = new NativeServer("ssh-agent", "-D", "-a", Endpoint);
        Assert.True(_agent.WaitUntil(Answers), _agent.Log);
    }

    public string Folder { get; }

    public string Endpoint { get; }

    /// <summary>Runs ssh-add against this agent.</summary>
    public ToolResult SshAdd(params string[] arguments) => SshAdd(null, arguments);

    /// <summary>Runs ssh-add against this agent, and answers its prompts for a passphrase.</summary>
    public ToolResult SshAdd(string? passphrase, string[] arguments)
    {
        Dictionary<string, string> environment = new() { ["SSH_AUTH_SOCK"] = Endpoint };
        if (passphrase is not null)
        {
            string program = Path.Combine(Folder, "askpass");
            File.WriteAllText(program, $"#!/bin/sh\necho '{passphrase}'\n");
            NativeTool.Run("chmod", ["0700", program]).Succeeded();
            environment["SSH_ASKPASS"] = program;
            environment["SSH_ASKPASS_REQUIRE"] = "force";
        }

        return NativeTool.Run("ssh-add", arguments, environment: environment);
    }

    public void Dispose()
    {
        _agent.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    // The socket's file is there a moment before the agent listens.
    private bool Answers()
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(Endpoint));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
