using System.Net;

namespace EnterpriseSecurity.Passwords;

/// <summary>
/// A service that speaks the range protocol of Have I Been Pwned: it is told the first five hexadecimal digits of the
/// password's hash, answers with all hashes that begin so, and the comparison is done here (k-anonymity). Whatever
/// keeps it from a whole answer is an error, never "not breached".
/// </summary>
public sealed class BreachedPasswordService : BreachedPasswordList
{
    private const int LargestAnswer = 1 << 20;

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;

    /// <summary>Makes a client; nothing is sent before the first look-up.</summary>
    /// <param name="address">The address before the five digits, as <c>https://api.pwnedpasswords.com/range/</c>.</param>
    /// <param name="hash">The hash that is asked for.</param>
    /// <param name="timeout">How long a whole answer may take; 10 seconds when null, at most an hour.</param>
    /// <exception cref="InvalidInputException">The address is not absolute, not https (http on this machine), or has a user, query or fragment; or the time is none.</exception>
    public BreachedPasswordService(Uri address, BreachedPasswordHash hash = BreachedPasswordHash.Sha1, TimeSpan? timeout = null)
        : base(BreachedPasswordSource.RangeService, Check(address).AbsoluteUri.TrimEnd('/') + "/")
    {
        Hash = hash;
        _timeout = timeout ?? TimeSpan.FromSeconds(10);
        if (_timeout <= TimeSpan.Zero || _timeout > LongestTimeout) throw SecurityErrors.BreachTimeoutInvalid(_timeout);
        // A redirection would hand the digits to whom nobody chose.
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = !address.IsLoopback, MaxResponseHeadersLength = 64 };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("EnterpriseSecurity");
        // The service pads its answer to a random size, so that its length does not tell the range.
        _client.DefaultRequestHeaders.Add("Add-Padding", "true");
    }

    /// <summary>Checks an address.</summary>
    /// <exception cref="InvalidInputException">It is not absolute, not https (http on this machine), or has a user, query or fragment.</exception>
    public static Uri Check(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        bool usable = address.IsAbsoluteUri
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
        // What is behind the user is not shown: it may be a password.
        return usable ? address : throw SecurityErrors.BreachServiceAddressInvalid(address.IsAbsoluteUri ? $"{address.Scheme}://{address.Host}" : address.OriginalString);
    }

    /// <inheritdoc/>
    public override void Dispose() => _client.Dispose();

    internal override BreachedPasswordMatch FindHash(ReadOnlySpan<byte> hash, CancellationToken cancellation = default)
    {
        string mode = Hash == BreachedPasswordHash.Ntlm ? "?mode=ntlm" : "";
        using HttpRequestMessage request = new(HttpMethod.Get, Location + BreachedPasswordRange.PrefixOf(hash) + mode);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        byte[] answer;
        try
        {
            answer = Task.Run(() => AskAsync(request, limit.Token), limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw SecurityErrors.PasswordBreachServiceUnavailable(Location, $"it took longer than {_timeout.TotalSeconds:0.#} seconds");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw SecurityErrors.PasswordBreachServiceUnavailable(Location, "it could not be reached, or the connection broke", error);
        }

        return BreachedPasswordRange.TryFind(answer, hash, out bool found, out long? count)
            ? Match(found, count)
            : throw SecurityErrors.PasswordBreachServiceUnavailable(Location, "what it sent is not a list of hashes and counts");
    }

    private async Task<byte[]> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK) throw SecurityErrors.PasswordBreachServiceUnavailable(Location, $"it answered with status {(int)response.StatusCode}");
        // Without either, an answer that was cut off looks like a whole one.
        bool hasEnd = response.Content.Headers.ContentLength is not null || response.Headers.TransferEncodingChunked == true || response.Version.Major > 1;
        if (!hasEnd) throw SecurityErrors.PasswordBreachServiceUnavailable(Location, "it does not say where its answer ends");
        using Stream body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using MemoryStream answer = new();
        byte[] part = new byte[16 * 1024];
        int length;
        while ((length = await body.ReadAsync(part, cancellation).ConfigureAwait(false)) > 0)
        {
            if (answer.Length + length > LargestAnswer) throw SecurityErrors.PasswordBreachServiceUnavailable(Location, "its answer is larger than any range");
            answer.Write(part, 0, length);
        }

        return answer.ToArray();
    }
}
