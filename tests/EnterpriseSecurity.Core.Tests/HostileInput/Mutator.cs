namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <summary>
/// Makes hostile inputs of good ones. Every truncation and every flipped bit of the samples come first, as far as the
/// number of cases goes; then random changes, by a seed that can be given again.
/// </summary>
internal sealed class Mutator
{
    private static readonly byte[][] Interesting =
    [
        [0], [0xff], [0x7f], [0x80], [0xff, 0xff], [0x7f, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0xff], [0x80, 0, 0, 0], [0, 0, 0, 0],
        [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], [0x30, 0x80], [0x04, 0x82, 0xff, 0xff],
        .. new[]
        {
            "0", "-1", "1", "2147483647", "2147483648", "4294967296", "9223372036854775807", "99999999999999999999", "1e309", "NaN", "\0", "\r\n", "\n", "\"", "\\", "\\u0000", "\\ud800",
            "{", "}", "[", "]", ":", ",", "null", "true", "=", "==", "%00", "%zz", "../", "::1/129", "*", "**", "é", "\u202e", "\ufeff", "$", "$$", "&", "*a", "&a ", "!!", "- ", "  ",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    private readonly byte[][] _samples;
    private readonly byte[][] _tokens;
    private readonly Random _random;
    private readonly long _flips;
    private readonly long _truncations;
    private readonly long _stride;

    /// <param name="samples">Good inputs.</param>
    /// <param name="tokens">Words of the format, to be put in anywhere.</param>
    /// <param name="seed">The seed of all randomness.</param>
    /// <param name="cases">How many will be asked for; half of them at most are the systematic ones.</param>
    public Mutator(byte[][] samples, byte[][] tokens, int seed, long cases)
    {
        _samples = samples;
        _tokens = [.. Interesting, .. tokens];
        _random = new Random(seed);
        _truncations = samples.Sum(sample => (long)sample.Length);
        _flips = 8 * _truncations;
        _stride = Math.Max(1, 2 * (_truncations + _flips) / cases);
    }

    /// <summary>How many systematic cases there are, and how many of them are taken.</summary>
    public (long All, long Taken) Systematic => (_truncations + _flips, (_truncations + _flips + _stride - 1) / _stride);

    /// <summary>The case with this number; they are to be asked for in order.</summary>
    public byte[] Next(long number)
    {
        long systematic = number * _stride;
        if (systematic < _truncations)
        {
            (byte[] sample, long at) = Locate(systematic, 1);
            return sample[..(int)at];
        }

        if (systematic < _truncations + _flips)
        {
            (byte[] sample, long at) = Locate(systematic - _truncations, 8);
            byte[] flipped = [.. sample];
            flipped[at / 8] ^= (byte)(1 << (int)(at % 8));
            return flipped;
        }

        byte[] content = _samples[_random.Next(_samples.Length)];
        for (int change = _random.Next(1, 5); change > 0; change--) content = Change(content);
        return content;
    }

    private (byte[] Sample, long At) Locate(long at, int perByte)
    {
        foreach (byte[] sample in _samples)
        {
            long size = (long)perByte * sample.Length;
            if (at < size) return (sample, at);
            at -= size;
        }

        throw new ArgumentOutOfRangeException(nameof(at));
    }

    private byte[] Change(byte[] content)
    {
        int at = _random.Next(content.Length + 1);
        int length = Math.Min(content.Length - at, 1 + _random.Next(16));
        switch (_random.Next(8))
        {
            case 0:
                return [.. content[..at], (byte)_random.Next(256), .. content[at..]];
            case 1:
                return [.. content[..at], .. content[(at + length)..]];
            case 2:
                return [.. content[..at], .. content[at..(at + length)], .. content[at..]];
            case 3:
                return [.. content[..at], .. Token(), .. content[at..]];
            case 4:
                byte[] token = Token();
                return [.. content[..at], .. token, .. content[Math.Min(content.Length, at + token.Length)..]];
            case 5:
                byte[] other = _samples[_random.Next(_samples.Length)];
                return [.. content[..at], .. other[_random.Next(other.Length + 1)..]];
            case 6:
                int times = 1 << _random.Next(9);
                byte[] part = content[at..(at + length)];
                return [.. content[..at], .. Enumerable.Repeat(part, times).SelectMany(one => one), .. content[at..]];
            default:
                if (content.Length == 0) return content;
                byte[] changed = [.. content];
                changed[_random.Next(changed.Length)] = (byte)_random.Next(256);
                return changed;
        }
    }

    private byte[] Token() => _tokens[_random.Next(_tokens.Length)];
}
