using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Certificates;

public sealed class CertificateFileTests : IDisposable
{
    private readonly OpenSsl _openssl = new();

    [NativeFact("openssl")]
    public void Openssl_reads_every_form_that_we_write()
    {
        using CertificateBundle bundle = Pair("a");
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("words");
        string fingerprint = _openssl.Output("x509", "-in", _openssl.At("a.crt"), "-noout", "-fingerprint", "-sha256");

        CertificateFile.Write(_openssl.At("w.pem"), bundle, new CertificateWriteOptions { Passphrase = passphrase });
        Assert.Equal(fingerprint, _openssl.Output("x509", "-in", _openssl.At("w.pem"), "-noout", "-fingerprint", "-sha256"));
        Assert.Equal(0, _openssl.Run("pkey", "-in", _openssl.At("w.pem"), "-passin", "pass:words", "-noout", "-check").ExitCode);
        Assert.NotEqual(0, _openssl.Run("pkey", "-in", _openssl.At("w.pem"), "-passin", "pass:other", "-noout").ExitCode);

        CertificateFile.Write(_openssl.At("w.der"), bundle, new CertificateWriteOptions { Format = CertificateFormat.Der });
        Assert.Equal(fingerprint, _openssl.Output("x509", "-inform", "DER", "-in", _openssl.At("w.der"), "-noout", "-fingerprint", "-sha256"));

        CertificateFile.Write(_openssl.At("w.p7b"), bundle, new CertificateWriteOptions { Format = CertificateFormat.P7b });
        Assert.Contains("BEGIN CERTIFICATE", _openssl.Output("pkcs7", "-in", _openssl.At("w.p7b"), "-print_certs"), StringComparison.Ordinal);

        CertificateFile.Write(_openssl.At("w.pfx"), bundle, new CertificateWriteOptions { Format = CertificateFormat.Pfx, Passphrase = passphrase });
        ToolResult modern = _openssl.Run("pkcs12", "-in", _openssl.At("w.pfx"), "-passin", "pass:words", "-nodes", "-info").Succeeded();
        Assert.Contains("BEGIN PRIVATE KEY", modern.Output, StringComparison.Ordinal);
        Assert.Contains("AES-256-CBC", modern.Errors, StringComparison.Ordinal);
        Assert.Contains("hmacWithSHA256", modern.Errors, StringComparison.Ordinal);

        CertificateFile.Write(_openssl.At("old.pfx"), bundle, new CertificateWriteOptions { Format = CertificateFormat.Pfx, Passphrase = passphrase, Legacy = true });
        ToolResult legacy = _openssl.Run("pkcs12", "-legacy", "-in", _openssl.At("old.pfx"), "-passin", "pass:words", "-nodes", "-info").Succeeded();
        Assert.Contains("pbeWithSHA1And3-KeyTripleDES-CBC", legacy.Errors, StringComparison.Ordinal);
    }

    [NativeFact("openssl")]
    public void We_read_every_form_that_openssl_writes()
    {
        using CertificateBundle bundle = Pair("a");
        string crt = _openssl.At("a.crt");
        string key = _openssl.At("a.key");
        _openssl.Output("pkcs12", "-export", "-in", crt, "-inkey", key, "-passout", "pass:words", "-out", _openssl.At("modern.pfx"));
        _openssl.Output("pkcs12", "-export", "-legacy", "-in", crt, "-inkey", key, "-passout", "pass:words", "-out", _openssl.At("legacy.pfx"));
        _openssl.Output("pkcs12", "-export", "-in", crt, "-inkey", key, "-passout", "pass:", "-out", _openssl.At("empty.pfx"));
        _openssl.Output("crl2pkcs7", "-nocrl", "-certfile", crt, "-out", _openssl.At("a.p7b"));
        _openssl.Output("crl2pkcs7", "-nocrl", "-certfile", crt, "-outform", "DER", "-out", _openssl.At("der.p7b"));
        _openssl.Output("x509", "-in", crt, "-outform", "DER", "-out", _openssl.At("a.der"));
        _openssl.Output("x509", "-in", crt, "-trustout", "-addtrust", "serverAuth", "-text", "-out", _openssl.At("trusted.pem"));
        using SecretBuffer words = SecretBuffer.FromUtf8("words");
        foreach (string name in (string[])["modern.pfx", "legacy.pfx", "empty.pfx", "a.p7b", "der.p7b", "a.der", "trusted.pem"])
        {
            using CertificateBundle read = CertificateFile.Read(_openssl.At(name), name.StartsWith("empty", StringComparison.Ordinal) ? null : words);
            Assert.Equal(bundle.Leaf.RawData, read.Leaf.RawData);
            Assert.Equal(name.EndsWith("pfx", StringComparison.Ordinal), read.PrivateKey is not null);
            if (read.PrivateKey is not null) Assert.Equal(bundle.PrivateKey!.Span.ToArray(), read.PrivateKey.Span.ToArray());
        }
    }

