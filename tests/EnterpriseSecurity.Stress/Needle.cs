using System.Security.Cryptography;

namespace EnterpriseSecurity.Stress;

/// <summary>Bytes to search for, held under a mask.</summary>
internal sealed class Needle
{
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

    public int Length => _mask.Length;

    /// <summary>Its first two bytes, by which places to look at are found.</summary>
    public int Start => (byte)(_masked[0] ^ _mask[0]) | ((byte)(_masked[1] ^ _mask[1]) << 8);

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
