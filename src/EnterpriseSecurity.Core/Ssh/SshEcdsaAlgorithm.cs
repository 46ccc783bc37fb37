using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>ECDSA over a NIST curve in SSH: RFC 5656. Points are uncompressed; the hash belongs to the curve.</summary>
internal sealed class SshEcdsaAlgorithm : SshAlgorithm
{
    private readonly ECCurve _curve;
    private readonly HashAlgorithmName _hash;

    public SshEcdsaAlgorithm(string curveName, int bits, ECCurve curve, string curveOid, HashAlgorithmName hash)
        : base("ecdsa-sha2-" + curveName, "ECDSA")
    {
        CurveName = curveName;
        Bits = bits;
        CurveOid = curveOid;
        _curve = curve;
        _hash = hash;
    }

    public string CurveName { get; }

    public string CurveOid { get; }

    public int Bits { get; }

    /// <summary>The size in bytes of a coordinate, and of the private number.</summary>
    public int FieldSize => (Bits + 7) / 8;

    public static SshEcdsaAlgorithm? FindByCurveOid(string oid) => oid switch
    {
        "1.2.840.10045.3.1.7" => (SshEcdsaAlgorithm?)Find("ecdsa-sha2-nistp256"),
        "1.3.132.0.34" => (SshEcdsaAlgorithm?)Find("ecdsa-sha2-nistp384"),
        "1.3.132.0.35" => (SshEcdsaAlgorithm?)Find("ecdsa-sha2-nistp521"),
        _ => null,
    };

    public override int ReadPublicFields(ref SshWireReader reader)
    {
        ReadOnlySpan<byte> point = ReadPoint(ref reader);
        using ECDsa publicKey = ImportPublic(point);
        return Bits;
    }

    public override void ReadPrivateFields(ref SshWireReader reader, SshWireWriter publicFields)
    {
        ReadOnlySpan<byte> point = ReadPoint(ref reader);
        ReadOnlySpan<byte> number = reader.ReadPositiveInteger();
        if (number.Length > FieldSize) throw reader.Malformed("the private number is too large for the curve.");

        using ECDsa publicKey = ImportPublic(point);
        using ECDsa privateKey = ImportPrivate(point, number);
        if (!BelongTogether(privateKey, publicKey)) throw SecurityErrors.SshKeyInconsistent("its public part does not belong to its private part.");
        publicFields.WriteText(CurveName);
        publicFields.WriteString(point);
    }

    public override void Generate(int bits, SshWireWriter body)
    {
        using ECDsa key = ECDsa.Create(_curve);
        ECParameters parameters = key.ExportParameters(includePrivateParameters: true);
        try
        {
            body.WriteText(Name);
            body.WriteText(CurveName);
            body.WriteUInt32((uint)(1 + (2 * FieldSize)));
            body.WriteByte(4);
            body.WriteBytes(parameters.Q.X);
            body.WriteBytes(parameters.Q.Y);
            body.WritePositiveInteger(parameters.D);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }

    public override void Sign(SshWireReader fields, ReadOnlySpan<byte> data, SshRsaHash rsaHash, SshWireWriter signature)
    {
        ReadOnlySpan<byte> point = ReadPoint(ref fields);
        using ECDsa key = ImportPrivate(point, fields.ReadPositiveInteger());
        byte[] pair = key.SignData(data, _hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        using SshWireWriter numbers = new();
        numbers.WritePositiveInteger(pair.AsSpan(0, FieldSize));
        numbers.WritePositiveInteger(pair.AsSpan(FieldSize));
        signature.WriteText(Name);
        signature.WriteString(numbers);
    }

    public override void WriteFieldsBesideCertificate(SshWireReader fields, SshWireWriter message)
    {
        fields.ReadString();
        fields.ReadString();
        message.WriteBytes(fields.Remaining);
    }

    public override bool Verify(SshWireReader publicFields, string signatureAlgorithm, SshWireReader signature, ReadOnlySpan<byte> data)
    {
        if (signatureAlgorithm != Name) return false;
        SshWireReader numbers = new(signature.ReadString(), SshData.Signature);
        return signature.IsAtEnd && VerifyNumbers(ReadPoint(ref publicFields), numbers, data);
    }

    /// <summary>Checks the pair of numbers that is the signature proper.</summary>
    public bool VerifyNumbers(ReadOnlySpan<byte> point, SshWireReader numbers, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> r = numbers.ReadPositiveInteger();
        ReadOnlySpan<byte> s = numbers.ReadPositiveInteger();
        if (!numbers.IsAtEnd || r.Length > FieldSize || s.Length > FieldSize) return false;
        Span<byte> pair = stackalloc byte[2 * FieldSize];
        pair.Clear();
        r.CopyTo(pair[(FieldSize - r.Length)..]);
        s.CopyTo(pair[(pair.Length - s.Length)..]);
        using ECDsa key = ImportPublic(point);
        return key.VerifyData(data, pair, _hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>Reads the curve's name and the public point.</summary>
    public ReadOnlySpan<byte> ReadPoint(ref SshWireReader reader)
    {
        if (!reader.ReadString().SequenceEqual(Encoding.ASCII.GetBytes(CurveName))) throw reader.Malformed("the curve is not the one that the key type names.");
        ReadOnlySpan<byte> point = reader.ReadString();
        if (point.Length != 1 + (2 * FieldSize) || point[0] != 4) throw reader.Malformed("the public point is not an uncompressed point of the curve.");
        return point;
    }

    /// <summary>Writes the public point that belongs to a private number; the file at hand did not carry it.</summary>
    public byte[] ComputePoint(ReadOnlySpan<byte> number)
    {
        byte[] padded = GC.AllocateArray<byte>(FieldSize, pinned: true);
        try
        {
            number.CopyTo(padded.AsSpan(FieldSize - number.Length));
            using ECDsa key = ECDsa.Create(new ECParameters { Curve = _curve, D = padded });
            ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
            return [4, .. point.X!, .. point.Y!];
        }
        catch (CryptographicException error)
        {
            throw SecurityErrors.SshMalformed(SshData.Key, "the private number is not valid for its curve.", error);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(padded);
        }
    }

    // Platforms differ in what an import checks; a signature that the public point accepts proves it everywhere.
    private static bool BelongTogether(ECDsa privateKey, ECDsa publicKey)
    {
        Span<byte> digest = stackalloc byte[32];
        RandomNumberGenerator.Fill(digest);
        try
        {
            return publicKey.VerifyHash(digest, privateKey.SignHash(digest.ToArray()));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private ECDsa ImportPublic(ReadOnlySpan<byte> point) => Import(point, null);

    private ECDsa ImportPrivate(ReadOnlySpan<byte> point, ReadOnlySpan<byte> number)
    {
        byte[] padded = GC.AllocateArray<byte>(FieldSize, pinned: true);
        try
        {
            number.CopyTo(padded.AsSpan(FieldSize - number.Length));
            return Import(point, padded);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(padded);
        }
    }

    private ECDsa Import(ReadOnlySpan<byte> point, byte[]? number)
    {
        try
        {
            return ECDsa.Create(new ECParameters
            {
                Curve = _curve,
                Q = new ECPoint { X = point.Slice(1, FieldSize).ToArray(), Y = point[(1 + FieldSize)..].ToArray() },
                D = number,
            });
        }
        catch (CryptographicException error)
        {
            throw SecurityErrors.SshMalformed(SshData.Key, "its numbers are not valid for its curve.", error);
        }
    }
}
