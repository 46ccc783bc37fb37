namespace EnterpriseSecurity.Ssh;

/// <summary>DSA (<c>ssh-dss</c>, RFC 4253): read as a public key, so that old keys can be listed and removed. Never used.</summary>
internal sealed class SshDsaAlgorithm : SshAlgorithm
{
    public const string AlgorithmName = "ssh-dss";

    public SshDsaAlgorithm()
        : base(AlgorithmName, "DSA")
    {
    }

    public override bool HasPrivateKeys => false;

    public override int ReadPublicFields(ref SshWireReader reader)
    {
        ReadOnlySpan<byte> prime = reader.ReadPositiveInteger();
        for (int i = 0; i < 3; i++) reader.ReadPositiveInteger();
        return (prime.Length * 8) - (System.Numerics.BitOperations.LeadingZeroCount((uint)prime[0]) - 24);
    }

    public override bool Verify(SshWireReader publicFields, string signatureAlgorithm, SshWireReader signature, ReadOnlySpan<byte> data) => false;
}