    [NativeFact("openssl")]
    public void We_read_every_form_of_key_that_openssl_writes()
    {
        using CertificateBundle bundle = Pair("a");
        string key = _openssl.At("a.key");
        using SecretBuffer words = SecretBuffer.FromUtf8("words");
        string[][] forms =
        [
            ["rsa", "-traditional"],
            ["rsa", "-traditional", "-aes256", "-passout", "pass:words"],
            ["rsa", "-traditional", "-outform", "DER"],
            ["pkcs8", "-topk8", "-passout", "pass:words"],
            ["pkcs8", "-topk8", "-scrypt", "-passout", "pass:words"],
            ["pkcs8", "-topk8", "-outform", "DER", "-passout", "pass:words"],
            ["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"],
        ];
        foreach (string[] form in forms)
        {
            _openssl.Output([.. form, "-in", key, "-out", _openssl.At("k")]);
            using SecretBuffer read = CertificateFile.ReadPrivateKey(_openssl.At("k"), words);
            Assert.Equal(bundle.PrivateKey!.Span.ToArray(), read.Span.ToArray());
        }
    }

    [NativeFact("openssl")]
    public void What_we_say_of_a_certificate_is_what_openssl_says()
    {
        string path = _openssl.SelfSigned("a", "/C=US/O=My, \"Company\"/CN=example.com", "-days", "365", "-set_serial", "0xFF00112233445566", "-addext",
            "subjectAltName=DNS:example.com,IP:192.0.2.1,IP:2001:db8::1,email:a@example.com,URI:https://example.com/x,dirName:dir", "-config", Configuration());
        CertificateInfo info = Assert.Single(new CertificateFiles().Get(path));
        Assert.Equal("v3", info.Version);
        Assert.Equal(_openssl.Output("x509", "-in", path, "-noout", "-serial").Trim(), "serial=" + info.SerialNumberHex);
        Assert.Equal(_openssl.Output("x509", "-in", path, "-noout", "-subject", "-nameopt", "RFC2253").Trim(), "subject=" + info.Subject);
        Assert.Equal(_openssl.Output("x509", "-in", path, "-noout", "-fingerprint", "-sha1").Trim().Split('=')[1].Replace(":", "", StringComparison.Ordinal), info.Thumbprint);
        string text = _openssl.Output("x509", "-in", path, "-noout", "-text");
        Assert.Contains("Signature Algorithm: " + info.SignatureAlgorithm, text, StringComparison.Ordinal);
        Assert.Contains(info.SubjectKeyIdentifier!, text.Replace(":", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(
            ["Dns:example.com", "Ip:192.0.2.1", "Ip:2001:db8::1", "Email:a@example.com", "Uri:https://example.com/x", "Directory:CN=inside"],
            info.AlternativeNames.Select(name => name.ToString()));
        Assert.Equal("RSA", info.KeyAlgorithm);
        Assert.Equal(2048, info.KeySize);
        Assert.True(info.IsSelfSigned);
        Assert.InRange(info.DaysUntilExpiry, 363, 365);
    }

    [NativeFact("openssl")]
    public void An_ed25519_certificate_is_read_and_its_signature_checked()
    {
        _openssl.Output("req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", _openssl.At("ed.key"), "-out", _openssl.At("ed.crt"), "-subj", "/CN=ed", "-days", "30");
        CertificateInfo info = Assert.Single(new CertificateFiles().Get(_openssl.At("ed.crt")));
        Assert.Equal(("Ed25519", 256, "ED25519", true), (info.KeyAlgorithm, info.KeySize, info.SignatureAlgorithm, info.IsSelfSigned));
    }

    public void Dispose() => _openssl.Dispose();

    private CertificateBundle Pair(string name)
    {
        _openssl.SelfSigned(name, "/CN=example.com", "-days", "30", "-addext", "subjectAltName=DNS:example.com");
        File.WriteAllText(_openssl.At("pair.pem"), File.ReadAllText(_openssl.At(name + ".crt")) + File.ReadAllText(_openssl.At(name + ".key")));
        return CertificateFile.Read(_openssl.At("pair.pem"));
    }

    private string Configuration()
    {
        File.WriteAllText(_openssl.At("cnf"), "[req]\ndistinguished_name=dn\nx509_extensions=ext\n[dn]\n[ext]\nsubjectKeyIdentifier=hash\n[dir]\nCN=inside\n");
        return _openssl.At("cnf");
    }
}
