using System.Xml.Linq;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.TwoFactor;

public sealed class QrCodeTests
{
    private readonly QrCode _code = QrCode.Encode("otpauth://totp/a?secret=MZXW6YTB"u8);

    [Fact]
    public void A_quiet_zone_of_four_modules_goes_all_round()
    {
        Assert.Equal(1, _code.Size % 2);
        for (int at = 0; at < _code.Size; at++)
        {
            for (int zone = 0; zone < QrCode.QuietZone; zone++)
            {
                Assert.False(_code.IsDark(zone, at) || _code.IsDark(at, zone) || _code.IsDark(_code.Size - 1 - zone, at) || _code.IsDark(at, _code.Size - 1 - zone));
            }
        }

        // The three finders touch the quiet zone.
        Assert.True(_code.IsDark(4, 4) && _code.IsDark(4, _code.Size - 5) && _code.IsDark(_code.Size - 5, 4));
        Assert.False(_code.IsDark(-1, 0) || _code.IsDark(0, _code.Size) || _code.IsDark(int.MinValue, 0));
    }

    [Fact]
    public void The_text_is_the_modules()
    {
        Assert.Equal(Modules(), Read(_code.ToText(), invert: false));
        Assert.Equal(Modules(), Read(_code.ToText(invert: true), invert: true));
        string colored = _code.ToText(color: true);
        Assert.Equal(_code.ToText(), System.Text.RegularExpressions.Regex.Replace(colored, "\e\\[[0-9;]*m", ""));
        Assert.All(colored.Split('\n'), line => Assert.True(line.StartsWith("\e[38;5;231;48;5;16m", StringComparison.Ordinal) && line.EndsWith("\e[0m", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_drawing_is_well_formed_and_its_size_that_of_the_code()
    {
        XElement svg = XElement.Parse(_code.ToSvg());
        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Equal($"0 0 {_code.Size} {_code.Size}", svg.Attribute("viewBox")!.Value);
    }

    [Fact]
    public void What_is_too_long_or_nothing_is_refused()
    {
        Assert.Equal("QrContentSizeInvalid", Assert.Throws<InvalidInputException>(() => QrCode.Encode([])).ErrorId);
        Assert.Equal("QrContentSizeInvalid", Assert.Throws<InvalidInputException>(() => QrCode.Encode(new byte[QrCode.MaximumContentLength + 1])).ErrorId);
        Assert.Equal(177 + 8, QrCode.Encode(new byte[QrCode.MaximumContentLength]).Size, 16d);
        Assert.DoesNotContain("MZXW", _code.ToString(), StringComparison.Ordinal);
    }

    private List<bool> Modules()
    {
        List<bool> modules = [];
        for (int row = 0; row < _code.Size; row++)
        {
            for (int column = 0; column < _code.Size; column++) modules.Add(_code.IsDark(row, column));
        }

        return modules;
    }

    private List<bool> Read(string text, bool invert)
    {
        string[] lines = text.Split('\n');
        List<bool> modules = [];
        for (int row = 0; row < _code.Size; row++)
        {
            foreach (char block in lines[row / 2])
            {
                bool filled = block == '█' || block == (row % 2 == 0 ? '▀' : '▄');
                modules.Add(filled == invert);
            }
        }

        return modules;
    }
}
