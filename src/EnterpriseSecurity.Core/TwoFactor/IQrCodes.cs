namespace EnterpriseSecurity.TwoFactor;

/// <summary>QR codes (ISO/IEC 18004) by a library: the modules alone, nothing painted.</summary>
internal interface IQrCodes
{
    /// <summary>The modules of a code in byte mode with error correction M, without a quiet zone; true is dark.</summary>
    bool[,] Encode(ReadOnlySpan<byte> content);
}
