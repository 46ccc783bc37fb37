using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Rotation;

/// <summary>A renewed certificate, before it is stored. Its value is the certificate, those above it and the key in PEM.</summary>
internal sealed class CertificateMaterial(CertificateSuccessor successor, string previousId, bool revokePredecessor) : RotationMaterial(SecretBuffer.CopyOf(successor.Files.Span))
{
    /// <summary>The certificate.</summary>
    public CertificateSuccessor Successor { get; } = successor;

    /// <summary>The id of the certificate that it was made from.</summary>
    public string PreviousId { get; } = previousId;

    /// <summary>True to revoke that one when it is retired.</summary>
    public bool RevokePredecessor { get; } = revokePredecessor;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Successor.Dispose();
        base.Dispose(disposing);
    }
}
