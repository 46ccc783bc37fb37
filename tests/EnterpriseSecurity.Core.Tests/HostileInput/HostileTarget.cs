using System.Text;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <summary>A parser, good inputs for it, and the words and rules of its format.</summary>
/// <param name="Samples">Good inputs.</param>
/// <param name="Parse">Reads an input; what is not good must be a <see cref="SecurityException"/> or a result that says so.</param>
internal sealed record HostileTarget(byte[][] Samples, Action<byte[]> Parse)
{
    /// <summary>Which; also the folder of inputs that failed once.</summary>
    public string Name { get; init; } = "";

    /// <summary>Words to put in.</summary>
    public byte[][] Tokens { get; init; } = [];

    /// <summary>Takes a good input apart; null when rules write the nearly right ones.</summary>
    public Func<byte[], Piece>? Shape { get; init; }

    /// <summary>Good inputs that are taken apart already.</summary>
    public Piece[] Pieces { get; init; } = [];

    /// <summary>The rules of a text, as <see cref="TextGrammar"/> reads them.</summary>
    public string? Rules { get; init; }

    /// <summary>One case is tried where other parsers have so many, because each is long: it opens files, or derives keys.</summary>
    public int Share { get; init; } = 1;

    /// <summary>The parser of a text.</summary>
    public static HostileTarget OfText(string[] samples, Action<string> parse, params string[] tokens) =>
        new([.. samples.Select(TemporaryStore.Utf8)], content => parse(Encoding.UTF8.GetString(content))) { Tokens = Words(tokens) };

    /// <summary>Words as bytes.</summary>
    public static byte[][] Words(params string[] words) => [.. words.Select(TemporaryStore.Utf8)];

    /// <summary>What writes nearly right inputs.</summary>
    public Func<Random, byte[]> Generator()
    {
        TextGrammar? grammar = Rules is null ? null : new TextGrammar(Rules);
        Piece[] pieces = [.. Pieces, .. Shape is null ? [] : Samples.Select(Shape)];
        if (pieces.Length == 0) return (grammar ?? throw new InvalidOperationException($"{Name} has no rules.")).Next;
        PieceMutator mutator = new(pieces, Tokens);
        return random => grammar is not null && random.Next(2) == 0 ? grammar.Next(random) : mutator.Next(random);
    }

    public override string ToString() => Name;
}
