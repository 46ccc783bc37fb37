using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.TwoFactor;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Interop.Tests.Vectors;

/// <summary>Every vector of the collection that applies to a primitive of ours, with the number of cases printed.</summary>
public sealed class PrimitiveVectorTests(ITestOutputHelper output)
{
    [VectorFact]
    public void Aes_gcm_agrees_with_every_case_of_256_bit_keys_96_bit_nonces_and_full_tags()
    {
        AeadAlgorithm cipher = Aes256Gcm.Instance;
        int encrypted = 0, opened = 0, refused = 0, other = 0;
        foreach (IReadOnlyDictionary<string, string> test in VectorCollection.Cases("ciphers/AES/GCM/gcmEncryptExtIV256.rsp"))
        {
            if (!Applies(test, ref other)) continue;
            byte[] made = cipher.SealWithNonce(Hex(test, "key"), Hex(test, "iv"), Hex(test, "pt"), Hex(test, "aad"));
            Assert.Equal(Sealed(test), Convert.ToHexString(made));
            encrypted++;
        }

        foreach (IReadOnlyDictionary<string, string> test in VectorCollection.Cases("ciphers/AES/GCM/gcmDecrypt256.rsp"))
        {
            if (!Applies(test, ref other)) continue;
            using SecretBuffer? text = cipher.TryOpen(Hex(test, "key"), Convert.FromHexString(Sealed(test)), Hex(test, "aad"));
            if (test.ContainsKey("fail"))
            {
                Assert.Null(text);
                refused++;
                continue;
            }

            Assert.Equal(test["pt"], Convert.ToHexString(text!.Span), ignoreCase: true);
            opened++;
        }

        output.WriteLine($"AES-256-GCM: {encrypted} encrypted, {opened} opened, {refused} refused as they must be; {other} of other nonce or tag sizes, which are not offered.");
        Assert.True(encrypted >= 300 && opened >= 100 && refused >= 100);

        static bool Applies(IReadOnlyDictionary<string, string> test, ref int other)
        {
            if (!test.ContainsKey("key")) return false;
            if (test["ivlen"] == "96" && test["taglen"] == "128") return true;
            other++;
            return false;
        }

        static string Sealed(IReadOnlyDictionary<string, string> test) => (test["iv"] + test["ct"] + test["tag"]).ToUpperInvariant();
    }

    [VectorFact]
    public void ChaCha20_poly1305_agrees()
    {
        AeadAlgorithm cipher = ChaCha20Poly1305Aead.Instance;
        int agreed = 0, other = 0;
        foreach (IReadOnlyDictionary<string, string> test in VectorCollection.Cases("ciphers/ChaCha20Poly1305/boringssl.txt"))
        {
            if (!test.TryGetValue("tag", out string? tag)) continue;
            Agree(VectorCollection.Bytes(test["key"]), VectorCollection.Bytes(test["nonce"]), VectorCollection.Bytes(test["in"]), VectorCollection.Bytes(test["ad"]), VectorCollection.Bytes(test["ct"]), VectorCollection.Bytes(tag));
        }

        foreach (IReadOnlyDictionary<string, string> test in VectorCollection.Cases("ciphers/ChaCha20Poly1305/openssl.txt"))
        {
            if (!test.ContainsKey("tag")) continue;
            byte[] key = Hex(test, "key"), nonce = Hex(test, "iv"), aad = Hex(test, "aad"), cipherText = Hex(test, "ciphertext"), tag = Hex(test, "tag");
            if (!test.TryGetValue("result", out string? result))
            {
                Agree(key, nonce, Hex(test, "plaintext"), aad, cipherText, tag);
                continue;
            }

            Assert.Equal("CIPHERFINAL_ERROR", result);
            Assert.Null(cipher.TryOpen(key, [.. nonce, .. cipherText, .. tag], aad));
            agreed++;
        }

        output.WriteLine($"ChaCha20-Poly1305: {agreed} cases; {other} of other nonce or tag sizes, which are not offered.");
        Assert.True(agreed >= 70);

        void Agree(byte[] key, byte[] nonce, byte[] plain, byte[] aad, byte[] cipherText, byte[] tag)
        {
            if (nonce.Length != cipher.NonceSize || tag.Length != cipher.TagSize)
            {
                other++;
                return;
            }

            Assert.Equal([.. nonce, .. cipherText, .. tag], cipher.SealWithNonce(key, nonce, plain, aad));
            using SecretBuffer? opened = cipher.TryOpen(key, [.. nonce, .. cipherText, .. tag], aad);
            Assert.Equal(plain, opened!.Span.ToArray());
            agreed++;
        }
    }

