using System.IO.Pipes;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshAgentClientTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly byte[] Success = FakeAgent.Framed(SshAgentMessage.Success);
    private readonly SshPrivateKey _key = SshPrivateKey.Generate(SshKeyType.Ed25519, "ann@example");

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Where_no_agent_is_it_says_so_at_once()
    {
        string tooLong = "/" + new string('a', 200);
        foreach (string endpoint in (string[])["/nowhere/agent", tooLong, Path.GetTempPath(), "a\0b", @"\\.\pipe\es-no-such-agent", @"\\.\pipe\"])
        {
            UnavailableException error = Assert.Throws<UnavailableException>(() => new SshAgentClient(endpoint, TimeSpan.FromHours(1)));
            Assert.Equal("SshAgentUnavailable", error.ErrorId);
            Assert.Equal(endpoint, error.Target);
        }
    }

    [Fact]
    public void The_agent_of_the_session_is_the_one_of_the_environment()
    {
        using FakeAgent agent = new(_ => Success);
        string? kept = Environment.GetEnvironmentVariable("SSH_AUTH_SOCK");
        try
        {
            Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", agent.Endpoint);
            using SshAgentClient client = new();
            client.RemoveAll();
            Assert.Equal(agent.Endpoint, client.Endpoint);

            if (OperatingSystem.IsWindows()) return;
            Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", null);
            UnavailableException error = Assert.Throws<UnavailableException>(() => new SshAgentClient());
            Assert.Contains("SSH_AUTH_SOCK is not set", error.Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", kept);
        }
    }

    [Fact]
    public void An_agent_that_does_not_answer_is_given_up()
    {
        using FakeAgent agent = new(_ => []);
        AssertGivenUp(agent, client => client.List());
    }

    [Fact]
    public void An_agent_that_answers_byte_by_byte_gets_no_more_time()
    {
        using FakeAgent agent = new((connection, _) =>
        {
            connection.Send([0, 0, 100, 0]);
            for (int i = 0; i < 200; i++)
            {
                connection.Send([SshAgentMessage.IdentitiesAnswer]);
                Thread.Sleep(50);
            }

            return null;
        });
        AssertGivenUp(agent, client => client.List());
    }

    [Fact]
    public void An_agent_that_does_not_read_is_given_up()
    {
        using FakeAgent agent = new((_, _) => null, reads: false);
        byte[] data = new byte[250 * 1024];
        AssertGivenUp(agent, client =>
        {
            client.Sign(_key.PublicKey.Blob, data);
        });
    }

    [Fact]
    public async Task Dispose_breaks_off_an_exchange_that_hangs()
    {
        using FakeAgent agent = new(_ => []);
        SshAgentClient client = new(agent.Endpoint, TimeSpan.FromMinutes(10));
        Task<Exception> waiting = Task.Run(() => Record.Exception(() => client.List())!);
        Assert.True(SpinWait.SpinUntil(() => !agent.Requests.IsEmpty, TimeSpan.FromSeconds(10)));
        client.Dispose();
        Assert.IsType<UnavailableException>(await waiting.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Throws<ObjectDisposedException>(() => client.List());
    }

    [Theory]
    [InlineData(new byte[] { }, "SshAgentUnavailable")]
    [InlineData(new byte[] { 0, 0 }, "SshAgentAnswerMalformed")]
    [InlineData(new byte[] { 0, 0, 0, 9, 12, 0 }, "SshAgentAnswerMalformed")]
    public void An_agent_that_closes_early_gives_a_typed_error(byte[] sent, string errorId)
    {
        using FakeAgent agent = new((connection, _) =>
        {
            connection.Send(sent);
            return null;
        });
        using SshAgentClient client = new(agent.Endpoint);
        Assert.Equal(errorId, Assert.ThrowsAny<SecurityException>(() => client.List()).ErrorId);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 4, 0, 1 })]
    [InlineData(new byte[] { 0x7f, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff })]
    public void A_length_out_of_range_is_refused_before_it_is_believed(byte[] prefix)
    {
        using FakeAgent agent = new(_ => prefix);
        using SshAgentClient client = new(agent.Endpoint);
        Assert.Equal("SshAgentAnswerMalformed", Assert.Throws<MalformedDataException>(() => client.List()).ErrorId);
    }

    [Theory]
    [InlineData(SshAgentMessage.Failure)]
    [InlineData(SshAgentMessage.ExtensionFailure)]
    [InlineData(SshAgentMessage.FormerFailure)]
    public void A_refusal_says_what_was_refused(byte type)
    {
        using FakeAgent agent = new(_ => FakeAgent.Framed(type));
        using SshAgentClient client = new(agent.Endpoint);
        using SecretBuffer passphrase = SecretBuffer.CopyOf("secret"u8);
        Action[] operations =
        [
            () => client.List(), () => client.Add(_key), () => client.Remove(_key.PublicKey), client.RemoveAll,
            () => client.Sign(_key.PublicKey.Blob, "data"u8), () => client.Lock(passphrase), () => client.Unlock(passphrase),
        ];
        HashSet<string> messages = [];
        foreach (Action operation in operations)
        {
            AccessRefusedException error = Assert.Throws<AccessRefusedException>(operation);
            Assert.Equal("SshAgentRefused", error.ErrorId);
            messages.Add(error.Message);
        }

        Assert.Equal(operations.Length, messages.Count);
        Assert.Equal(1, agent.Connections);
    }

    [Fact]
    public void After_garbage_the_next_call_has_a_new_connection()
    {
        bool broken = true;
        using FakeAgent agent = new(_ => broken ? FakeAgent.Framed(200, 1, 2, 3) : Success);
        using SshAgentClient client = new(agent.Endpoint);
        Assert.Equal("SshAgentAnswerMalformed", Assert.Throws<MalformedDataException>(client.RemoveAll).ErrorId);
        broken = false;
        client.RemoveAll();
        client.RemoveAll();
        Assert.Equal(2, agent.Connections);
    }

    [Fact]
    public void A_success_with_bytes_after_it_is_not_believed()
    {
        using FakeAgent agent = new(_ => FakeAgent.Framed(SshAgentMessage.Success, 0));
        using SshAgentClient client = new(agent.Endpoint);
        Assert.Throws<MalformedDataException>(client.RemoveAll);
    }

    [Fact]
    public async Task A_named_pipe_is_spoken_to_as_well()
    {
        string name = "es-agent-" + Guid.NewGuid().ToString("N");
        using NamedPipeServerStream server = new(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        Task serving = Task.Run(async () =>
        {
            await server.WaitForConnectionAsync();
            byte[] request = new byte[5];
            await server.ReadExactlyAsync(request);
            Assert.Equal([0, 0, 0, 1, SshAgentMessage.RemoveAllIdentities], request);
            await server.WriteAsync(Success);
        });
        using SshAgentClient client = new(@"\\.\pipe\" + name);
        client.RemoveAll();
        await serving.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_time_limit_is_positive_and_at_most_a_day()
    {
        foreach (TimeSpan timeout in (TimeSpan[])[TimeSpan.Zero, Timeout.InfiniteTimeSpan, TimeSpan.FromDays(2)])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new SshAgentClient("/nowhere/agent", timeout));
        }
    }

    private static void AssertGivenUp(FakeAgent agent, Action<SshAgentClient> ask)
    {
        using SshAgentClient client = new(agent.Endpoint, Short);
        UnavailableException error = Assert.Throws<UnavailableException>(() => ask(client));
        Assert.Equal("SshAgentUnavailable", error.ErrorId);
        Assert.IsType<TimeoutException>(error.InnerException);
    }
}
