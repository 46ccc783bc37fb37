using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Certificates;

/// <summary>Checks of what openssl made, side by side with openssl's own verdict.</summary>
public sealed class CertificateCheckTests : IDisposable
{
    private const string Server = "subjectAltName=DNS:example.com\nextendedKeyUsage=serverAuth\nkeyUsage=digitalSignature\nbasicConstraints=CA:FALSE\n";
    private readonly OpenSsl _openssl = new();

    [NativeFact("openssl")]
    public void Our_verdict_is_openssls()
    {
        _openssl.SelfSigned("ca", "/CN=ca", "-days", "60");
        string good = _openssl.Issue("ca", "good", Server);
        string client = _openssl.Issue("ca", "client", Server.Replace("serverAuth", "clientAuth", StringComparison.Ordinal));
        string sha1 = _openssl.Issue("ca", "sha1", Server, hash: "-sha1");
        string expired = _openssl.Issue("ca", "expired", Server, days: -1);
        Compare(good, null);
        Compare(client, CertificateFindingId.BadKeyUsage, "-purpose", "sslserver");
        Compare(sha1, CertificateFindingId.WeakHash, "-auth_level", "2");
        Compare(expired, CertificateFindingId.Expired);
        Compare(good, CertificateFindingId.WrongHost, "-verify_hostname", "example.org");
    }

    [NativeFact("openssl")]
    public void A_weak_hash_on_a_root_does_not_count()
    {
        string root = _openssl.SelfSigned("old", "/CN=old", "-days", "60", "-sha1");
        using CertificateBundle bundle = CertificateFile.Read(root);
        Assert.Empty(new CertificateChecker().Check(bundle.Leaf, new() { TrustedRoots = [bundle.Leaf] }).Findings);
    }

    [NativeFact("openssl")]
    public void A_revocation_list_of_openssl_ca_is_honoured()
    {
        _openssl.SelfSigned("ca", "/CN=ca", "-days", "60");
        string revoked = _openssl.Issue("ca", "revoked", Server);
        string good = _openssl.Issue("ca", "good", Server);
        File.WriteAllText(_openssl.At("index.txt"), "");
        File.WriteAllText(_openssl.At("crlnumber"), "01\n");
        File.WriteAllText(_openssl.At("ca.cnf"),
            $"[ca]\ndefault_ca=d\n[d]\ndatabase={_openssl.At("index.txt")}\ncrlnumber={_openssl.At("crlnumber")}\ncertificate={_openssl.At("ca.crt")}\nprivate_key={_openssl.At("ca.key")}\ndefault_md=sha256\ndefault_crl_days=7\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n");
        _openssl.Output("ca", "-config", _openssl.At("ca.cnf"), "-revoke", revoked, "-crl_reason", "superseded");
        _openssl.Output("ca", "-config", _openssl.At("ca.cnf"), "-gencrl", "-out", _openssl.At("pem.crl"));
        _openssl.Output("crl", "-in", _openssl.At("pem.crl"), "-outform", "DER", "-out", _openssl.At("der.crl"));
        foreach (string name in (string[])["pem.crl", "der.crl"])
        {
            RevocationList list = RevocationList.Read(_openssl.At(name));
            Assert.Equal("CN=ca", list.Issuer);
            Assert.Equal("superseded", Assert.Single(list.Entries).Reason);
            Assert.Contains(Check(revoked, list).Findings, one => one.Id == CertificateFindingId.Revoked);
            Assert.True(Check(good, list).IsValid);
        }
    }

    public void Dispose() => _openssl.Dispose();

    private void Compare(string path, CertificateFindingId? expected, params string[] options)
    {
        string? host = options is ["-verify_hostname", var name] ? name : null;
        ToolResult theirs = _openssl.Run(["verify", "-CAfile", _openssl.At("ca.crt"), .. options, path]);
        CertificateVerification ours = Check(path, null, host);
        Assert.Equal(expected is null, theirs.ExitCode == 0);
        Assert.Equal(expected is null, ours.IsValid);
        if (expected is { } id) Assert.Contains(ours.Findings, one => one.Id == id);
    }

    private CertificateVerification Check(string path, RevocationList? list, string? host = null)
    {
        using CertificateBundle root = CertificateFile.Read(_openssl.At("ca.crt"));
        return new CertificateFiles().Check(path, options: new CertificateCheckOptions
        {
            TrustedRoots = [root.Leaf],
            Purpose = CertificatePurpose.Server,
            HostName = host,
            RevocationLists = list is null ? [] : [list],
        });
    }
}
