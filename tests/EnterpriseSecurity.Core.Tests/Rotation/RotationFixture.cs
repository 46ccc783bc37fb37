using System.Text;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Core.Tests.Rotation;

/// <summary>A store with keys to rotate, a clock to move, and hooks that note what they were given.</summary>
internal sealed class RotationFixture : IDisposable
{
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static readonly IReadOnlyDictionary<RotationHookKind, string> AllHooks = Enum.GetValues<RotationHookKind>().ToDictionary(hook => hook, hook => $"run {hook}");

    public TemporaryStore Store { get; } = new();

    public ManualClock Clock => Store.Clock;

    public RotationManager Rotation => Store.Manager.Rotation;

    /// <summary>The hooks that ran, in order, with the key that each was given.</summary>
    public List<(RotationHookKind Hook, string Value)> Ran { get; } = [];

    public NewApiKey CreateApiKey(string name = "api") => Store.Manager.ApiKeys.Create(new ApiKeyOptions
    {
        Name = name,
        UserId = "ann",
        Scopes = ["read:users", "write:users"],
        ExpiresIn = TimeSpan.FromDays(90),
        RateLimit = 77,
        Burst = 50,
        Quota = 5000,
        AllowedNetworks = ["10.0.0.0/8", "::1"],
        Tags = new Dictionary<string, string> { ["env"] = "test" },
        Prefix = "acme",
    });

    public ManagedKeyInfo CreateManagedKey(string name = "signing") => Store.Manager.ManagedKeys.Create(name, ManagedKeyType.Hmac, new ManagedKeyOptions { Scope = ManagedKeyScope.Admin });

    /// <summary>True when the key is accepted now.</summary>
    public bool Accepts(string key) => Store.Manager.ApiKeys.Validate(Encoding.UTF8.GetBytes(key), new ApiKeyCheck { SourceAddress = System.Net.IPAddress.IPv6Loopback }).IsValid;

    public bool AcceptsVersion(string id) => Store.Manager.ManagedKeys.Verify(ManagedKeyReference.ById(id)).IsValid;

    /// <summary>The version that the name gives.</summary>
    public string Current(string name = "signing") => Store.Manager.ManagedKeys.Get(ManagedKeyReference.ByName(name)).Id;

    public bool Run(RotationHookContext context)
    {
        Ran.Add((context.Hook, Encoding.UTF8.GetString(context.Value.Span)));
        Assert.Equal($"run {context.Hook}", context.Script);
        context.Value.Dispose();
        return true;
    }

    /// <summary>What the trail has of the engine since its beginning.</summary>
    public string[] Trail() => [.. Store.Manager.Audit.Read(new()).Where(entry => entry.Action.StartsWith("rotation_", StringComparison.Ordinal) || entry.Action == "key_rotated").Select(entry => entry.Action)];

    public void Dispose()
    {
        Assert.Empty(Store.Manager.Store.Verify().Findings);
        Store.Dispose();
    }
}
