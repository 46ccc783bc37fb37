using System.Buffers.Text;
using System.Security.Cryptography;

namespace EnterpriseSecurity.Stress;

/// <summary>
/// A random secret of 32 letters that this process holds under a mask alone, so that whatever copy of it a search of the
/// memory finds was left by somebody else.
/// </summary>
internal sealed class PlantedSecret
{
    public const int Length = 32;

    private readonly byte[] _mask = RandomNumberGenerator.GetBytes(Length);
    private readonly byte[] _masked = new byte[Length];

    public PlantedSecret()
    {
        Span<byte> plain = stackalloc byte[Length];
        RandomNumberGenerator.GetItems("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8, plain);
        Mask(plain);
    }

    /// <summary>Takes the first 32 bytes of a secret that the product made.</summary>
    public PlantedSecret(ReadOnlySpan<byte> secret)
    {
        Span<byte> plain = stackalloc byte[Length];
        secret[..Length].CopyTo(plain);
        Mask(plain);
    }

    /// <summary>Gives the secret to somebody for the time of a call.</summary>
    public void Lend(ReadOnlySpanAction use)
    {
        Span<byte> plain = stackalloc byte[Length];
        Reveal(plain);
        use(plain);
        CryptographicOperations.ZeroMemory(plain);
    }

    /// <summary>Gives the secret as text to somebody for the time of a call.</summary>
    public void LendText(ReadOnlyTextAction use)
    {
        Span<char> plain = stackalloc char[Length];
        for (int i = 0; i < Length; i++) plain[i] = (char)(_masked[i] ^ _mask[i]);
        use(plain);
        plain.Clear();
    }

    /// <summary>The forms in which a copy may be found; half of one is as bad as the whole, and all that is left where the rest was written over.</summary>
    public IReadOnlyList<Needle> MakeNeedles()
    {
        Span<byte> plain = stackalloc byte[Length];
        Span<byte> form = stackalloc byte[Length * 4];
        Reveal(plain);
        List<Needle> needles = [new("bytes", plain[..16]), new("bytes", plain[16..])];
        Widen(plain, form);
        needles.Add(new Needle("UTF-16", form[..32]));
        needles.Add(new Needle("UTF-16", form[32..64]));
        Span<byte> wide = stackalloc byte[64];
        for (int before = 0; before < 3; before++)
        {
            // Each place that it may have among the groups of three.
            Base64.EncodeToUtf8(plain.Slice(before, 24), form, out _, out _);
            needles.Add(new Needle("base64", form[..32]));
            Widen(form[..32], wide);
            needles.Add(new Needle("base64 in UTF-16", wide));
        }

        // As who compares words without regard to case makes it.
        System.Text.Ascii.ToLower(plain, form, out _);
        Widen(form[..16], wide);
        needles.Add(new Needle("UTF-16 in small letters", wide[..32]));
        Widen(form[16..32], wide);
        needles.Add(new Needle("UTF-16 in small letters", wide[..32]));
        Hex(plain[..16], form, 'a');
        needles.Add(new Needle("hex", form[..32]));
        Widen(form[..32], wide);
        needles.Add(new Needle("hex in UTF-16", wide));
        Hex(plain[..16], form, 'A');
        needles.Add(new Needle("HEX", form[..32]));
        Widen(form[..32], wide);
        needles.Add(new Needle("HEX in UTF-16", wide));
        CryptographicOperations.ZeroMemory(plain);
        CryptographicOperations.ZeroMemory(form);
        CryptographicOperations.ZeroMemory(wide);
        return needles;
    }

    private void Mask(Span<byte> plain)
    {
        for (int i = 0; i < Length; i++) _masked[i] = (byte)(plain[i] ^ _mask[i]);
        CryptographicOperations.ZeroMemory(plain);
    }

    private void Reveal(Span<byte> plain)
    {
        for (int i = 0; i < Length; i++) plain[i] = (byte)(_masked[i] ^ _mask[i]);
    }

    private static void Widen(ReadOnlySpan<byte> plain, Span<byte> wide)
    {
        for (int i = 0; i < plain.Length; i++) (wide[2 * i], wide[(2 * i) + 1]) = (plain[i], 0);
    }

    private static void Hex(ReadOnlySpan<byte> plain, Span<byte> digits, char ten)
    {
        for (int i = 0; i < plain.Length; i++) (digits[2 * i], digits[(2 * i) + 1]) = (Digit(plain[i] >> 4), Digit(plain[i] & 15));

        byte Digit(int value) => (byte)(value < 10 ? '0' + value : ten + value - 10);
    }

    /// <summary>Uses bytes that are gone afterwards.</summary>
    public delegate void ReadOnlySpanAction(ReadOnlySpan<byte> plain);

    /// <summary>Uses a text that is gone afterwards.</summary>
    public delegate void ReadOnlyTextAction(ReadOnlySpan<char> plain);
}
