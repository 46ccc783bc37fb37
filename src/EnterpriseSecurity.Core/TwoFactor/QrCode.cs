using System.Globalization;
using System.Text;
using EnterpriseSecurity.Providers;

namespace EnterpriseSecurity.TwoFactor;

/// <summary>
/// A QR code (ISO/IEC 18004), black on white with a quiet zone of 4 modules, as a PNG or SVG picture or as text for a
/// terminal. A picture of a secret is a secret.
/// </summary>
public sealed class QrCode
{
    /// <summary>The light modules around the code, which readers need.</summary>
    public const int QuietZone = 4;

    /// <summary>The most bytes that are taken; readers with a phone's camera fail earlier than the format does.</summary>
    public const int MaximumContentLength = 2048;

    /// <summary>The largest number of pixels for a module.</summary>
    public const int MaximumScale = 32;

    /// <summary>The pixels for a module when no other number is given.</summary>
    public const int DefaultScale = 8;

    private readonly bool[,] _modules;

    private QrCode(bool[,] modules) => _modules = modules;

    /// <summary>The modules of a side, quiet zone included.</summary>
    public int Size => _modules.GetLength(0) + (2 * QuietZone);

    /// <summary>Makes the code of some bytes, with error correction M.</summary>
    /// <exception cref="InvalidInputException">It is nothing, or more than <see cref="MaximumContentLength"/> bytes.</exception>
    public static QrCode Encode(ReadOnlySpan<byte> content)
    {
        if (content.Length is 0 or > MaximumContentLength) throw SecurityErrors.QrContentSizeInvalid(MaximumContentLength);
        return new QrCode(LibraryProviders.Current.QrCodes.Encode(content));
    }

    /// <summary>True for a dark module; what lies outside is light.</summary>
    /// <param name="row">From 0, quiet zone included.</param>
    /// <param name="column">From 0, quiet zone included.</param>
    public bool IsDark(int row, int column)
    {
        int y = row - QuietZone;
        int x = column - QuietZone;
        return y >= 0 && x >= 0 && y < _modules.GetLength(0) && x < _modules.GetLength(1) && _modules[y, x];
    }

    /// <summary>The picture as PNG (ISO/IEC 15948): greyscale, 1 bit a pixel.</summary>
    /// <param name="scale">The pixels for a side of a module, 1 to 32.</param>
    /// <exception cref="InvalidInputException">The scale is out of its range.</exception>
    public byte[] ToPng(int scale = DefaultScale)
    {
        if (scale is < 1 or > MaximumScale) throw SecurityErrors.QrScaleInvalid(MaximumScale);
        return PngImage.Write(Size * scale, Size * scale, (row, column) => IsDark(row / scale, column / scale));
    }

    /// <summary>The picture as SVG 1.1, a unit a module.</summary>
    public string ToSvg()
    {
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{Size * DefaultScale}\" height=\"{Size * DefaultScale}\" viewBox=\"0 0 {Size} {Size}\" shape-rendering=\"crispEdges\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Size}\" height=\"{Size}\" fill=\"#fff\"/>\n<path fill=\"#000\" d=\"");
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                int start = column;
                while (IsDark(row, column)) column++;
                if (column > start) svg.Append(CultureInfo.InvariantCulture, $"M{start},{row}h{column - start}v1h-{column - start}z");
            }
        }

        return svg.Append("\"/>\n</svg>\n").ToString();
    }

    /// <summary>
    /// The code as text, two rows of modules a line. Blocks stand for what is light, so that it reads on a terminal of
    /// light letters on dark without any colour; with colours it reads on every terminal.
    /// </summary>
    /// <param name="color">True for ANSI colours: white blocks on black, whatever the terminal's own colours are.</param>
    /// <param name="invert">True for blocks that stand for what is dark, for a terminal of dark letters on light without colours.</param>
    public string ToText(bool color = false, bool invert = false)
    {
        // 16 and 231 are the black and the white of the 256 colours that no theme changes.
        string start = !color ? "" : invert ? "\e[38;5;16;48;5;231m" : "\e[38;5;231;48;5;16m";
        string end = color ? "\e[0m" : "";
        StringBuilder text = new();
        for (int row = 0; row < Size; row += 2)
        {
            if (row > 0) text.Append('\n');
            text.Append(start);
            for (int column = 0; column < Size; column++)
            {
                // Below the last row there is nothing, which is light.
                bool upper = IsDark(row, column) == invert;
                bool lower = IsDark(row + 1, column) == invert;
                text.Append((upper, lower) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }

            text.Append(end);
        }

        return text.ToString();
    }

    /// <summary>How large it is, never what is in it.</summary>
    public override string ToString() => $"QR code of {Size} by {Size} modules";
}
