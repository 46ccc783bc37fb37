using System.Text;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// The picture that <c>ssh-keygen -lv</c> draws: the walk of the "drunken bishop" over a board of 17 by 9 squares,
/// steered by the fingerprint's bits, two a step.
/// </summary>
internal static class SshRandomArt
{
    private const int Width = 17;
    private const int Height = 9;
    private const string Marks = " .o+=*BOX@%&#/^";

    public static string Draw(ReadOnlySpan<byte> hash, string keyName, int bits, string hashName)
    {
        int[,] visits = new int[Height, Width];
        int row = Height / 2;
        int column = Width / 2;
        foreach (byte value in hash)
        {
            for (int shift = 0; shift < 8; shift += 2)
            {
                column = Math.Clamp(column + ((value >> shift & 1) == 1 ? 1 : -1), 0, Width - 1);
                row = Math.Clamp(row + ((value >> shift & 2) == 2 ? 1 : -1), 0, Height - 1);
                visits[row, column]++;
            }
        }

        string title = $"[{keyName} {bits}]";
        if (title.Length > Width) title = $"[{keyName}]";
        StringBuilder picture = new();
        picture.Append(Edge(title)).Append('\n');
        for (int y = 0; y < Height; y++)
        {
            picture.Append('|');
            for (int x = 0; x < Width; x++)
            {
                bool isEnd = y == row && x == column;
                bool isStart = y == Height / 2 && x == Width / 2;
                picture.Append(isEnd ? 'E' : isStart ? 'S' : Marks[Math.Min(visits[y, x], Marks.Length - 1)]);
            }

            picture.Append("|\n");
        }

        return picture.Append(Edge($"[{hashName}]")).ToString();
    }

    private static string Edge(string label)
    {
        int left = (Width - label.Length) / 2;
        return $"+{new string('-', left)}{label}{new string('-', Width - left - label.Length)}+";
    }
}
