using System.Security.Cryptography;

namespace EnterpriseSecurity.Stress;

/// <summary>Bytes to search for, held under a mask.</summary>
internal sealed class Needle
{
    /// <summary>An odd number, so that a text of two bytes a character does not end in a zero.</summary>
    public const int BeginningSize = 5;

    private readonly byte[] _mask;
    private readonly byte[] _masked;

    public Needle(string form, ReadOnlySpan<byte> plain)
    {
        Form = form;
        _mask = RandomNumberGenerator.GetBytes(plain.Length);
        _masked = new byte[plain.Length];
        for (int i = 0; i < plain.Length; i++) _masked[i] = (byte)(plain[i] ^ _mask[i]);
    }

    /// <summary>What was done to the secret: <c>bytes</c>, <c>UTF-16</c>, <c>base64</c> and so on.</summary>
    public string Form { get; }

    /// <summary>Gives its first bytes, by which places to look at are found. They are too few to be taken for a copy of it.</summary>
    public void RevealBeginning(Span<byte> beginning)
    {
        for (int i = 0; i < BeginningSize; i++) beginning[i] = (byte)(_masked[i] ^ _mask[i]);
    }

    /// <summary>True when the bytes begin with it.</summary>
    public bool IsAt(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < _mask.Length) return false;
        for (int i = 0; i < _mask.Length; i++)
        {
            if ((bytes[i] ^ _mask[i]) != _masked[i]) return false;
        }

        return true;
    }
}
