namespace EnterpriseSecurity.Benchmarks.Compare;

/// <summary>Password hashes of python3-argon2 and python3-bcrypt, with the parameters of ours.</summary>
internal sealed class PythonPasswordHashes() : PythonPeer(Script, "python3 with the argon2 and bcrypt packages")
{
    private const string Script = """
        import sys, time, bcrypt
        from argon2.low_level import hash_secret_raw, Type
        salt = bcrypt.gensalt(12)
        def argon2(): hash_secret_raw(b'password', b'somesaltsomesalt', time_cost=3, memory_cost=65536, parallelism=1, hash_len=32, type=Type.ID)
        def hashed(): bcrypt.hashpw(b'password', salt)
        for line in sys.stdin:
            way, count = line.split()
            call = argon2 if way == 'argon2' else hashed
            start = time.perf_counter()
            for _ in range(int(count)): call()
            print(time.perf_counter() - start, flush=True)
        """;

    /// <summary>The seconds of one Argon2id of 64 MiB, three passes and one lane.</summary>
    public double Argon2() => Ask("argon2", 1);

    /// <summary>The seconds of one bcrypt of cost 12.</summary>
    public double Bcrypt() => Ask("bcrypt", 1);
}
