using System.Text;
using EnterpriseSecurity.Ssh;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Interop.Tests.Vectors;

/// <summary>Key files that OpenSSH and OpenSSL wrote, and broken ones, each read or refused with its reason.</summary>
public sealed class KeyFileVectorTests(ITestOutputHelper output)
{
    // What is refused, each with its error's id and, above, its reason. OpenSSH has no use for these keys either, or they are broken.
    private static readonly Dictionary<string, string> Refused = new()
    {
        // Unknown cipher.
        ["PKCS8/bad-encryption-oid.pem"] = "SshKeyUnsupported",
        // DSA.
        ["PKCS8/bad-oid-dsa-key.pem"] = "SshKeyUnsupported",
        ["PKCS8/unenc-dsa-pkcs8.pem"] = "SshKeyUnsupported",
        ["PEM_Serialization/dsa_4096.pem"] = "SshKeyUnsupported",
        ["PEM_Serialization/dsa_private_key.pem"] = "SshKeyUnsupported",
        ["Traditional_OpenSSL_Serialization/dsa.1024.pem"] = "SshKeyUnsupported",
        ["Traditional_OpenSSL_Serialization/dsa.2048.pem"] = "SshKeyUnsupported",
        ["Traditional_OpenSSL_Serialization/dsa.3072.pem"] = "SshKeyUnsupported",
        // A curve by parameters.
        ["PKCS8/ec_oid_not_in_reg_private_2.pkcs8.pem"] = "SshKeyUnsupported",
        ["PKCS8/nodompar_private.pkcs8.pem"] = "SshKeyUnsupported",
        ["PKCS8/private.pem"] = "SshKeyUnsupported",
        ["PKCS8/withdompar_private.pkcs8.pem"] = "SshKeyUnsupported",
        // PBES1.
        ["PKCS8/enc-rsa-pkcs8.pem"] = "SshKeyUnsupported",
        // PKCS#12 encryption.
        ["PKCS8/pkcs12_s2k_pem-X_9607.pem"] = "SshKeyUnsupported",
        ["PKCS8/pkcs12_s2k_pem-X_9671.pem"] = "SshKeyUnsupported",
        ["PKCS8/pkcs12_s2k_pem-X_9925.pem"] = "SshKeyUnsupported",
        ["PKCS8/pkcs12_s2k_pem-X_9926.pem"] = "SshKeyUnsupported",
        ["PKCS8/pkcs12_s2k_pem-X_9927.pem"] = "SshKeyUnsupported",
        ["PKCS8/pkcs12_s2k_pem-X_9928.pem"] = "SshKeyUnsupported",
        ["PKCS8/pkcs12_s2k_pem-X_9929.pem"] = "SshKeyUnsupported",
        ["PKCS8/pkcs12_s2k_pem-X_9930.pem"] = "SshKeyUnsupported",
        ["PKCS8/pkcs12_s2k_pem-X_9931.pem"] = "SshKeyUnsupported",
        ["PKCS8/pkcs12_s2k_pem-X_9932.pem"] = "SshKeyUnsupported",
        // RSA-PSS.
        ["PKCS8/rsa_pss_2048.pem"] = "SshKeyUnsupported",
        ["PKCS8/rsa_pss_2048_hash.pem"] = "SshKeyUnsupported",
        ["PKCS8/rsa_pss_2048_hash_mask.pem"] = "SshKeyUnsupported",
        ["PKCS8/rsa_pss_2048_hash_mask_diff.pem"] = "SshKeyUnsupported",
        ["PKCS8/rsa_pss_2048_hash_mask_salt.pem"] = "SshKeyUnsupported",
        // Q is 2.
        ["PEM_Serialization/rsa-bad-1025-q-is-2.pem"] = "SshKeyMalformed",
        // RSA under 1,024 bits.
        ["Traditional_OpenSSL_Serialization/key1.pem"] = "SshKeyUnsupported",
        ["Traditional_OpenSSL_Serialization/key2.pem"] = "SshKeyUnsupported",
        ["Traditional_OpenSSL_Serialization/testrsa-encrypted.pem"] = "SshKeyUnsupported",
        ["Traditional_OpenSSL_Serialization/testrsa.pem"] = "SshKeyUnsupported",
    };

