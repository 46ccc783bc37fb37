using EnterpriseSecurity.Core.Tests.Support;
using Make = System.Collections.Generic.Dictionary<string, System.Func<EnterpriseSecurity.Core.Tests.HostileInput.HostileTargets, EnterpriseSecurity.Core.Tests.HostileInput.HostileTarget>>;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <summary>Every parser that takes what somebody else may have written.</summary>
internal sealed partial class HostileTargets : IDisposable
{
    private static readonly Make All = new([.. Ssh(), .. Certificates(), .. Tokens(), .. Stores(), .. Passwords(), .. Texts(), .. Leaks()], StringComparer.Ordinal);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>One of them.</summary>
    public HostileTarget Get(string name) => All[name](this) with { Name = name };
}
