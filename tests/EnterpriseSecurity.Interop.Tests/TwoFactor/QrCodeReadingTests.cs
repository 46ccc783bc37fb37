using System.Text;
using EnterpriseSecurity.Interop.Tests.Support;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Interop.Tests.TwoFactor;

/// <summary>QR codes as zbarimg reads them: the pictures, and the terminal's text as its blocks look.</summary>
public sealed class QrCodeReadingTests : IDisposable
{
    private static readonly string[] Uris =
    [
        MakeUri("Shop", "alice", OtpParameters.Default),
        MakeUri("ACME Co & Söhne", "jürgen@example.com", new OtpParameters { Algorithm = OtpAlgorithm.Sha512, Digits = 8, Period = 60 }),
        MakeUri(new string('i', 120), new string('ü', 120), new OtpParameters { Type = OtpType.Hotp, Algorithm = OtpAlgorithm.Sha256 }),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("es-qr-").FullName;
    private readonly OneTimePasswords _codes = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NativeFact("zbarimg")]
    public void The_PNG_is_read()
    {
        for (int number = 0; number < Uris.Length; number++)
        {
            foreach (int scale in new[] { 3, 8, 13 })
            {
                string path = Path.Combine(_folder, $"{number}-{scale}.png");
                _codes.WriteQrCode(Encoding.UTF8.GetBytes(Uris[number]), path, scale);
                Assert.Equal(Uris[number], Read(path));
            }
        }
    }

    [NativeFact("zbarimg", "rsvg-convert")]
    public void The_SVG_is_read()
    {
        for (int number = 0; number < Uris.Length; number++)
        {
            string path = Path.Combine(_folder, $"{number}.svg");
            string picture = Path.Combine(_folder, $"{number}.png");
            _codes.WriteQrCode(Encoding.UTF8.GetBytes(Uris[number]), path);
            NativeTool.Run("rsvg-convert", ["-o", picture, path]).Succeeded();
            Assert.Equal(Uris[number], Read(picture));
        }
    }

    [NativeFact("zbarimg")]
    public void The_text_is_read_as_a_terminal_shows_it()
    {
        foreach (string uri in Uris)
        {
            QrCode code = QrCode.Encode(Encoding.UTF8.GetBytes(uri));
            Assert.Equal(uri, Read(Paint(code.ToText(), letters: 1)));
            Assert.Equal(uri, Read(Paint(code.ToText(invert: true), letters: 0)));
        }
    }

    private static string MakeUri(string issuer, string account, OtpParameters parameters)
    {
        using OtpKey key = OtpKey.Generate(issuer, account, parameters);
        return key.RevealUri();
    }

    private static string Read(string picture) => NativeTool.Run("zbarimg", ["--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", picture]).Succeeded().Output.TrimEnd('\n');

    // A portable greymap: each block is 4 by 8 pixels, the letters' colour where it is filled and the other where not.
    private string Paint(string text, int letters)
    {
        string[] lines = text.Split('\n');
        StringBuilder picture = new();
        picture.Append(System.Globalization.CultureInfo.InvariantCulture, $"P2\n{lines[0].Length * 4} {lines.Length * 8}\n1\n");
        foreach (string line in lines)
        {
            for (int y = 0; y < 8; y++)
            {
                foreach (char block in line)
                {
                    bool filled = block == '█' || block == (y < 4 ? '▀' : '▄');
                    for (int x = 0; x < 4; x++) picture.Append(filled ? letters : 1 - letters).Append(' ');
                }

                picture.Append('\n');
            }
        }

        string path = Path.Combine(_folder, $"{Guid.NewGuid():N}.pgm");
        File.WriteAllText(path, picture.ToString());
        return path;
    }
}
