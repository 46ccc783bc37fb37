using System.Security.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// RSA in SSH: RFC 4253 keys with RFC 8332 signatures (PKCS#1 v1.5, SHA-256 or SHA-512). Moduli from 1,024 to
/// 16,384 bits, as OpenSSH. Signatures with SHA-1 (<c>ssh-rsa</c>) are neither made nor accepted.
/// </summary>
internal sealed class SshRsaAlgorithm : SshAlgorithm
{
    public const string AlgorithmName = "ssh-rsa";
    private const int MinimumBits = 1024;
    private const int MaximumBits = 16384;
    private const int MaximumExponentSize = 8;

    public SshRsaAlgorithm()
        : base(AlgorithmName, "RSA")
    {
    }

    public override int ReadPublicFields(ref SshWireReader reader)
    {
        ReadOnlySpan<byte> exponent = reader.ReadPositiveInteger();
        ReadOnlySpan<byte> modulus = reader.ReadPositiveInteger();
        return CheckPublic(reader, modulus, exponent);
    }

    public override void ReadPrivateFields(ref SshWireReader reader, SshWireWriter publicFields)
    {
        ReadOnlySpan<byte> n = reader.ReadPositiveInteger();
        ReadOnlySpan<byte> e = reader.ReadPositiveInteger();
        ReadOnlySpan<byte> d = reader.ReadPositiveInteger();
        ReadOnlySpan<byte> inverse = reader.ReadPositiveInteger();
        ReadOnlySpan<byte> p = reader.ReadPositiveInteger();
        ReadOnlySpan<byte> q = reader.ReadPositiveInteger();
        CheckPublic(reader, n, e);
        if (d.Length > n.Length || p.Length > n.Length || q.Length > n.Length || inverse.Length > n.Length)
        {
            throw reader.Malformed("a private RSA number is larger than the modulus.");
        }

        CheckRelations(n, e, d, inverse, p, q);
        publicFields.WritePositiveInteger(e);
        publicFields.WritePositiveInteger(n);
    }

    public override void Generate(int bits, SshWireWriter body)
    {
        using RSA rsa = RSA.Create(bits);
        RSAParameters key = rsa.ExportParameters(includePrivateParameters: true);
        try
        {
            WriteBody(key.Modulus, key.Exponent, key.D, key.InverseQ, key.P, key.Q, body);
        }
        finally
        {
            Wipe(key);
        }
    }

    /// <summary>Writes a private body from unsigned big-endian numbers.</summary>
    public static void WriteBody(
        ReadOnlySpan<byte> n, ReadOnlySpan<byte> e, ReadOnlySpan<byte> d, ReadOnlySpan<byte> inverse, ReadOnlySpan<byte> p, ReadOnlySpan<byte> q, SshWireWriter body)
    {
        body.WriteText(AlgorithmName);
        body.WritePositiveInteger(n);
        body.WritePositiveInteger(e);
        body.WritePositiveInteger(d);
        body.WritePositiveInteger(inverse);
        body.WritePositiveInteger(p);
        body.WritePositiveInteger(q);
    }

    public override void Sign(SshWireReader fields, ReadOnlySpan<byte> data, SshRsaHash rsaHash, SshWireWriter signature)
    {
        RSAParameters parameters = ToParameters(fields);
        try
        {
            using RSA rsa = RSA.Create(parameters);
            bool sha256 = rsaHash == SshRsaHash.Sha256;
            byte[] bytes = rsa.SignData(data, sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1);
            signature.WriteText(sha256 ? "rsa-sha2-256" : "rsa-sha2-512");
            signature.WriteString(bytes);
        }
        catch (CryptographicException error)
        {
            // The numbers fit together, and yet the platform refuses them: the primes are none.
            throw SecurityErrors.SshKeyInconsistent($"its RSA numbers are not those of a key ({error.Message}).");
        }
        finally
        {
            Wipe(parameters);
        }
    }

    public override void WriteFieldsBesideCertificate(SshWireReader fields, SshWireWriter message)
    {
        fields.ReadString();
        fields.ReadString();
        message.WriteBytes(fields.Remaining);
    }

    public override bool Verify(SshWireReader publicFields, string signatureAlgorithm, SshWireReader signature, ReadOnlySpan<byte> data)
    {
        HashAlgorithmName hash;
        if (signatureAlgorithm == "rsa-sha2-512") hash = HashAlgorithmName.SHA512;
        else if (signatureAlgorithm == "rsa-sha2-256") hash = HashAlgorithmName.SHA256;
        else return false;

        ReadOnlySpan<byte> exponent = publicFields.ReadPositiveInteger();
        ReadOnlySpan<byte> modulus = publicFields.ReadPositiveInteger();
        ReadOnlySpan<byte> bytes = signature.ReadString();
        if (!signature.IsAtEnd || bytes.Length > modulus.Length) return false;

        // Some signers drop leading zeros.
        byte[] padded = new byte[modulus.Length];
        bytes.CopyTo(padded.AsSpan(padded.Length - bytes.Length));
        using RSA rsa = RSA.Create(new RSAParameters { Modulus = modulus.ToArray(), Exponent = exponent.ToArray() });
        return rsa.VerifyData(data, padded, hash, RSASignaturePadding.Pkcs1);
    }

