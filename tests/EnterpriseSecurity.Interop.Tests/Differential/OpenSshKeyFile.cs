using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>An OpenSSH private key file without encryption, taken apart without judging it.</summary>
internal sealed class OpenSshKeyFile
{
    private const string Outer = "sssuss";
    private static readonly byte[] Magic = "openssh-key-v1\0"u8.ToArray();
    private readonly PemText _pem;
    private readonly List<byte[]> _outer;
    private readonly List<byte[]> _inner;
    private readonly string _layout;

    private OpenSshKeyFile(PemText pem, List<byte[]> outer, List<byte[]> inner, string layout)
    {
        _pem = pem;
        _outer = outer;
        _inner = inner;
        _layout = layout;
    }

    /// <summary>True when there are options for a derivation that is not made.</summary>
    public bool HasIdleOptions => _outer[2].Length > 0;

    /// <summary>True when the private numbers are those of the public key.</summary>
    public bool BelongTogether
    {
        get
        {
            try
            {
                return _layout.Length switch
                {
                    11 => new RsaNumbers(RsaNumbers.Of(_inner[3]), RsaNumbers.Of(_inner[4]), RsaNumbers.Of(_inner[5]), RsaNumbers.Of(_inner[7]), RsaNumbers.Of(_inner[8]), RsaNumbers.Of(_inner[6])).BelongTogether,
                    8 => IsPointOf(_inner[5], _inner[4]),
                    _ => IsSeedOf(_inner[4], _inner[3]),
                };
            }
            catch (CryptographicException)
            {
                return false;
            }
        }
    }

    /// <summary>Reads a file; null when it is none, or encrypted.</summary>
    public static OpenSshKeyFile? Read(byte[] input)
    {
        if (PemText.Find(input) is not { Label: "OPENSSH PRIVATE KEY", Content: { } content } pem || !content.AsSpan().StartsWith(Magic)) return null;
        if (SshFields.Read(content.AsSpan(Magic.Length), Outer) is not { } outer || !outer[0].AsSpan().SequenceEqual("none"u8)) return null;
        if (SshFields.Read(outer[5], "uus.") is not { } begin) return null;
        string layout = System.Text.Encoding.Latin1.GetString(begin[2]) switch
        {
            "ssh-rsa" => "uussssssss",
            "ssh-ed25519" => "uussss",
            _ => "uusssss",
        } + ".";
        return SshFields.Read(outer[5], layout) is { } inner ? new OpenSshKeyFile(pem, outer, inner, layout) : null;
    }

    /// <summary>The file without options for a derivation that is not made.</summary>
    public byte[] WithoutOptions() => Write([.. _outer[..2], [], .. _outer[3..]]);

    /// <summary>The file with every number of the private part in its shortest form; null when they are.</summary>
    public byte[]? WithShortestNumbers()
    {
        Range numbers = _layout.Length == 11 ? 3..9 : _layout.Length == 8 ? 5..6 : 0..0;
        List<byte[]> inner = [.. _inner];
        (int first, int count) = numbers.GetOffsetAndLength(inner.Count);
        bool changed = false;
        for (int at = first; at < first + count; at++)
        {
            if (SshFields.Shortest(inner[at]) is not { } shortest) continue;
            inner[at] = shortest;
            changed = true;
        }

        if (!changed) return null;
        byte[] section = SshFields.Write(inner[..^1], _layout[..^1]);
        section = [.. section, .. Enumerable.Range(1, (8 - (section.Length % 8)) % 8).Select(one => (byte)one)];
        return Write([.. _outer[..5], section]);
    }

    private byte[] Write(List<byte[]> outer) => _pem.With([.. Magic, .. SshFields.Write(outer, Outer)]);

    public static bool IsPointOf(byte[] number, byte[] point)
    {
        if (point.Length % 2 == 0 || point.Length < 3) return false;
        int size = point.Length / 2;
        byte[] scalar = [.. new byte[size], .. number];
        ECCurve curve = size switch { 32 => ECCurve.NamedCurves.nistP256, 48 => ECCurve.NamedCurves.nistP384, _ => ECCurve.NamedCurves.nistP521 };
        if (scalar.AsSpan(0, scalar.Length - size).ContainsAnyExcept((byte)0)) return false;
        using ECDsa key = ECDsa.Create(new ECParameters { Curve = curve, D = scalar[^size..] });
        ECPoint own = key.ExportParameters(includePrivateParameters: false).Q;
        return point.AsSpan(1).SequenceEqual((byte[])[.. own.X!, .. own.Y!]);
    }

    private static bool IsSeedOf(byte[] seedAndKey, byte[] publicKey)
    {
        if (seedAndKey.Length != 64 || !seedAndKey.AsSpan(32).SequenceEqual(publicKey)) return false;
        byte[] own = new byte[32];
        Ed25519.GetPublicKey(seedAndKey.AsSpan(0, 32), own);
        return own.AsSpan().SequenceEqual(publicKey);
    }
}
