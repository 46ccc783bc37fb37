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
        Assert.True(_agent.WaitUntil(() => File.Exists(Endpoint)), _agent.Log);
    }

    public string Folder { get; }

    public string Endpoint { get; }

    /// <summary>Runs ssh-add against this agent.</summary>
    public ToolResult SshAdd(params string[] arguments) => SshAdd(input: null, arguments);

    /// <summary>Runs ssh-add against this agent, with what its prompts for a passphrase are answered with.</summary>
    public ToolResult SshAdd(string? input, string[] arguments)
    {
        Dictionary<string, string> environment = new() { ["SSH_AUTH_SOCK"] = Endpoint };
        if (input is not null)
        {
            string program = Path.Combine(Folder, "askpass");
            File.WriteAllText(program, $"#!/bin/sh\necho '{input}'\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
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
}
