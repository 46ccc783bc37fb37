using System.Text;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <summary>A parser, good inputs for it, and the words of its format.</summary>
/// <param name="Name">Which; also the folder of inputs that failed once.</param>
/// <param name="Samples">Good inputs.</param>
/// <param name="Parse">Reads an input; what is not good must be a <see cref="SecurityException"/> or a result that says so.</param>
internal sealed record HostileTarget(string Name, byte[][] Samples, Action<byte[]> Parse)
{
    /// <summary>Words to put in.</summary>
    public byte[][] Tokens { get; init; } = [];

    /// <summary>The parser of a text.</summary>
    public static HostileTarget OfText(string name, string[] samples, Action<string> parse, params string[] tokens) =>
        new(name, [.. samples.Select(TemporaryStore.Utf8)], content => parse(Encoding.UTF8.GetString(content))) { Tokens = [.. tokens.Select(TemporaryStore.Utf8)] };

    public override string ToString() => Name;
}
