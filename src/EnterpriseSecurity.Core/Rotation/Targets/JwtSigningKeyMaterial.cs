using EnterpriseSecurity.Tokens;

namespace EnterpriseSecurity.Rotation;

/// <summary>The next version of a signing key, before it is stored.</summary>
internal sealed class JwtSigningKeyMaterial(JwtKey key) : RotationMaterial(key.ExportPrivate())
{
    /// <summary>The key.</summary>
    public JwtKey Key { get; } = key;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Key.Dispose();
        base.Dispose(disposing);
    }
}