    [VectorFact]
    public void Hashes_agree()
    {
        (HashKind Kind, string[] Files)[] all =
        [
            (HashKind.Sha256, ["SHA2/SHA256ShortMsg.rsp", "SHA2/SHA256LongMsg.rsp"]),
            (HashKind.Sha512, ["SHA2/SHA512ShortMsg.rsp", "SHA2/SHA512LongMsg.rsp"]),
            (HashKind.Sha3_256, ["SHA3/SHA3_256ShortMsg.rsp", "SHA3/SHA3_256LongMsg.rsp"]),
            (HashKind.Sha3_512, ["SHA3/SHA3_512ShortMsg.rsp", "SHA3/SHA3_512LongMsg.rsp"]),
            (HashKind.Blake2b, ["blake2/blake2b.txt"]),
            (HashKind.Blake2s, ["blake2/blake2s.txt"]),
        ];
        foreach ((HashKind kind, string[] files) in all)
        {
            int agreed = 0;
            foreach (IReadOnlyDictionary<string, string> test in files.SelectMany(file => VectorCollection.Cases($"hashes/{file}")))
            {
                if (!test.TryGetValue("msg", out string? message) || !test.TryGetValue("len", out string? length)) continue;
                byte[] data = Convert.FromHexString(message)[..(int.Parse(length, CultureInfo.InvariantCulture) / 8)];
                Assert.Equal(test["md"], Convert.ToHexString(Hashing.Compute(kind, data)), ignoreCase: true);
                Assert.Equal(test["md"], Convert.ToHexString(Hashing.Compute(kind, new MemoryStream(data))), ignoreCase: true);
                agreed++;
            }

            output.WriteLine($"{kind}: {agreed} messages.");
            Assert.True(agreed >= 3, $"{kind}: {agreed}");
        }
    }

    [VectorFact]
    public void Key_derivation_agrees()
    {
        int hkdf = 0, pbkdf2 = 0, scrypt = 0;
        foreach (IReadOnlyDictionary<string, string> test in new[] { "KDF/rfc-5869-HKDF-SHA256.txt", "KDF/hkdf-generated.txt" }.SelectMany(VectorCollection.Cases))
        {
            if (!test.ContainsKey("okm")) continue;
            byte[] key = new byte[test["okm"].Length / 2];
            HkdfSha256.DeriveKey(Hex(test, "ikm"), Hex(test, "salt"), Hex(test, "info"), key);
            Assert.Equal(test["okm"], Convert.ToHexString(key), ignoreCase: true);
            hkdf++;
        }

        foreach (IReadOnlyDictionary<string, string> test in VectorCollection.Cases("KDF/rfc-6070-PBKDF2-SHA1.txt"))
        {
            if (!test.ContainsKey("derived_key")) continue;
            byte[] key = new byte[int.Parse(test["length"], CultureInfo.InvariantCulture)];
            Pbkdf2.DeriveKey(HashAlgorithmName.SHA1, Escaped(test["password"]), Escaped(test["salt"]), int.Parse(test["iterations"], CultureInfo.InvariantCulture), key);
            Assert.Equal(test["derived_key"], Convert.ToHexString(key), ignoreCase: true);
            pbkdf2++;
        }

        foreach (IReadOnlyDictionary<string, string> test in VectorCollection.Cases("KDF/scrypt.txt"))
        {
            if (!test.ContainsKey("derived_key")) continue;
            byte[] key = new byte[int.Parse(test["length"], CultureInfo.InvariantCulture)];
            Scrypt.DeriveKey(Escaped(test["password"]), Escaped(test["salt"]), Number("n"), Number("r"), Number("p"), key);
            Assert.Equal(test["derived_key"], Convert.ToHexString(key), ignoreCase: true);
            scrypt++;

            int Number(string name) => int.Parse(test[name], CultureInfo.InvariantCulture);
        }

        output.WriteLine($"HKDF-SHA-256: {hkdf}, PBKDF2: {pbkdf2}, scrypt: {scrypt} cases.");
        Assert.True(hkdf >= 4 && pbkdf2 >= 5 && scrypt >= 4);

        static byte[] Escaped(string text) => Encoding.ASCII.GetBytes(text.Replace("\\0", "\0", StringComparison.Ordinal));
    }

