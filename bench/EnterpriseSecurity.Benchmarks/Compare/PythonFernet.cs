namespace EnterpriseSecurity.Benchmarks.Compare;

/// <summary>One Python process that times its own Fernet calls, so that its start does not count.</summary>
internal sealed class PythonFernet() : PythonPeer(Script, "python3 with the cryptography package")
{
    private const string Script = """
        import os, sys, time
        from cryptography.fernet import Fernet
        fernet = Fernet(Fernet.generate_key())
        message = os.urandom(1024)
        token = fernet.encrypt(message)
        for line in sys.stdin:
            way, count = line.split()
            start = time.perf_counter()
            if way == 'encrypt':
                for _ in range(int(count)): fernet.encrypt(message)
            else:
                for _ in range(int(count)): fernet.decrypt(token)
            print(time.perf_counter() - start, flush=True)
        """;

    /// <summary>The seconds that so many encryptions take.</summary>
    public double Encrypt(int count) => Ask("encrypt", count);

    /// <summary>The seconds that so many decryptions take.</summary>
    public double Decrypt(int count) => Ask("decrypt", count);
}
