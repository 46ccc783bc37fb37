using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Certificates;

/// <summary>What openssl refuses in files of certificates is refused here, and what it reads in names is read.</summary>
public sealed class MalformedFileTests
{
    private const string CrlNumber = "2.5.29.20";
    private const string CrlReason = "2.5.29.21";
    private static readonly byte[] Number = [0x02, 0x01, 0x01];
    private static readonly byte[] Reason = [0x0A, 0x01, 0x01];
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    [Fact]
    public void A_block_that_begins_in_another_is_refused()
    {
        using TestAuthority root = TestAuthority.Root();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string certificate = PemEncoding.WriteString("CERTIFICATE", root.Certificate.RawData);
        string list = PemEncoding.WriteString("X509 CRL", root.Revoke());
        string request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        string pkcs8 = key.ExportPkcs8PrivateKeyPem();

        Assert.Throws<MalformedDataException>(() => CertificateFile.Parse(Twice(certificate)));
        Assert.Throws<MalformedDataException>(() => RevocationList.Parse(Twice(list)));
        Assert.Throws<MalformedDataException>(() => CertificateSigningRequest.Parse(Twice(request)));
        Assert.Throws<MalformedDataException>(() => CertificateKey.Load(Twice(pkcs8)));

        static byte[] Twice(string pem) => Utf8($"{pem.Split('\n')[0]}\n{pem}");
    }

    [Fact]
    public void Only_a_line_of_its_own_begins_a_block()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();

