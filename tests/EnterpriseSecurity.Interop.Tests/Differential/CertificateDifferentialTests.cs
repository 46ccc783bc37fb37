using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.HostileInput;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Interop.Tests.Support;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>What openssl reads and refuses, and what we do.</summary>
[Trait("Category", "Differential")]
public sealed partial class CertificateDifferentialTests(ITestOutputHelper output) : IDisposable
{
    private const string Tool = "openssl";
    private static readonly string[] Names = ["-nameopt", "sep_comma_plus,dn_rev,esc_2253,esc_ctrl,utf8,dump_nostr,dump_der,sname"];

    private static readonly string[] Unread = ["Bad time value", "<Parse Error>"];

    private readonly string _folder = Directory.CreateTempSubdirectory("es-differential-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NativeFact(Tool)]
    public void Certificates() => Compare(
        "certificate", ["certificate.pem", "ca.pem"], input => Ask(input, ["x509", "-noout", "-text", "-certopt", "ext_error", "-serial", "-subject", "-enddate", "-dateopt", "iso_8601", .. Names], text =>
            $"{Hex(Value(text, "serial"))} {Runs(Value(text, "subject"))} {Value(text, "notAfter")} {string.Join(' ', AlternativeNames(text))}"),
        input =>
        {
            using CertificateBundle bundle = CertificateFile.Parse(input);
            CertificateInfo info = CertificateInfo.Of(bundle.Leaf);
            return $"{Hex(info.SerialNumberHex)} {Runs(info.Subject)} {Time(info.NotAfter)} {string.Join(' ', info.AlternativeNames.Select(Describe).OfType<string>())}";
        });

    [NativeFact(Tool)]
    public void Requests() => Compare(
        "certificate-request", ["request.pem"], input =>
        {
            ToolResult result = NativeTool.Run(Tool, ["req", "-in", Write(input), "-noout", "-verify", "-subject", .. Names]);
            bool isGood = result.ExitCode == 0 && (result.Output + result.Errors).Contains("verify OK", StringComparison.Ordinal);
            return isGood ? new Answer(Runs(Value(result.Output, "subject")), "") : new Answer(null, result.Errors);
        },
        input => Runs(CertificateSigningRequest.Parse(input).Subject));

    [NativeFact(Tool)]
    public void Revocation_lists() => Compare(
        "revocation-list", ["list.pem"], input => Ask(input, ["crl", "-noout", "-text", "-issuer", "-nextupdate", "-dateopt", "iso_8601", .. Names], text =>
            $"{Runs(Value(text, "issuer"))} {Value(text, "nextUpdate")} {string.Join(' ', SerialNumber().Matches(text).Select(match => Hex(match.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal))}"),
        input =>
        {
            RevocationList list = RevocationList.Parse(input);
            return $"{Runs(list.Issuer)} {(list.NextUpdate is { } next ? Time(next) : "NONE")} {string.Join(' ', list.Entries.Select(entry => Hex(entry.SerialNumberHex)).Order(StringComparer.Ordinal))}";
        });

    [NativeFact(Tool)]
    public void Private_keys() => Compare(
        "private-key", ["pkcs8-rsa.pem", "pkcs8-ec.pem", "pkcs8-ed25519.pem", "pkcs1-rsa.pem", "sec1-ec.pem"], input => Ask(input, ["pkey", "-passin", "pass:", "-pubout"], text => text.Trim()),
        input =>
        {
            using CertificateKey key = CertificateKey.Load(input);
            return PemEncoding.WriteString("PUBLIC KEY", key.PublicKeyInfo.Span);
        });

    [NativeFact(Tool)]
    public void Pkcs12_files()
    {
        byte[][] samples = [Samples.Bytes("bundle.p12"), Samples.Bytes("plain.p12")];
        Compare("pkcs12", samples, [.. samples.Select(Shapes.Der)], input => Ask(input, ["pkcs12", "-passin", "pass:x", "-noenc"], text => Digest(Certificate().Matches(text).Select(match => PemBytes(match.Value)))), input =>
        {
            using SecretBuffer passphrase = SecretBuffer.FromUtf8("x");
            using CertificateBundle bundle = CertificateFile.Parse(input, passphrase);
            return Digest(bundle.Certificates.Select(one => one.RawData));
        });
    }

    private void Compare(string format, string[] files, Func<byte[], Answer> tool, Func<byte[], string?> ours) =>
        Compare(format, [.. files.Select(Samples.Bytes)], [.. files.Select(file => Shapes.Pem(Samples.Text(file), Shapes.Der))], tool, ours);

    private void Compare(string format, byte[][] samples, Piece[] pieces, Func<byte[], Answer> tool, Func<byte[], string?> ours) =>
        output.WriteLine(new DifferentialRun(format, samples, pieces, tool, input => Answer.Of(() => ours(input))).Run());

    private Answer Ask(byte[] input, string[] arguments, Func<string, string> meaning)
    {
        ToolResult result = NativeTool.Run(Tool, [arguments[0], "-in", Write(input), .. arguments[1..]]);
        // It prints that it cannot read a time or an extension, and goes on.
        string? unread = Unread.FirstOrDefault(words => result.Output.Contains(words, StringComparison.Ordinal));
        return result.ExitCode == 0 && unread is null ? new Answer(meaning(result.Output), "") : new Answer(null, unread ?? result.Errors);
    }

    private string Write(byte[] input)
    {
        string path = Path.Combine(_folder, "input");
        File.WriteAllBytes(path, input);
        return path;
    }

    private static string Value(string text, string name) => Regex.Match(text.Replace("\\\n", "", StringComparison.Ordinal), $"^{name}=(.*)$", RegexOptions.Multiline).Groups[1].Value;

    private static string Hex(string digits) => digits.Replace("\\\n", "", StringComparison.Ordinal).ToUpperInvariant().TrimStart('0');

    // Names are written in many ways: compared are the words in them, and the types that both know by the same name.
    private static string Runs(string name) => string.Join(' ', Word().Matches(Escape().Replace(OtherType().Replace(name, "$1"), " ")).Select(match => match.Value).Order(StringComparer.Ordinal));

    private static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static IEnumerable<string> AlternativeNames(string text)
    {
        if (NamesOf().Match(text) is not { Success: true } names) return [];
        return NextName().Split(names.Groups[1].Value).Select(name => name.StartsWith("IP Address:", StringComparison.Ordinal) && IPAddress.TryParse(name[11..], out IPAddress? address) ? $"IP:{address}" : Shown(name))
            .Where(name => name.StartsWith("DNS:", StringComparison.Ordinal) || name.StartsWith("IP:", StringComparison.Ordinal) || name.StartsWith("email:", StringComparison.Ordinal) || name.StartsWith("URI:", StringComparison.Ordinal));
    }

    // What cannot be printed and the backslash, which openssl writes as they are and we as their numbers.
    private static string Shown(string name) => Unprintable().Replace(name, "?");

    private static string? Describe(CertificateName name) => name.Kind switch
    {
        CertificateNameKind.Dns => Shown($"DNS:{name.Value}"),
        // Octets that are no address are shown as a number, which is not to be taken for one.
        CertificateNameKind.Ip => name.Value.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(name.Value, out _) ? $"IP:{name.Value}" : null,
        CertificateNameKind.Email => Shown($"email:{name.Value}"),
        CertificateNameKind.Uri => Shown($"URI:{name.Value}"),
        _ => null,
    };

    private static byte[] PemBytes(string pem) => Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);