    /// <summary>The key in .NET's form; the caller wipes it.</summary>
    public static RSAParameters ToParameters(SshWireReader fields)
    {
        ReadOnlySpan<byte> n = fields.ReadPositiveInteger();
        ReadOnlySpan<byte> e = fields.ReadPositiveInteger();
        ReadOnlySpan<byte> d = fields.ReadPositiveInteger();
        ReadOnlySpan<byte> inverse = fields.ReadPositiveInteger();
        ReadOnlySpan<byte> p = fields.ReadPositiveInteger();
        ReadOnlySpan<byte> q = fields.ReadPositiveInteger();
        int half = (n.Length + 1) / 2;
        if (p.Length > half || q.Length > half) throw SecurityErrors.SshKeyUnsupported("RSA keys whose primes differ in size are not supported.");

        using SecretNumber exponent = SecretNumber.FromBytes(d);
        using SecretNumber first = SecretNumber.FromBytes(p);
        using SecretNumber second = SecretNumber.FromBytes(q);
        using SecretNumber firstLess = first.MinusOne();
        using SecretNumber secondLess = second.MinusOne();
        using SecretNumber dp = exponent.Modulo(firstLess);
        using SecretNumber dq = exponent.Modulo(secondLess);
        return new RSAParameters
        {
            Modulus = n.ToArray(),
            Exponent = e.ToArray(),
            D = exponent.ToBytes(n.Length),
            P = first.ToBytes(half),
            Q = second.ToBytes(half),
            DP = dp.ToBytes(half),
            DQ = dq.ToBytes(half),
            InverseQ = Padded(inverse, half),
        };
    }

    /// <summary>Wipes the private numbers.</summary>
    public static void Wipe(RSAParameters key)
    {
        foreach (byte[]? number in (byte[]?[])[key.D, key.P, key.Q, key.DP, key.DQ, key.InverseQ])
        {
            if (number is not null) CryptographicOperations.ZeroMemory(number);
        }
    }

    private static int CheckPublic(SshWireReader reader, ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        int bits = (modulus.Length * 8) - (System.Numerics.BitOperations.LeadingZeroCount((uint)modulus[0]) - 24);
        if (bits is < MinimumBits or > MaximumBits) throw SecurityErrors.SshKeyUnsupported($"An RSA key of {bits} bits is not supported; the range is {MinimumBits} to {MaximumBits}.");
        bool oddAndAboveOne = (exponent[^1] & 1) == 1 && !(exponent.Length == 1 && exponent[0] == 1);
        if ((modulus[^1] & 1) == 0 || !oddAndAboveOne || exponent.Length > MaximumExponentSize) throw reader.Malformed("the public RSA numbers are out of range.");
        return bits;
    }

    private static void CheckRelations(
        ReadOnlySpan<byte> n, ReadOnlySpan<byte> e, ReadOnlySpan<byte> d, ReadOnlySpan<byte> inverse, ReadOnlySpan<byte> p, ReadOnlySpan<byte> q)
    {
        using SecretNumber first = SecretNumber.FromBytes(p);
        using SecretNumber second = SecretNumber.FromBytes(q);
        using SecretNumber product = first.Times(second);
        bool valid = first.IsAboveOne && second.IsAboveOne && product.HasValue(n);
        if (valid)
        {
            using SecretNumber publicExponent = SecretNumber.FromBytes(e);
            using SecretNumber privateExponent = SecretNumber.FromBytes(d);
            using SecretNumber both = publicExponent.Times(privateExponent);
            using SecretNumber coefficient = SecretNumber.FromBytes(inverse);
            using SecretNumber unit = coefficient.Times(second);
            using SecretNumber unitModulo = unit.Modulo(first);
            valid = unitModulo.IsOne && IsOneModuloPredecessor(both, first) && IsOneModuloPredecessor(both, second);
        }

        if (!valid) throw SecurityErrors.SshKeyInconsistent("its RSA numbers do not belong together.");
    }

    private static bool IsOneModuloPredecessor(SecretNumber value, SecretNumber prime)
    {
        using SecretNumber predecessor = prime.MinusOne();
        using SecretNumber rest = value.Modulo(predecessor);
        return rest.IsOne;
    }

    private static byte[] Padded(ReadOnlySpan<byte> number, int size)
    {
        byte[] padded = GC.AllocateArray<byte>(size, pinned: true);
        number.CopyTo(padded.AsSpan(size - number.Length));
        return padded;
    }
}
