using System.Globalization;
using EnterpriseSecurity.Reporting.Html;

namespace EnterpriseSecurity.Core.Tests.Reporting;

public sealed class ReportPaletteTests
{
    public static TheoryData<string, string, string, double> Pairs
    {
        get
        {
            TheoryData<string, string, string, double> pairs = [];
            foreach (string palette in new[] { "Light", "Dark" })
            {
                foreach ((string text, string ground) in ReportPalette.TextPairs) pairs.Add(palette, text, ground, 4.5);
                foreach ((string part, string ground) in ReportPalette.ChartPairs) pairs.Add(palette, part, ground, 3);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Contrast_is_what_WCAG_asks_for(string palette, string text, string ground, double least)
    {
        IReadOnlyDictionary<string, string> colours = (palette == "Light" ? ReportPalette.Light : ReportPalette.Dark).Colours;
        double one = Luminance(colours[text]), other = Luminance(colours[ground]);
        double contrast = (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
        Assert.True(contrast >= least, $"{text} on {ground} in {palette}: {contrast:0.00}");
    }

    [Fact]
    public void Both_palettes_name_the_same_colours() => Assert.Equal(ReportPalette.Light.Colours.Keys.Order(), ReportPalette.Dark.Colours.Keys.Order());

    [Fact]
    public void The_measure_is_WCAGs_own() => Assert.Equal(21, (Luminance("#ffffff") + 0.05) / (Luminance("#000000") + 0.05), 3);

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            double value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }
}
