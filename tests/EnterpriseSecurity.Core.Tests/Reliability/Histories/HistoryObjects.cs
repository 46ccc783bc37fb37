using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.RequestSigning;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Tokens;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>Makes things in a store, with calls for them drawn by a seed.</summary>
/// <param name="manager">The store, by a clock that stands.</param>
/// <param name="earlier">The same store two days earlier.</param>
/// <param name="clock">The clock that stands.</param>
/// <param name="random">Draws the calls.</param>
/// <param name="processes">How many processes there are.</param>
/// <param name="calls">How many calls each of them makes.</param>
internal sealed class HistoryObjects(EnterpriseSecurityManager manager, EnterpriseSecurityManager earlier, TimeProvider clock, Random random, int processes, int calls)
{
    private const int KeptPasswords = 3;

    private int _made;

    /// <summary>What all of them take for granted.</summary>
    public void Prepare()
    {
        manager.Tokens.CreateSigningKey("api", JwtAlgorithm.HS256);
        manager.Passwords.SetPolicy(new PasswordPolicy { HistoryCount = KeptPasswords });
        manager.AccessControl.DefineRole(new RoleDefinition { Name = "reader", Permissions = ["docs:read"] });
    }

    /// <summary>One of every kind.</summary>
    public IEnumerable<HistoryObject> MakeAll()
    {
        yield return SecondFactor();
        yield return ApiKey();
        yield return Session();
        yield return Request();
        yield return Password();
        yield return Role();
        yield return Secret();
        yield return Rotation();
    }

    private HistoryObject SecondFactor()
    {
        string user = Name();
        using OtpKey device = manager.TwoFactor.Enroll(user);
        string[] backup = [.. manager.TwoFactor.CreateBackupCodes(user, 4)];
        DateTimeOffset now = clock.GetUtcNow();
        Dictionary<string, long> steps = [];
        // The lowest step of a code that several have is the one that counts, until it is past; those codes are left out.
        foreach (IGrouping<string, int> code in Enumerable.Range(-10, 21).GroupBy(step => new OneTimePasswords().GetCode(device, now.AddSeconds(30 * step))).Where(same => same.Count() == 1))
        {
            steps[code.Key] = (now.ToUnixTimeSeconds() / 30) + code.Single();
        }

        string[] right = [.. steps.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        string wrong = Enumerable.Range(0, 100).Select(number => number.ToString("D6", CultureInfo.InvariantCulture)).First(code => !right.Contains(code));
        return Of("second factor", new SecondFactorModel(steps, backup), i => random.Next(20) switch
        {
            < 9 => $"code {user} {right[Math.Min(right.Length - 1, (2 * i) + random.Next(4))]}",
            < 15 => $"backup {user} {backup[random.Next(backup.Length)]}",
            < 19 => $"code {user} {wrong}",
            _ => $"backup {user} AAAA-AAAA",
        });
    }

    private HistoryObject ApiKey()
    {
        (int limit, int quota) = (random.Next(2, 8), random.Next(6, 14));
        NewApiKey key = manager.ApiKeys.Create(new ApiKeyOptions { Name = Name(), RateLimit = limit, RatePeriod = TimeSpan.FromHours(1), Quota = quota });
        return Of("API key", new ApiKeyModel(limit, quota), _ => random.Next(40) switch
        {
            < 30 => $"check {key.RevealKey()}",
            < 33 => $"reset {key.Id}",
            < 36 => $"limit {key.Id} {random.Next(1, 12)}",
            36 => $"enable {key.Id} no",
            < 39 => $"enable {key.Id} yes",
            _ => $"revoke {key.Id}",
        });
    }

    private HistoryObject Session()
    {
        IssuedJwt first = manager.Tokens.BeginSession("api", new JwtRequest { Subject = Name() });
        string refresh = first.RevealRefreshToken()!;
        return Of("session", new SessionModel(refresh[^8..]), i => random.Next(20) switch
        {
            // Mostly one that is good, so that the session does not end with the second call.
            < 8 => $"refresh {refresh} {(i == 0 ? "first" : "own")}",
            < 19 => $"verify {first.RevealToken()}",
            _ => $"end {refresh}",
        });
    }

    private HistoryObject Request()
    {
        string secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        using RequestSigningKey key = RequestSigningKey.FromSecret(Convert.FromBase64String(secret), "history");
        SignedRequest request = new() { Method = "GET", Uri = new Uri("https://example.com/") };
        Dictionary<string, string> headers = new RequestSigner(clock).Sign(request, key).ToDictionary();
        string sent = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(headers));
        return Of("signed request", new RequestModel(), _ => $"request {secret} {sent}");
    }

    private HistoryObject Password()
    {
        string user = Name();
        string[] hashes = [.. Enumerable.Range(0, 6).Select(_ => $"$argon2id$v=19$m=65536,t=3,p=4${Unpadded(16)}${Unpadded(32)}")];
        return Of("password", new PasswordModel(KeptPasswords), i =>
            $"password {user} {hashes[random.Next(hashes.Length)]}{(random.Next(2) == 0 ? "" : FormattableString.Invariant($" {i * 2}"))}");
    }

    private HistoryObject Role()
    {
        string user = Name();
        return Of("role", new RoleModel(), _ => random.Next(4) switch
        {
            0 => $"grant {user} reader",
            1 => $"ungrant {user} reader",
            _ => $"may {user} docs:read",
        });
    }

    private HistoryObject Secret()
    {
        string name = Name();
        using SecretValue value = SecretValue.FromText("first");
        manager.Secrets.Protect(name, value);
        return Of("secret", new SecretModel("first"), _ => random.Next(20) switch
        {
            < 8 => $"put {name} v{random.Next(1_000_000)}",
            < 15 => $"get {name}",
            < 17 => $"remove {name}",
            _ => $"recover {name}",
        });
    }

    private HistoryObject Rotation()
    {
        string name = Name();
        earlier.ApiKeys.Create(new ApiKeyOptions { Name = name, RateLimit = null });
        manager.Rotation.CreatePolicy(new RotationPolicy
        {
            Name = name,
            Kind = RotationKind.ApiKey,
            Target = name,
            Interval = TimeSpan.FromDays(1),
            Strategy = RotationStrategy.Immediate,
            Hooks = new Dictionary<RotationHookKind, string> { [RotationHookKind.Verify] = "verify" },
        });
        return new HistoryObject("rotation", new RotationModel(), [.. Enumerable.Range(0, processes).Select(_ => new[] { "rotate" })]);
    }

    private HistoryObject Of(string kind, IModel model, Func<int, string> draw) =>
        new(kind, model, [.. Enumerable.Range(0, processes).Select(_ => Enumerable.Range(0, calls).Select(draw).ToArray())]);

    private static string Unpadded(int size) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(size)).TrimEnd('=');

    private string Name() => FormattableString.Invariant($"object{_made++}");
}
