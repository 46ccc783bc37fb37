namespace EnterpriseSecurity.LeakSearch;

/// <content>Keys that are blocks of lines.</content>
internal static partial class KeyFormats
{
    private const int FewestInBlock = 24;

    private static IEnumerable<KeyFormat> Blocks()
    {
        foreach (string label in (string[])["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ANY "]) yield return Of(LeakKind.PrivateKey, $"-----BEGIN {label}PRIVATE KEY-----", Pem);
        yield return Of(LeakKind.PrivateKey, "-----BEGIN PGP PRIVATE KEY BLOCK-----", Pem);
        yield return Of(LeakKind.PrivateKey, "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----", Pem);
        yield return Of(LeakKind.EncryptedPrivateKey, "-----BEGIN ENCRYPTED PRIVATE KEY-----", Pem);
        yield return Of(LeakKind.PuttyKey, "PuTTY-User-Key-File-", static (text, at) =>
            KeyText.At(text, at + 20) is (byte)'2' or (byte)'3' && KeyText.At(text, at + 21) == ':' && text[at..Math.Min(text.Length, at + 4096)].IndexOf("Private-Lines:"u8) > 0 ? (at, 22) : default);
    }

    // The marker alone is in every manual: what follows must be Base64, after a line end, which in code is written as an
    // escape, and after headers such as Proc-Type.
    private static (int Start, int Length) Pem(ReadOnlySpan<byte> text, int at)
    {
        int close = text[(at + 5)..Math.Min(text.Length, at + 64)].IndexOf("----"u8) + at + 5;
        while (KeyText.At(text, close) == '-') close++;
        ReadOnlySpan<byte> rest = text[close..Math.Min(text.Length, close + 512)];
        int headers = rest.IndexOf("\n\n"u8);
        if (headers > 0 && rest[..headers].Contains((byte)':')) close += headers;
        int from = close;
        while (from < text.Length && from < close + 48)
        {
            int length = KeyText.Run(text, from, KeyText.Base64, FewestInBlock);
            if (length == FewestInBlock) return KeyText.LooksRandom(text.Slice(from, length)) || text.Slice(from, 12).SequenceEqual("b3BlbnNzaC1r"u8) ? (at, from + length - at) : default;
            if (KeyText.At(text, from + length) is not ((byte)'\\' or (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t' or (byte)'"' or (byte)'\'' or (byte)'+' or (byte)',' or (byte)'`') || length > 1) return default;
            from += length + 1;
        }

        return default;
    }
}
