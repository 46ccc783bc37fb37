using System.Security.Cryptography;
using QRCoder;

namespace EnterpriseSecurity.TwoFactor;

/// <summary>QR codes by QRCoder, which takes arrays only; the copy of the content is pinned and wiped.</summary>
internal sealed class QrCoderCodes : IQrCodes
{
    public bool[,] Encode(ReadOnlySpan<byte> content)
    {
        byte[] copy = GC.AllocateArray<byte>(content.Length, pinned: true);
        content.CopyTo(copy);
        try
        {
            using QRCodeData data = QRCodeGenerator.GenerateQrCode(copy, QRCodeGenerator.ECCLevel.M);
            int size = 17 + (4 * data.Version);
            int border = (data.ModuleMatrix.Count - size) / 2;
            bool[,] modules = new bool[size, size];
            for (int row = 0; row < size; row++)
            {
                for (int column = 0; column < size; column++) modules[row, column] = data.ModuleMatrix[row + border][column + border];
            }

            return modules;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }
}
