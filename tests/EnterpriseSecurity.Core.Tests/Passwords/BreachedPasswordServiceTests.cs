using System.Text;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Core.Tests.Passwords;

public class BreachedPasswordServiceTests
{
    // SHA-1 of "password" is 5BAA6 1E4C9B93F3F0682250B6CF8331B7EE68FD8.
    private const string Suffix = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";
    private const string Other = "0000000000000000000000000000000000A:3";

    [Fact]
    public void Only_five_digits_of_the_hash_leave_this_machine()
    {
        using FakeRangeService server = new(_ => FakeRangeService.Answer($"{Other}\r\n{Suffix}:9545824\r\n"));
        using BreachedPasswordService service = new(server.Address);

        BreachedPasswordMatch match = service.Find("password"u8);

        Assert.Equal((true, 9545824L, BreachedPasswordSource.RangeService), (match.IsBreached, match.Count, match.Source));
        string request = Assert.Single(server.Requests);
        Assert.StartsWith("GET /range/5BAA6 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Add-Padding: true\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain(Suffix[..3], request, StringComparison.Ordinal);
    }

    [Fact]
    public void An_NTLM_range_is_asked_for_by_its_mode()
    {
        using FakeRangeService server = new(_ => FakeRangeService.Answer("7EAEE8FB117AD06BDD830B7586C:42"));
        using BreachedPasswordService service = new(server.Address, BreachedPasswordHash.Ntlm);

        Assert.Equal(42, service.Find("password"u8).Count);
        Assert.StartsWith("GET /range/8846F?mode=ntlm ", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Other, false)]
    [InlineData(Other + "\n" + Suffix + ":0", false)]
    [InlineData(Suffix + ":1\n" + Other, true)]
    public void Padding_is_no_breach(string body, bool breached)
    {
        using FakeRangeService server = new(_ => FakeRangeService.Answer(body));
        using BreachedPasswordService service = new(server.Address);

        Assert.Equal(breached, service.Find("password"u8).IsBreached);
    }

    public static TheoryData<string, byte[]> Failures => new()
    {
        { "empty", FakeRangeService.Answer("") },
        { "another page", FakeRangeService.Answer("<html>Log in to this network</html>") },
        { "half a line", FakeRangeService.Answer($"{Other}\r\n{Suffix[..20]}") },
        { "no digits", FakeRangeService.Answer($"{Other}\r\n{new string('G', 35)}:1") },
        { "an error", FakeRangeService.Answer(Other, "503 Service Unavailable") },
        { "too many requests", FakeRangeService.Answer(Other, "429 Too Many Requests") },
        { "a redirection", FakeRangeService.Answer("", "302 Found", "Location: http://127.0.0.1:1/\r\n") },
        { "cut off", Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{Other}\r\n") },
        { "without an end", Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n\r\n{Other}\r\n") },
        { "no HTTP", "SSH-2.0-OpenSSH_9.9\r\n"u8.ToArray() },
        { "closed", [] },
        { "endless", FakeRangeService.Answer(string.Concat(Enumerable.Repeat(Other + "\r\n", 60_000))) },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Whatever_is_no_whole_answer_is_an_error(string what, byte[] answer)
    {
        using FakeRangeService server = new(_ => answer);
        using BreachedPasswordService service = new(server.Address);

        UnavailableException error = Assert.Throws<UnavailableException>(() => service.Find("password"u8));

        Assert.True(error.ErrorId == "PasswordBreachServiceUnavailable", what);
    }

    [Fact]
    public void Nobody_there_is_an_error()
    {
        FakeRangeService server = new(_ => null);
        server.Dispose();
        using BreachedPasswordService service = new(server.Address);
        Assert.Equal("PasswordBreachServiceUnavailable", Assert.Throws<UnavailableException>(() => service.Find("password"u8)).ErrorId);
    }

    [Fact]
    public void A_service_that_keeps_silent_is_waited_for_no_longer_than_allowed()
    {
        using FakeRangeService server = new(_ => null);
        using BreachedPasswordService service = new(server.Address, timeout: TimeSpan.FromMilliseconds(300));

        UnavailableException error = Assert.Throws<UnavailableException>(() => service.Find("password"u8));

        Assert.Equal("PasswordBreachServiceUnavailable", error.ErrorId);
        Assert.Contains("longer than 0.3 seconds", error.Message, StringComparison.Ordinal);
        using CancellationTokenSource stop = new(100);
        Assert.ThrowsAny<OperationCanceledException>(() => service.Find("password"u8, stop.Token));
    }

    [Theory]
    [InlineData("http://example.com/range/")]
    [InlineData("ftp://127.0.0.1/range/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@example.com/range/")]
    [InlineData("https://example.com/range/?key=1")]
    [InlineData("https://example.com/range/#a")]
    [InlineData("range")]
    public void An_address_that_would_show_the_digits_or_more_is_refused(string address)
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => new BreachedPasswordService(new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.Equal("BreachServiceAddressInvalid", error.ErrorId);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3601)]
    public void A_time_that_cannot_be_waited_is_refused(int seconds) =>
        Assert.Equal("BreachTimeoutInvalid", Assert.Throws<InvalidInputException>(() => new BreachedPasswordService(new Uri("https://a.example"), timeout: TimeSpan.FromSeconds(seconds))).ErrorId);
}
