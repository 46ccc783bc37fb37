using System.Buffers.Binary;
using System.IO.Compression;

namespace EnterpriseSecurity.TwoFactor;

/// <summary>PNG pictures (ISO/IEC 15948) of black and white: greyscale of 1 bit, no interlace, no filter.</summary>
internal static class PngImage
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(number => CrcOf((uint)number))];

    /// <summary>Writes a picture.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="isBlack">Says of a row and column whether the pixel is black.</param>
    public static byte[] Write(int width, int height, Func<int, int, bool> isBlack)
    {
        using MemoryStream png = new();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        // One bit a pixel, greyscale, and the only methods of compression, filtering and order there are.
        header[8] = 1;
        header[9..].Clear();
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Compress(width, height, isBlack));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Compress(int width, int height, Func<int, int, bool> isBlack)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            // The first byte of a line names its filter, none.
            byte[] line = new byte[1 + ((width + 7) / 8)];
            for (int row = 0; row < height; row++)
            {
                line.AsSpan().Clear();
                for (int column = 0; column < width; column++)
                {
                    if (!isBlack(row, column)) line[1 + (column / 8)] |= (byte)(0x80 >> (column % 8));
                }

                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(type);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Update(Update(uint.MaxValue, type), content));
        png.Write(number);
    }

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes) crc = CrcTable[(byte)(crc ^ one)] ^ (crc >> 8);
        return crc;
    }

    private static uint CrcOf(uint number)
    {
        for (int bit = 0; bit < 8; bit++) number = (number & 1) == 0 ? number >> 1 : (number >> 1) ^ Polynomial;
        return number;
    }
}
