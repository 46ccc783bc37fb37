using System.Text;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <summary>
/// A grammar that writes texts, now and then not quite by its rules. A rule is a line <c>name = alternative | alternative</c>
/// of words: <c>'text'</c>, a rule's name, or <c>a-z</c> for a character of a range; after a word <c>?</c> is for perhaps and
/// <c>*</c> for some. The first rule is the start.
/// </summary>
internal sealed class TextGrammar
{
    private const int Longest = 4096;
    private const int Deepest = 40;

    private readonly Dictionary<string, string[][]> _rules = new(StringComparer.Ordinal);
    private readonly string[] _names;
    private readonly string[] _words;

    public TextGrammar(string rules)
    {
        foreach (string line in rules.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = line.IndexOf(" = ", StringComparison.Ordinal);
            _rules.Add(line[..equals], [.. line[(equals + 3)..].Split(" | ").Select(one => one.Split(' ', StringSplitOptions.RemoveEmptyEntries))]);
        }

        _names = [.. _rules.Keys];
        _words = [.. _rules.Values.SelectMany(alternatives => alternatives).SelectMany(words => words)];
    }

    /// <summary>One text.</summary>
    public byte[] Next(Random random)
    {
        StringBuilder text = new();
        // Half of them are right.
        Write(text, _names[0], random, random.Next(2) == 0 ? 0 : 12, 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Write(StringBuilder text, string word, Random random, int errors, int depth)
    {
        if (text.Length > Longest || depth > Deepest) return;
        int times = word[^1] switch
        {
            '?' => random.Next(2),
            '*' => random.Next(4) == 0 ? 1 << random.Next(8) : random.Next(4),
            _ => 1,
        };
        if (errors > 0 && random.Next(errors) == 0)
        {
            switch (random.Next(4))
            {
                case 0:
                    times = 0;
                    break;
                case 1:
                    times++;
                    break;
                case 2:
                    word = _words[random.Next(_words.Length)];
                    break;
                default:
                    text.Append((char)random.Next(random.Next(2) == 0 ? 0x80 : 0x3000));
                    break;
            }
        }

        string symbol = word.Length > 1 ? word.TrimEnd('?', '*') : word;
        for (; times > 0; times--) WriteOnce(text, symbol, random, errors, depth);
    }

    private void WriteOnce(StringBuilder text, string symbol, Random random, int errors, int depth)
    {
        if (symbol[0] == '\'')
        {
            text.Append(symbol[1..^1].Replace("\\s", " ", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal));
        }
        else if (symbol.Length == 3 && symbol[1] == '-')
        {
            text.Append((char)random.Next(symbol[0], symbol[2] + 1));
        }
        else
        {
            string[][] alternatives = _rules[symbol];
            foreach (string word in alternatives[random.Next(alternatives.Length)]) Write(text, word, random, errors, depth + 1);
        }
    }
}
