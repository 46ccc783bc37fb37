using EnterpriseSecurity.Certificates;

namespace EnterpriseSecurity.Benchmarks.Compare;

/// <summary>What the openssl program does too: certificates that sign themselves, with their keys, in files.</summary>
internal static class OpenSslPeers
{
    private const int CertificatesPerRun = 20;

    public static void Run()
    {
        string folder = Directory.CreateTempSubdirectory("es-bench-").FullName;
        int next = 0;
        CertificateIssuer issuer = new();
        try
        {
            foreach ((CertificateKeyType type, string[] algorithm) in new (CertificateKeyType, string[])[]
            {
                (CertificateKeyType.EcdsaP256, ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]),
                (CertificateKeyType.Ed25519, ["-newkey", "ed25519"]),
            })
            {
                CertificateOptions options = new() { Subject = new CertificateSubject { CommonName = "www.example.com" }, KeyType = type };
                Alternation.Run(
                    $"Self-signed certificates with a key of {type}, {CertificatesPerRun} at a time; ours flushed to the disk, openssl req's not, and each its own process (bar: none)",
                    pairs: 9,
                    ours: () => Alternation.Time(() =>
                    {
                        for (int i = 0; i < CertificatesPerRun; i++, next++) issuer.CreateSelfSigned(options, new CertificateTarget { Folder = folder, Name = $"{next}" });
                    }),
                    theirs: () => Alternation.Time(() =>
                    {
                        for (int i = 0; i < CertificatesPerRun; i++, next++)
                        {
                            Peers.Execute("openssl", null, ["req", "-x509", .. algorithm, "-noenc", "-days", "365", "-subj", "/CN=www.example.com", "-keyout", Path.Combine(folder, $"{next}.key"), "-out", Path.Combine(folder, $"{next}.crt")]);
                        }
                    }));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
