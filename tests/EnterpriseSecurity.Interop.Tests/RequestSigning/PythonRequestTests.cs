using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.RequestSigning;

namespace EnterpriseSecurity.Interop.Tests.RequestSigning;

/// <summary>Signed requests against an implementation of docs/request-signing.md in Python that shares nothing with ours.</summary>
public sealed class PythonRequestTests
{
    private const string Script = """
        import sys, json, hmac, hashlib, base64, re
        from urllib.parse import urlsplit, unquote_to_bytes
        UNRESERVED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        RESERVED = b":/?#[]@!$&'()*+,;="
        def norm(text):
            out = ""
            for part in re.findall(rb"%[0-9A-Fa-f]{2}|.", text.encode("utf-8"), re.S):
                byte = bytes.fromhex(part[1:].decode()) if len(part) == 3 else part
                keep = byte in UNRESERVED or (len(part) == 1 and byte in RESERVED)
                out += byte.decode() if keep else "%%%02X" % byte[0]
            return out
        def name(piece):
            return unquote_to_bytes(piece.split("=", 1)[0].replace("+", " ")).lower()
        r = json.load(sys.stdin)
        h = {k.lower(): v for k, v in r["headers"].items()}
        u = urlsplit(r["uri"])
        host = u.hostname.encode("idna").decode()
        if u.port and u.port != {"http": 80, "https": 443}[u.scheme]: host += ":%d" % u.port
        query = "&".join(sorted((norm(p) for p in u.query.split("&") if p), key=name))
        names = [n for n in h["x-signature-headers"].split(";") if n]
        lines = ["ES-REQUEST-1", h["x-signature-algorithm"], h["x-signature-keyid"], h["x-signature-timestamp"], h["x-signature-nonce"],
                 r["method"].upper(), host, norm(u.path or "/"), query,
                 hashlib.sha256(base64.b64decode(r["body"])).hexdigest(), ";".join(names)]
        lines += [n + ":" + " ".join(x for x in re.split("[ \t]+", h[n]) if x) for n in names]
        message = "".join(line + "\n" for line in lines).encode("utf-8")
        secret = base64.b64decode(r["secret"])
        if h["x-signature-algorithm"] == "ed25519":
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
            mac = Ed25519PrivateKey.from_private_bytes(secret).sign(message)
        else:
            mac = hmac.new(secret, message, h["x-signature-algorithm"].split("-")[1]).digest()
        print(base64.b64encode(mac).decode())
        """;

    private static readonly string[] Addresses =
    [
        "https://api.example.com", "http://h:8080/a/b?x=1", "https://h/%7euser/%2f%2F/a%20b?q=a+b&q=a%2Bb&&r", "https://bücher.example/straße?ü=ö",
        "https://h/p?b=2&B=1&a=3&a%5B=1&a[=2&=x", "http://h:443/!$'()*,;=:@?/?:@", "https://h/?%61=1&a=0&%C3%84=2&x", "https://h/a//b/?a=%zz",
    ];

    [NativeFact("/usr/bin/python3")]
    public void Signatures_are_those_of_an_independent_implementation()
    {
        foreach (string address in Addresses)
        {
            foreach (RequestSignatureAlgorithm algorithm in Enum.GetValues<RequestSignatureAlgorithm>())
            {
                byte[] secret = RandomNumberGenerator.GetBytes(32);
                using RequestSigningKey key = algorithm == RequestSignatureAlgorithm.Ed25519 ? RequestSigningKey.FromEd25519Seed(secret) : RequestSigningKey.FromSecret(secret);
                SignedRequest request = new()
                {
                    Method = "Patch",
                    Uri = new Uri(address),
                    Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain;  charset=utf-8 ", ["X-Colour"] = "grün" },
                    Body = RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(100)),
                };
                Dictionary<string, string> sent = request.Headers.Concat(new RequestSigner().Sign(request, key, new RequestSignatureOptions { Algorithm = algorithm })).ToDictionary();
                string json = System.Text.Json.JsonSerializer.Serialize(new
                {
                    method = request.Method,
                    // What an HTTP client sends: the address as .NET writes it.
                    uri = request.Uri.AbsoluteUri,
                    headers = sent,
                    body = Convert.ToBase64String(request.Body.Span),
                    secret = Convert.ToBase64String(secret),
                });
                string theirs = NativeTool.Run("/usr/bin/python3", ["-c", Script], Encoding.UTF8.GetBytes(json)).Succeeded().Output.Trim();
                Assert.True(sent["X-Signature"] == theirs, string.Create(CultureInfo.InvariantCulture, $"{algorithm} of {address}"));
            }
        }
    }
}