    [VectorFact]
    public void One_time_codes_agree()
    {
        int hotp = 0, totp = 0;
        foreach (IReadOnlyDictionary<string, string> test in VectorCollection.Cases("twofactor/rfc-4226.txt"))
        {
            if (!test.ContainsKey("hotp")) continue;
            Assert.Equal(test["hotp"], Code(OtpAlgorithm.Sha1, test, long.Parse(test["counter"], CultureInfo.InvariantCulture), 6));
            hotp++;
        }

        foreach (IReadOnlyDictionary<string, string> test in VectorCollection.Cases("twofactor/rfc-6238.txt"))
        {
            if (!test.ContainsKey("totp")) continue;
            long step = Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(long.Parse(test["time"], CultureInfo.InvariantCulture)), 30);
            Assert.Equal(test["totp"], Code(Enum.Parse<OtpAlgorithm>(test["mode"], ignoreCase: true), test, step, 8));
            totp++;
        }

        output.WriteLine($"HOTP: {hotp}, TOTP: {totp} codes.");
        Assert.True(hotp == 10 && totp == 18);

        static string Code(OtpAlgorithm algorithm, IReadOnlyDictionary<string, string> test, long counter, int digits)
        {
            byte[] code = new byte[digits];
            Hotp.Write(algorithm, Encoding.ASCII.GetBytes(test["secret"]), counter, code);
            return Encoding.ASCII.GetString(code);
        }
    }

    [VectorFact]
    public void Ed25519_agrees_with_all_1024_signatures()
    {
        int agreed = 0;
        foreach (string line in File.ReadLines(VectorCollection.PathOf("asymmetric/Ed25519/sign.input")))
        {
            string[] fields = line.Split(':');
            byte[] seed = Convert.FromHexString(fields[0])[..Ed25519.SeedSize], message = Convert.FromHexString(fields[2]);
            byte[] publicKey = new byte[Ed25519.PublicKeySize], signature = new byte[Ed25519.SignatureSize];
            Ed25519.GetPublicKey(seed, publicKey);
            Assert.Equal(fields[1], Convert.ToHexString(publicKey), ignoreCase: true);
            Ed25519.Sign(seed, message, signature);
            Assert.Equal(fields[3][..(2 * Ed25519.SignatureSize)], Convert.ToHexString(signature), ignoreCase: true);
            Assert.True(Ed25519.Verify(publicKey, message, signature));
            signature[agreed % Ed25519.SignatureSize] ^= 1;
            Assert.False(Ed25519.Verify(publicKey, message, signature));
            agreed++;
        }

        output.WriteLine($"Ed25519: {agreed} key pairs and signatures, and as many changed signatures refused.");
        Assert.Equal(1024, agreed);
    }

    [VectorFact]
    public void Rsa_oaep_with_sha256_opens_what_the_vectors_sealed()
    {
        int opened = 0, small = 0;
        foreach (string example in File.ReadAllText(VectorCollection.PathOf("asymmetric/RSA/oaep-custom/oaep-sha256-sha256.txt")).Split("# =====").Skip(1))
        {
            List<(string Name, byte[] Value)> fields =
            [
                .. example.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '=')
                    .Aggregate(new List<(string, string)>(), (all, line) =>
                    {
                        if (line[0] == '#') all.Add((line.Trim('#', ' ', ':'), ""));
                        else all[^1] = (all[^1].Item1, all[^1].Item2 + line);
                        return all;
                    })
                    .Select(field => (field.Item1, Convert.FromHexString(field.Item2.Length % 2 == 0 ? field.Item2 : "0" + field.Item2))),
            ];
            using RSA rsa = RSA.Create(new RSAParameters
            {
                Modulus = Value("Modulus"),
                Exponent = Value("Public exponent"),
                D = fields.Last(field => field.Name == "Exponent").Value,
                P = Value("Prime 1"),
                Q = Value("Prime 2"),
                DP = Value("Prime exponent 1"),
                DQ = Value("Prime exponent 2"),
                InverseQ = Value("Coefficient"),
            });
            byte[][] messages = [.. fields.Where(field => field.Name == "Message").Select(field => field.Value)];
            byte[][] sealedMessages = [.. fields.Where(field => field.Name == "Encryption").Select(field => field.Value)];
            if (rsa.KeySize < RsaKeyWrap.MinimumRsaKeyBits)
            {
                small += messages.Length;
                continue;
            }

            for (int i = 0; i < messages.Length; i++)
            {
                using SecretBuffer? key = RsaKeyWrap.TryUnwrap(rsa, sealedMessages[i]);
                Assert.Equal(messages[i], key!.Span.ToArray());
                opened++;
            }

            byte[] Value(string name) => fields.First(field => field.Name == name).Value;
        }

        output.WriteLine($"RSA-OAEP: {opened} opened; {small} with keys under {RsaKeyWrap.MinimumRsaKeyBits} bits, which are not offered.");
        Assert.Equal(60, opened + small);
    }

    private static byte[] Hex(IReadOnlyDictionary<string, string> test, string name) => Convert.FromHexString(test[name]);
}
