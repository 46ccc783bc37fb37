using System.Text.Json.Nodes;

namespace EnterpriseSecurity.Benchmarks.Compare;

/// <summary>One Python process that times its own python3-jwt calls, so that its start does not count.</summary>
internal sealed class PythonJwt : PythonPeer
{
    private const string Script = """
        import sys, json, time, jwt
        from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
        setup = json.loads(sys.stdin.readline())
        alg, token, payload = setup['alg'], setup['token'], setup['payload']
        if alg.startswith('HS'): private = public = setup['private']
        else: private, public = load_pem_private_key(setup['private'].encode(), None), load_pem_public_key(setup['public'].encode())
        jwt.decode(token, public, algorithms=[alg])
        for line in sys.stdin:
            way, count = line.split()
            start = time.perf_counter()
            if way == 'sign':
                for _ in range(int(count)): jwt.encode(payload, private, algorithm=alg)
            else:
                for _ in range(int(count)): jwt.decode(token, public, algorithms=[alg])
            print(time.perf_counter() - start, flush=True)
        """;

    /// <summary>Gives it the same key, token and claims as ours.</summary>
    public PythonJwt(string algorithm, string privateKey, string publicKey, string token, JsonNode payload)
        : base(Script, "python3 with the jwt package") =>
        Tell(new JsonObject { ["alg"] = algorithm, ["private"] = privateKey, ["public"] = publicKey, ["token"] = token, ["payload"] = payload }.ToJsonString());

    /// <summary>The seconds that so many signings take.</summary>
    public double Sign(int count) => Ask("sign", count);

    /// <summary>The seconds that so many verifications take.</summary>
    public double Verify(int count) => Ask("verify", count);
}