    private static readonly string[] Passphrases = ["password", "baz", "foobar", "123456", "a123456", "12345678", "a1234567"];

    [VectorFact]
    public void Openssh_keys_public_keys_and_certificates_are_read()
    {
        int keys = 0, certificates = 0, dsa = 0;
        foreach (string path in VectorCollection.Files("asymmetric/OpenSSH", "*.key"))
        {
            if (Path.GetFileName(path).StartsWith("dsa", StringComparison.Ordinal))
            {
                Assert.ThrowsAny<SecurityException>(() => SshPrivateKeyFile.Read(File.ReadAllBytes(path), "password"u8));
                dsa++;
                continue;
            }

            using SshPrivateKey key = SshPrivateKeyFile.Read(File.ReadAllBytes(path), path.Contains("-psw", StringComparison.Ordinal) ? "password"u8 : default);
            Assert.Equal(SshPublicKey.Parse(File.ReadAllText(path + ".pub")), key.PublicKey);
            keys++;
        }

        foreach (string path in VectorCollection.Files("asymmetric/OpenSSH", "*-cert.pub"))
        {
            if (Path.GetFileName(path).StartsWith("dsa", StringComparison.Ordinal)) continue;
            SshCertificate certificate = SshCertificate.Parse(File.ReadAllText(path));
            Assert.True(certificate.IsSignatureValid(), path);
            Assert.Equal(SshPublicKey.Parse(File.ReadAllText(path.Replace("-cert", "", StringComparison.Ordinal))), certificate.PublicKey);
            certificates++;
        }

        output.WriteLine($"OpenSSH: {keys} private keys with their public keys, {certificates} certificates; {dsa} DSA keys refused, as OpenSSH refuses them.");
        Assert.True(keys == 6 && certificates == 3 && dsa == 2);
    }

    [VectorFact]
    public void Pem_and_pkcs8_keys_are_read_or_refused_with_a_reason()
    {
        int read = 0, refused = 0;
        foreach (string folder in new[] { "asymmetric/PKCS8", "asymmetric/PEM_Serialization", "asymmetric/Traditional_OpenSSL_Serialization", "asymmetric/Ed25519" })
        {
            foreach (string path in VectorCollection.Files(folder, "*.pem"))
            {
                byte[] content = File.ReadAllBytes(path);
                if (!Encoding.ASCII.GetString(content).Contains("PRIVATE KEY", StringComparison.Ordinal)) continue;
                string name = $"{Path.GetFileName(folder)}/{Path.GetFileName(path)}";
                string? expected = Refused.GetValueOrDefault(name);
                Assert.True(expected == TryRead(content), $"{name}: expected {expected ?? "to be read"}, and was {TryRead(content) ?? "read"}");
                if (expected is null) read++;
                else refused++;
            }
        }

        output.WriteLine($"PEM: {read} keys read and proved by a signature, {refused} refused with their reasons.");
        Assert.True(read >= 10 && refused == Refused.Count);
    }

    private static string? TryRead(byte[] content)
    {
        SecurityException? last = null;
        foreach (string passphrase in Passphrases.Prepend(""))
        {
            try
            {
                using SshPrivateKey key = SshPrivateKeyFile.Read(content, Encoding.UTF8.GetBytes(passphrase));
                byte[] signature = key.Sign("message"u8);
                return key.PublicKey.Verify("message"u8, signature) ? null : "its signature is not its own";
            }
            catch (SecurityException error)
            {
                if (last is null or AuthenticationFailedException) last = error;
            }
        }

        return last!.ErrorId;
    }
}
