using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EnterpriseSecurity.Core.Tests.HostileInput;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Tokens;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>What python's cryptography and jwt read and refuse, and what we do.</summary>
[Trait("Category", "Differential")]
public sealed class TokenDifferentialTests(ITestOutputHelper output)
{
    private const string Python = "/usr/bin/python3";

    private const string Program = """
        import sys, json, base64, jwt
        from cryptography.fernet import Fernet
        for line in sys.stdin:
            ask = json.loads(line)
            token, key = base64.b64decode(ask['token']), base64.b64decode(ask['key'])
            try:
                if ask['verb'] == 'fernet':
                    answer = {'meaning': Fernet(base64.urlsafe_b64encode(key)).decrypt(token).hex().upper()}
                else:
                    claims = jwt.decode(token, key, algorithms=['HS256'], options={'verify_aud': False})
                    # The same claims may be spelled in many ways: theirs are compared with ours here.
                    same = ask.get('ours') is not None and json.loads(ask['ours']) == claims
                    answer = {'meaning': ask['ours'] if same else repr(claims)}
            except Exception as error:
                answer = {'words': type(error).__name__ + ': ' + str(error)}
            print(json.dumps(answer), flush=True)
        """;

    private static readonly byte[] Key = JwtText.Key;

    [NativeFact(Python)]
    public void Fernet_tokens()
    {
        using LineServer python = new(Python, "-c", Program);
        byte[] iv = new byte[16];
        byte[] header = [0x80, 0, 0, 0, 0, 0x65, 0x43, 0x21, 0, .. iv];
        byte[] sample = SealFernet(header);
        Piece piece = new([new Piece([new Piece([0x80]), new Piece(header[1..9]), new Piece(iv)], SealFernet)]);
        Compare("fernet", sample, piece, input => Ask(python, "fernet", input, null), input => Answer.Of(() =>
        {
            using SecretBuffer? message = Fernet.TryDecrypt(Key, input);
            return message is null ? null : Convert.ToHexString(message.Span);
        }));
    }

    [NativeFact(Python)]
    public void Jwts()
    {
        using LineServer python = new(Python, "-c", Program);
        using JwtKey key = JwtKey.FromSecret(Key);
        JwtVerificationOptions options = new() { Algorithms = [JwtAlgorithm.HS256], AnyAudience = true };
        byte[] header = """{"alg":"HS256","typ":"JWT"}"""u8.ToArray();
        byte[] payload = """{"sub":"ann","aud":["a","b"],"iat":1700000000,"nbf":1700000000,"exp":4000000000,"scope":"a b","x":[1,2.5,null,true,{"y":"é\n"}],"z":-1}"""u8.ToArray();
        Piece piece = new([new Piece([Encode(header), Encode(payload)], JwtText.Sign, ".")]);
        Compare("jwt", piece.Write(), piece, input => Ask(python, "jwt", input, Read(input).Meaning), Read);

        Answer Read(byte[] input)
        {
            JwtVerification result = new JwtVerifier().Verify(Encoding.UTF8.GetString(input), key, options);
            return result.IsValid ? new Answer(result.Claims!.Value.GetRawText(), "") : new Answer(null, $"{result.Reason}: {result.Message}");
        }

        static Piece Encode(byte[] json) => new([Shapes.Json(json)], bytes => Encoding.ASCII.GetBytes(Base64Url.EncodeToString(bytes)));
    }

    private void Compare(string format, byte[] sample, Piece piece, Func<byte[], Answer> tool, Func<byte[], Answer> ours) =>
        output.WriteLine(new DifferentialRun(format, [sample], [piece], tool, ours).Run());

    private static Answer Ask(LineServer python, string verb, byte[] token, string? ours)
    {
        JsonObject ask = new() { ["verb"] = verb, ["token"] = Convert.ToBase64String(token), ["key"] = Convert.ToBase64String(Key), ["ours"] = ours };
        JsonNode answer = JsonNode.Parse(python.Ask(ask.ToJsonString()))!;
        return new Answer((string?)answer["meaning"], (string?)answer["words"] ?? "");
    }

    private static byte[] SealFernet(byte[] header)
    {
        using Aes aes = Aes.Create();
        aes.Key = Key[16..];
        byte[] content = [.. header, .. aes.EncryptCbc("a message"u8, header.Length >= 25 ? header[9..25] : new byte[16])];
        return Encoding.ASCII.GetBytes(Convert.ToBase64String([.. content, .. HMACSHA256.HashData(Key[..16], content)]).Replace('+', '-').Replace('/', '_'));
    }
}