        Assert.Equal("CN=x", CertificateSigningRequest.Parse(Utf8($"\uFEFFsome text\r\n{request.ReplaceLineEndings("\r\n")}\r\nmore text")).Subject);
        Assert.Throws<MalformedDataException>(() => CertificateSigningRequest.Parse(Utf8("see " + request)));
        Assert.Throws<MalformedDataException>(() => CertificateSigningRequest.Parse(Utf8(request + "x")));
        Assert.Equal("CN=x", CertificateSigningRequest.Parse(Utf8("0 is no DER\n" + request)).Subject);
    }

    [Fact]
    public void A_private_key_has_no_more_than_its_format_allows()
    {
        byte[] seed = [0x04, 0x20, .. RandomNumberGenerator.GetBytes(32)];
        byte[] octets = [0x04, 0x01, 0x00];
        byte[] publicKey = [0x81, 0x02, 0x00, 0x01];

        using CertificateKey plain = CertificateKey.Load(Pkcs8(seed));
        using CertificateKey extended = CertificateKey.Load(Pkcs8(seed, after: [0xA0, 0x00, .. publicKey]));
        Assert.Equal(plain.PublicKeyInfo.ToArray(), extended.PublicKeyInfo.ToArray());
        Assert.Throws<MalformedDataException>(() => CertificateKey.Load(Pkcs8(seed, after: octets)));
        Assert.Throws<MalformedDataException>(() => CertificateKey.Load(Pkcs8(seed, parameters: [0x05, 0x00])));
        using SecretBuffer loose = SecretBuffer.CopyOf(Pkcs8(seed, after: octets));
        Assert.Throws<MalformedDataException>(() => CertificateKey.FromPkcs8(loose));
    }

    [Fact]
    public void A_revocation_list_has_each_extension_once_and_whole()
    {
        Assert.Single(RevocationList.Parse(List([(CrlNumber, Number)], [(CrlReason, Reason)])).Entries);
        Refused(List([(CrlNumber, Number), (CrlNumber, Number)], []));
        Refused(List([(CrlNumber, [.. Number, .. Number])], []));
        Refused(List([(CrlNumber, [0xC2, 0x01])], []));
        Refused(List([], [(CrlReason, Reason), (CrlReason, Reason)]));
        Refused(List([], [(CrlReason, [.. Reason, 0x00])]));
        Refused(List([(CrlNumber, Number)], [], inExtension: Number));
        Refused(List([], [(CrlReason, Reason)], inEntry: [0x30, 0x00]));

        static void Refused(byte[] list) => Assert.Equal("RevocationListMalformed", Assert.Throws<MalformedDataException>(() => RevocationList.Parse(list)).ErrorId);
    }

    [Fact]
    public void A_name_holds_texts()
    {
        Assert.Equal("CN=*.x_y@z", DistinguishedNameText.Of(Name([0x13, 0x07, .. "*.x_y@z"u8])));
        Assert.Equal("CN=*.x_y@z", DistinguishedNameText.CommonNameOf(new X500DistinguishedName(Name([0x13, 0x07, .. "*.x_y@z"u8]))) is { } name ? $"CN={name}" : null);
        Assert.Equal("CN=é", DistinguishedNameText.Of(Name([0x16, 0x01, 0xE9])));
        Assert.Equal("CN=#03020780", DistinguishedNameText.Of(Name([0x03, 0x02, 0x07, 0x80])));
        foreach (byte[] value in (byte[][])[[0x04, 0x01, 0x41], [0x02, 0x01, 0x41], [0x03, 0x02, 0x55, 0x53], [0x1A, 0x01, 0x41], [0x80, 0x01, 0x41]])
        {
            Assert.Throws<AsnContentException>(() => DistinguishedNameText.Of(Name(value)));
        }
    }

    [Fact]
    public void A_signature_of_two_numbers_has_them_in_der()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] request, numbers;
        do
        {
            request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequest();
            numbers = new AsnReader(request, AsnEncodingRules.DER).ReadSequence() is { } outer && outer.ReadEncodedValue().Length > 0 && outer.ReadEncodedValue().Length > 0 ? outer.ReadBitString(out _) : [];
        }
        while (numbers[4] != 0);

        // The first number without the zero that keeps it positive.
        byte[] negative = [0x30, (byte)(numbers[1] - 1), 0x02, (byte)(numbers[3] - 1), .. numbers[5..]];

        Assert.Equal("CN=x", CertificateSigningRequest.Parse(request).Subject);
        Assert.Equal("CertificateRequestSignatureBad", Assert.Throws<IntegrityException>(() => CertificateSigningRequest.Parse(WithSignature(request, negative))).ErrorId);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Der(Action<AsnWriter> write)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence()) write(writer);
        return writer.Encode();
    }

    private static byte[] Pkcs8(byte[] key, byte[]? parameters = null, byte[]? after = null)
    {
        byte[] identifier = [0x06, 0x03, 0x2B, 0x65, 0x70, .. parameters ?? []];
        byte[] content = [0x02, 0x01, 0x00, 0x30, (byte)identifier.Length, .. identifier, 0x04, (byte)key.Length, .. key, .. after ?? []];
        return [0x30, (byte)content.Length, .. content];
    }

    private static byte[] Name(byte[] value)
    {
        byte[] pair = [0x06, 0x03, 0x55, 0x04, 0x03, .. value];
        byte[] set = [0x30, (byte)pair.Length, .. pair];
        return [0x30, (byte)(set.Length + 2), 0x31, (byte)set.Length, .. set];
    }

    private static byte[] WithSignature(byte[] request, byte[] signature)
    {
        AsnReader outer = new AsnReader(request, AsnEncodingRules.DER).ReadSequence();
        byte[] body = outer.ReadEncodedValue().ToArray();
        byte[] algorithm = outer.ReadEncodedValue().ToArray();
        return Der(writer =>
        {
            writer.WriteEncodedValue(body);
            writer.WriteEncodedValue(algorithm);
            writer.WriteBitString(signature);
        });
    }

    private static byte[] List((string Oid, byte[] Value)[] extensions, (string Oid, byte[] Value)[] entryExtensions, byte[]? inExtension = null, byte[]? inEntry = null)
    {
        byte[] algorithm = Der(writer => writer.WriteObjectIdentifier("1.2.840.10045.4.3.2"));
        byte[] body = Der(writer =>
        {
            writer.WriteInteger(1);
            writer.WriteEncodedValue(algorithm);
            writer.WriteEncodedValue(new X500DistinguishedName("CN=x").RawData);
            writer.WriteUtcTime(TestCertificates.Now);
            writer.WriteUtcTime(TestCertificates.Now.AddDays(1));
            writer.WriteEncodedValue(Der(entries => entries.WriteEncodedValue(Der(entry =>
            {
                entry.WriteInteger(7);
                entry.WriteUtcTime(TestCertificates.Now);
                if (entryExtensions.Length > 0) entry.WriteEncodedValue(Extensions(entryExtensions, null));
                if (inEntry is not null) entry.WriteEncodedValue(inEntry);
            }))));
            using (writer.PushSequence(Context0)) writer.WriteEncodedValue(Extensions(extensions, inExtension));
        });
        return Der(writer =>
        {
            writer.WriteEncodedValue(body);
            writer.WriteEncodedValue(algorithm);
            writer.WriteBitString([0]);
        });
    }

    private static byte[] Extensions((string Oid, byte[] Value)[] extensions, byte[]? more) => Der(writer =>
    {
        foreach ((string oid, byte[] value) in extensions)
        {
            writer.WriteEncodedValue(Der(extension =>
            {
                extension.WriteObjectIdentifier(oid);
                extension.WriteOctetString(value);
                if (more is not null) extension.WriteEncodedValue(more);
            }));
        }
    });
}
