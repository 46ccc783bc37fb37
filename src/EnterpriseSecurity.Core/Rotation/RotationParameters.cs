using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Rotation;

/// <summary>What a successor is made from, where that is not given by its predecessor.</summary>
public sealed record RotationParameters
{
    /// <summary>A secret's new value in UTF-8; when null it is a random password. The caller wipes it.</summary>
    public SecretBuffer? Value { get; init; }

    /// <summary>The length of a random password; when null that of the target.</summary>
    public int? Length { get; init; }

    /// <summary>True for a random password of letters and digits only.</summary>
    public bool NoSymbols { get; init; }

    /// <summary>The passphrase in UTF-8 of an encrypted SSH key, which the new one gets too. The caller wipes it.</summary>
    public SecretBuffer? Passphrase { get; init; }

    /// <summary>True for a certificate that keeps its key; an authority always keeps its own.</summary>
    public bool KeepKey { get; init; }

    /// <summary>True to revoke the old certificate when it is retired, if an authority of the store issued it.</summary>
    public bool RevokePredecessor { get; init; }
}
