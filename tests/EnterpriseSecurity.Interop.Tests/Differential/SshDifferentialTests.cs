using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EnterpriseSecurity.Core.Tests.HostileInput;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.Ssh;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>What ssh-keygen reads and refuses, and what we do.</summary>
[Trait("Category", "Differential")]
public sealed partial class SshDifferentialTests(ITestOutputHelper output) : IDisposable
{
    private const string Tool = "ssh-keygen";
    private const string CertificateLayout = "ssssUussUUsssss";

    private const int LongestShown = 200;

    private static readonly Dictionary<string, string> Utc = new() { ["TZ"] = "UTC" };

    private readonly string _folder = Directory.CreateTempSubdirectory("es-differential-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NativeFact(Tool)]
    public void Private_keys()
    {
        byte[][] samples = [Samples.Bytes("ssh-ed25519"), Samples.Bytes("ssh-ecdsa"), Samples.Bytes("ssh-rsa")];
        Compare("ssh-private-key", samples, [.. samples.Select(key => Shapes.OpenSshKey(Encoding.ASCII.GetString(key)))], input => Ask(input, ["-y", "-P", ""], text => KeyLine(text.TrimEnd('\n'))), input =>
        {
            using SshPrivateKey key = SshPrivateKeyFile.Read(input);
            return KeyLine(key.PublicKey.ToOpenSsh());
        });
    }

    [NativeFact(Tool)]
    public void Public_keys()
    {
        string[] samples = [Samples.Text("ssh-ed25519.pub").TrimEnd('\n'), Samples.Text("ssh-ecdsa.pub").TrimEnd('\n'), Samples.Text("ssh-rsa.pub").TrimEnd('\n')];
        Compare("ssh-public-key", [.. samples.Select(Encoding.UTF8.GetBytes)], [.. samples.Select(line => Shapes.SshLine(line))], input => Ask(input, ["-l"], Listed), input =>
        {
            SshPublicKey key = SshPublicKey.Parse(Encoding.UTF8.GetString(input));
            return Entry(key.GetFingerprint(), key.Comment);
        });
    }

    [NativeFact(Tool)]
    public void Certificates()
    {
        string sample = Samples.Text("ssh-ecdsa-cert.pub").TrimEnd('\n');
        using SshPrivateKey authority = SshPrivateKeyFile.Read(Samples.Bytes("ssh-ed25519"));
        Compare("ssh-certificate", [Encoding.UTF8.GetBytes(sample)], [Signed(sample, authority)], input => Ask(input, ["-L"], Certificate), input =>
        {
            SshCertificate certificate = SshCertificate.Parse(Encoding.UTF8.GetString(input));
            return certificate.IsSignatureValid() ? Describe(certificate) : null;
        });
    }

    [NativeFact(Tool)]
    public void Signatures()
    {
        Piece piece = Shapes.Pem(Samples.Text("data.sig"), blob => new Piece([new Piece(blob[..10]), Shapes.Wire(blob[10..])]));
        Compare("ssh-signature", [Samples.Bytes("data.sig")], [piece], input =>
        {
            ToolResult result = NativeTool.Run(Tool, ["-Y", "check-novalidate", "-n", "file", "-s", Write(input)], "data"u8.ToArray());
            return result.ExitCode == 0 ? new Answer(Fingerprint().Match(result.Output + result.Errors).Value, "") : new Answer(null, result.Errors + result.Output);
        }, input =>
        {
            SshSignature signature = SshSignature.Parse(Encoding.UTF8.GetString(input));
            return signature.Verify("data"u8, "file") ? signature.PublicKey.GetFingerprint() : null;
        });
    }

    [NativeFact(Tool)]
    public void Authorized_keys()
    {
        byte[] sample = Samples.Bytes("authorized_keys");
        Piece piece = new(Encoding.UTF8.GetString(sample).Split('\n').Select(line => Shapes.SshLine(line)), separator: "\n");
        // ssh-keygen passes over options without reading them: lines whose options we refuse, as sshd does, are left out for it.
        Compare("authorized-keys", [sample], [piece], input => Ask(WithoutBadOptions(input), ["-l"], Listed), input =>
        {
            IReadOnlyList<SshAuthorizedKeyEntry> entries = new SshAuthorizedKeysText(input, TimeZoneInfo.Utc).Content.Entries;
            return entries.Count == 0 ? null : string.Join('\n', entries.Select(entry => Entry(entry.Fingerprint, entry.Comment)));
        });
    }

    private static byte[] WithoutBadOptions(byte[] input)
    {
        string[] lines = Encoding.Latin1.GetString(input).Split('\n');
        SshAuthorizedKeysContent content = new SshAuthorizedKeysText(input, TimeZoneInfo.Utc).Content;
        foreach (SshLineProblem problem in content.Problems.Where(one => content.Entries.All(entry => entry.LineNumber != one.LineNumber)))
        {
            string line = lines[problem.LineNumber - 1].TrimStart();
            bool isKey = BareKey().IsMatch(line);
            if (!isKey) lines[problem.LineNumber - 1] = "";
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private void Compare(string format, byte[][] samples, Piece[] pieces, Func<byte[], Answer> tool, Func<byte[], string?> ours) =>
        output.WriteLine(new DifferentialRun(format, samples, pieces, tool, input => Answer.Of(() => ours(input))).Run());

    private Answer Ask(byte[] input, string[] arguments, Func<string, string> meaning)
    {
        ToolResult result = NativeTool.Run(Tool, [.. arguments, "-f", Write(input)], environment: Utc);
        return result.ExitCode == 0 ? new Answer(meaning(result.Output), "") : new Answer(null, result.Errors + result.Output);
    }

    private string Write(byte[] input)
    {
        string path = Path.Combine(_folder, "input");
        File.WriteAllBytes(path, input);
        // Else ssh-keygen refuses a private key.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    // Signed anew, so that what was changed in it is read.
    private static Piece Signed(string line, SshPrivateKey authority)
    {
        string[] words = line.Split(' ');
        Piece fields = Shapes.Wire(Convert.FromBase64String(words[1]), CertificateLayout);
        fields.Parts!.RemoveAt(fields.Parts.Count - 1);
        Piece blob = new([fields], bytes => Encoding.ASCII.GetBytes(Convert.ToBase64String([.. bytes, .. Shapes.Prefix(authority.Sign(bytes))])));
        return new Piece([new Piece(Encoding.UTF8.GetBytes(words[0])), blob, new Piece(Encoding.UTF8.GetBytes(words[2]))], separator: " ");
    }

    // The tool writes what cannot be printed in its own way, and we as a question mark.
    private static string Plain(string text)
    {
        // It also cuts what is long.
        string begin = text[..Math.Min(text.Length, LongestShown)];
        return begin.All(one => one is >= ' ' and <= '~' and not ('\\' or '?')) ? begin.Trim() : "?";
    }

    private static string Entry(string fingerprint, string comment) => $"{fingerprint} {Plain(comment.Length == 0 ? "no comment" : comment)}";

    private static string KeyLine(string line)
    {
        string[] words = line.Split(' ', 3);
        return $"{words[0]} {words[1]} {Plain(words.ElementAtOrDefault(2) ?? "")}";
    }

    private static string Listed(string text) =>
        string.Join('\n', ListedKey().Matches(text).Select(match => Entry(match.Groups[1].Value, match.Groups[2].Value)));

    private static string Certificate(string text)
    {
        string[] lines = [.. text.Split('\n').Skip(1).Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
        List<string> meaning = [];
        foreach (string line in lines)
        {
            string trimmed = line.Trim();
            bool isItem = line.StartsWith("                ", StringComparison.Ordinal);
            // Of options, the names; their values have their own tests.
            if (isItem) meaning[^1] += " " + Plain(trimmed.Split(' ')[0]);
            else if (trimmed.StartsWith("Public key:", StringComparison.Ordinal) || trimmed.StartsWith("Signing CA:", StringComparison.Ordinal)) meaning.Add(trimmed[..10] + Fingerprint().Match(trimmed).Value);
            else if (trimmed.StartsWith("Key ID:", StringComparison.Ordinal)) meaning.Add("Key ID: " + Plain(trimmed[9..^1]));
            else meaning.Add(FarTime().Replace(trimmed, "9999-12-31T23:59:59").Replace(" (none)", "", StringComparison.Ordinal).TrimEnd());
        }

        return string.Join('\n', meaning.Select(SortedOptions));
    }

    private static string Describe(SshCertificate certificate) => string.Join('\n',
        $"Type: {certificate.Algorithm} {(certificate.Type == SshCertificateType.User ? "user" : "host")} certificate",
        $"Public key{certificate.PublicKey.GetFingerprint()}",
        $"Signing CA{certificate.SigningKey.GetFingerprint()}",
        $"Key ID: {Plain(certificate.KeyId)}",
        string.Create(CultureInfo.InvariantCulture, $"Serial: {certificate.Serial}"),
        $"Valid: {Validity(certificate)}",
        string.Join(' ', (string[])["Principals:", .. certificate.Principals.Select(Plain).Select(name => name.Split(' ')[0])]),
        SortedOptions(string.Join(' ', (string[])["Critical Options:", .. certificate.CriticalOptions.Keys.Select(Plain)])),
        SortedOptions(string.Join(' ', (string[])["Extensions:", .. certificate.Extensions.Keys.Select(Plain)])));

    // Their order means nothing.
    private static string SortedOptions(string line)
    {
        if (!line.StartsWith("Critical Options:", StringComparison.Ordinal) && !line.StartsWith("Extensions:", StringComparison.Ordinal)) return line;
        int names = line.IndexOf(':') + 1;
        return line[..names] + string.Concat(line[names..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(name => " " + name));
    }

    private static string Validity(SshCertificate certificate) => (certificate.ValidAfter, certificate.ValidBefore) switch
    {
        (null, null) => "forever",
        ({ } after, null) => $"after {Time(after)}",
        (null, { } before) => $"before {Time(before)}",
        ({ } after, { } before) => $"from {Time(after)} to {Time(before)}",
    };

    private static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("s", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"SHA256:\S+")]
    private static partial Regex Fingerprint();

    [GeneratedRegex(@"^(ssh|ecdsa)-\S+\s+AAAA")]
    private static partial Regex BareKey();

    // .NET's calendar ends with the year 9999.
    [GeneratedRegex(@"\d{5,}-\d\d-\d\dT\d\d:\d\d:\d\d")]
    private static partial Regex FarTime();

    [GeneratedRegex(@"^\d+ (SHA256:\S+) (.*) \(\S+\)\r?$", RegexOptions.Multiline)]
    private static partial Regex ListedKey();
}
