namespace EnterpriseSecurity.Certificates;

/// <summary>The families of signatures that are checked here.</summary>
internal enum SignatureKind
{
    Unknown,
    Rsa,
    RsaPss,
    Ecdsa,
    Ed25519,
}
