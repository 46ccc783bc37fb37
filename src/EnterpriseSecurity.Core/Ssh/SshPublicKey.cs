using System.Security.Cryptography;

namespace EnterpriseSecurity.Ssh;

/// <summary>
/// An SSH public key: RFC 4253 section 6.6, RFC 5656, RFC 8709, and OpenSSH's security keys. Immutable. DSA and
/// security keys can be read and shown; only the library's own kinds have private keys.
/// </summary>
public sealed class SshPublicKey : IEquatable<SshPublicKey>
{
    private readonly SshAlgorithm _algorithm;
    private readonly byte[] _blob;

    private SshPublicKey(SshAlgorithm algorithm, byte[] blob, int bits, string comment)
    {
        _algorithm = algorithm;
        _blob = blob;
        Bits = bits;
        Comment = comment;
    }

    /// <summary>The algorithm's name on the wire, for example <c>ssh-ed25519</c> or <c>ecdsa-sha2-nistp256</c>.</summary>
    public string Algorithm => _algorithm.Name;

    /// <summary>The key's size in bits, as <c>ssh-keygen -l</c> counts it.</summary>
    public int Bits { get; }

    /// <summary>The comment; empty when there is none. It is not part of the key.</summary>
    public string Comment { get; }

    /// <summary>The key in SSH wire encoding.</summary>
    public ReadOnlySpan<byte> Blob => _blob;

    internal SshAlgorithm KeyAlgorithm => _algorithm;

    /// <summary>
    /// Reads a public key from text: a line as in <c>id_ed25519.pub</c>, an RFC 4716 block, or PEM
    /// (<c>PUBLIC KEY</c> or <c>RSA PUBLIC KEY</c>).
    /// </summary>
    /// <exception cref="MalformedDataException">The text is not a public key.</exception>
    /// <exception cref="UnsupportedException">The key is of a kind that is not supported.</exception>
    public static SshPublicKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SshPublicKeyText.Parse(text);
    }

    /// <summary>Reads a public key from its SSH wire encoding.</summary>
    /// <param name="blob">The whole blob and nothing after it.</param>
    /// <param name="comment">A comment to carry with the key.</param>
    /// <exception cref="MalformedDataException">The blob is not a public key.</exception>
    /// <exception cref="UnsupportedException">The key is of a kind that is not supported.</exception>
    /// <exception cref="InvalidInputException">The comment is not one short line.</exception>
    public static SshPublicKey FromBlob(ReadOnlySpan<byte> blob, string comment = "")
    {
        SshComment.Check(comment);
        SshWireReader reader = new(blob);
        return FromBlob(ref reader, comment);
    }

    /// <summary>Reads a public key that is all that a reader holds.</summary>
    internal static SshPublicKey FromBlob(ref SshWireReader reader, string comment = "")
    {
        SshAlgorithm algorithm = SshAlgorithm.Read(ref reader);
        SshPublicKey key = ReadFields(ref reader, algorithm, comment);
        reader.ExpectEnd();
        return key;
    }

    /// <summary>Reads the public fields of an algorithm out of what a certificate goes on with.</summary>
    internal static SshPublicKey ReadFields(ref SshWireReader reader, SshAlgorithm algorithm, string comment)
    {
        int start = reader.Position;
        int bits = algorithm.ReadPublicFields(ref reader);
        using SshWireWriter blob = new();
        blob.WriteText(algorithm.Name);
        blob.WriteBytes(reader.Since(start));
        return new SshPublicKey(algorithm, blob.ToArray(), bits, comment);
    }

    /// <summary>The same key with another comment.</summary>
    /// <exception cref="InvalidInputException">The comment is not one short line.</exception>
    public SshPublicKey WithComment(string comment)
    {
        SshComment.Check(comment);
        return new SshPublicKey(_algorithm, _blob, Bits, comment);
    }

    /// <summary>The key as one line without a line break, as in <c>authorized_keys</c>.</summary>
    public string ToOpenSsh()
    {
        string line = $"{Algorithm} {Convert.ToBase64String(_blob)}";
        return Comment.Length == 0 ? line : $"{line} {Comment}";
    }

    /// <summary>The key as an RFC 4716 block, with a line break at its end.</summary>
    public string ToRfc4716() => SshPublicKeyText.ToRfc4716(this);

    /// <summary>The fingerprint in OpenSSH's spelling: <c>SHA256:…</c> or <c>MD5:aa:bb:…</c>.</summary>
    public string GetFingerprint(SshFingerprintHash hash = SshFingerprintHash.Sha256) => hash switch
    {
        SshFingerprintHash.Sha256 => "SHA256:" + Convert.ToBase64String(SHA256.HashData(_blob)).TrimEnd('='),
        SshFingerprintHash.Md5 => "MD5:" + string.Join(':', MD5.HashData(_blob).Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture))),
        _ => throw new ArgumentOutOfRangeException(nameof(hash)),
    };

    /// <summary>The picture of the fingerprint that <c>ssh-keygen -lv</c> draws, eleven lines.</summary>
    public string GetRandomArt(SshFingerprintHash hash = SshFingerprintHash.Sha256) => hash switch
    {
        SshFingerprintHash.Sha256 => SshRandomArt.Draw(SHA256.HashData(_blob), _algorithm.DisplayName, Bits, "SHA256"),
        SshFingerprintHash.Md5 => SshRandomArt.Draw(MD5.HashData(_blob), _algorithm.DisplayName, Bits, "MD5"),
        _ => throw new ArgumentOutOfRangeException(nameof(hash)),
    };

    /// <summary>Checks a signature over <paramref name="data"/>.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signatureBlob">A signature blob: the algorithm's name and the signature, RFC 4253 section 6.6.</param>
    /// <returns>False for a forgery, a signature of another kind of key, one with SHA-1, and one that cannot be read.</returns>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signatureBlob)
    {
        try
        {
            SshWireReader signature = new(signatureBlob, SshData.Signature);
            string name = signature.ReadText();
            SshWireReader fields = new(_blob);
            fields.ReadString();
            return _algorithm.Verify(fields, name, signature, data);
        }
        catch (MalformedDataException)
        {
            return false;
        }
    }

    /// <summary>True when both are the same key; comments do not count.</summary>
    public bool Equals(SshPublicKey? other) => other is not null && _blob.AsSpan().SequenceEqual(other._blob);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SshPublicKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_blob);
        return hash.ToHashCode();
    }

    /// <summary>The key as one line, as <see cref="ToOpenSsh"/>.</summary>
    public override string ToString() => ToOpenSsh();
}
