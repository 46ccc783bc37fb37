using System.Buffers.Text;
using System.Text;
using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Core.Tests.Tokens;

/// <summary>Puts tokens together as an attacker would: any header, any payload, signed or not.</summary>
internal static class TokenForge
{
    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static byte[] Decode(string text) => Base64Url.DecodeFromChars(text);

    /// <summary>A token with this header and payload, signed by the key with an algorithm of the key's.</summary>
    public static string Sign(JwtKey key, string header, string payload, JwtAlgorithm? algorithm = null)
    {
        string input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Base64Url.EncodeToString(Signature(key, input, algorithm))}";
    }

    public static byte[] Signature(JwtKey key, string input, JwtAlgorithm? algorithm = null)
    {
        JwtAlgorithm chosen = key.Choose(algorithm);
        byte[] signature = new byte[key.SignatureSize(chosen)];
        return signature[..key.Sign(chosen, Encoding.ASCII.GetBytes(input), signature)];
    }
}
