namespace EnterpriseSecurity.Benchmarks.Compare;

/// <summary>
/// One Python process that times its own checks of one-time passwords, in two ways: <c>bare</c>, the HMAC and the
/// truncation alone on a secret in bytes; <c>whole</c>, with what pyotp does besides for each code of a window: decode
/// the secret from Base32, turn the time into a step, and normalise the texts that it compares.
/// </summary>
internal sealed class PythonTotp() : PythonPeer(Script, "python3")
{
    private const string Script = """
        import base64, datetime, hmac, struct, sys, time, unicodedata
        text = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
        secret = base64.b32decode(text)
        def code(secret, step):
            digest = hmac.new(secret, struct.pack('>Q', step), 'sha1').digest()
            offset = digest[-1] & 15
            return str((struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7fffffff) % 1000000).rjust(6, '0')
        def bare(given, moment):
            for drift in (-1, 0, 1):
                if hmac.compare_digest(given, code(secret, moment // 30 + drift)): return True
            return False
        def plain(text): return unicodedata.normalize('NFKC', text).encode()
        def whole(given, moment):
            at = datetime.datetime.fromtimestamp(moment)
            for drift in (-1, 0, 1):
                step = int(time.mktime(at.timetuple()) / 30) + drift
                if hmac.compare_digest(plain(given), plain(code(base64.b32decode(text, casefold=True), step))): return True
            return False
        for line in sys.stdin:
            way, count = line.split()
            verify = bare if way == 'bare' else whole
            start = time.perf_counter()
            for _ in range(int(count)): verify('00000x', 1800000000)
            print(time.perf_counter() - start, flush=True)
        """;

    /// <summary>The seconds that so many checks of a wrong code take, three periods each, on a secret in bytes.</summary>
    public double VerifyBare(int count) => Ask("bare", count);

    /// <summary>The same from a secret in Base32, with all that pyotp does.</summary>
    public double VerifyWhole(int count) => Ask("whole", count);
}
