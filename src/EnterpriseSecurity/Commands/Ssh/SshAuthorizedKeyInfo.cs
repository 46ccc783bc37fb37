using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Commands.Ssh;

/// <summary>A key that may log in by an authorized_keys file.</summary>
public sealed class SshAuthorizedKeyInfo
{
    internal SshAuthorizedKeyInfo(string path, SshAuthorizedKeyEntry entry)
    {
        Path = path;
        LineNumber = entry.LineNumber;
        Algorithm = entry.Key.Algorithm;
        Bits = entry.Key.Bits;
        Fingerprint = entry.Fingerprint;
        Comment = entry.Comment;
        Option = [.. entry.Options.Select(option => option.ToString())];
        IsCertificateAuthority = entry.IsCertificateAuthority;
        PublicKey = entry.Key.ToOpenSsh();
    }

    /// <summary>The authorized_keys file.</summary>
    public string Path { get; }

    /// <summary>The line in it, from 1.</summary>
    public int LineNumber { get; }

    /// <summary>The algorithm's name in SSH.</summary>
    public string Algorithm { get; }

    /// <summary>The size in bits.</summary>
    public int Bits { get; }

    /// <summary>The SHA-256 fingerprint.</summary>
    public string Fingerprint { get; }

    /// <summary>The comment.</summary>
    public string Comment { get; }

    /// <summary>The options, each as it stands in the line.</summary>
    public string[] Option { get; }

    /// <summary>True when the key signs certificates that may log in.</summary>
    public bool IsCertificateAuthority { get; }

    /// <summary>The public key's line without the options.</summary>
    public string PublicKey { get; }
}