    private static string Digest(IEnumerable<byte[]> certificates) => string.Join(' ', certificates.Select(one => Convert.ToHexString(SHA256.HashData(one))).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"(^|(?<!\\)[,+])(?!(?:CN|O|OU|C|L|ST|DC|UID|emailAddress|serialNumber|title)=)[A-Za-z0-9.-]+=")]
    private static partial Regex OtherType();

    [GeneratedRegex(@"(\\x[0-9A-F]{2}|\\|[^\x21-\x7e])+")]
    private static partial Regex Unprintable();

    // A name may have line breaks in it: what comes next is another extension, or the signature.
    [GeneratedRegex(@"X509v3 Subject Alternative Name:[^\n]*\n {16}(.*?)\n(?: {12}\S| {4}Signature )", RegexOptions.Singleline)]
    private static partial Regex NamesOf();

    // A comma and a space may be in a name too.
    [GeneratedRegex(", (?=DNS:|IP Address:|email:|URI:|DirName:|othername:|Registered ID:|X400Name:|EdiPartyName:)")]
    private static partial Regex NextName();

    [GeneratedRegex(@"\\[0-9A-F]{2}|[\u0080-\u009f]")]
    private static partial Regex Escape();

    [GeneratedRegex("[A-Za-z0-9.é]{2,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"Serial Number: ((?:[0-9A-F-]|\\\n)+)")]
    private static partial Regex SerialNumber();

    [GeneratedRegex("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", RegexOptions.Singleline)]
    private static partial Regex Certificate();
}
