using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;

namespace EnterpriseSecurity.Commands.Certificates;

/// <summary>The certificates, revocation lists and key that a check is told of by their files; disposing lets them go.</summary>
internal sealed class TrustMaterial : IDisposable
{
    private readonly List<CertificateBundle> _bundles = [];

    public List<X509Certificate2> Roots { get; } = [];

    public List<X509Certificate2> Intermediates { get; } = [];

    public List<RevocationList> RevocationLists { get; } = [];

    public CertificateKey? PrivateKey { get; set; }

    public void AddRoots(IEnumerable<string> paths) => Add(paths, Roots);

    public void AddIntermediates(IEnumerable<string> paths) => Add(paths, Intermediates);

    public void AddRevocationLists(IEnumerable<string> paths) => RevocationLists.AddRange(paths.SelectMany(RevocationList.ReadAll));

    public void Dispose()
    {
        foreach (CertificateBundle one in _bundles) one.Dispose();
        PrivateKey?.Dispose();
    }

    private void Add(IEnumerable<string> paths, List<X509Certificate2> target)
    {
        foreach (string path in paths)
        {
            CertificateBundle bundle = CertificateFile.Read(path, withPrivateKey: false);
            _bundles.Add(bundle);
            target.AddRange(bundle.Certificates);
        }
    }
}
