using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>Frozen stores with an embedded database, and their backups.</summary>
public sealed class FrozenStoreTests() : FrozenStoreContract(StoreProvider.Sqlite)
{
    /// <summary>Not a test: with SECURITY_WRITE_FROZEN, the folder of this class in the sources, it freezes the present release.</summary>
    [Fact]
    public void Freeze_when_asked()
    {
        if (Environment.GetEnvironmentVariable("SECURITY_WRITE_FROZEN") is { } folder) FrozenRelease.Write(folder);
    }

    [Theory, MemberData(nameof(Releases))]
    public void Its_backup_becomes_a_store_again(string release)
    {
        using FrozenRelease frozen = new(release);
        string folder = Path.Combine(frozen.Root, "restored");
        using KeyProtector protector = frozen.Protector();

        StoreVerification verification = SecurityStore.Restore(frozen.At("store.backup"), folder, protector, frozen.Clock);

        Assert.Empty(verification.Findings);
        using EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(folder, protector, frozen.Clock);
        Assert.Equal(FrozenValues.Secrets.First().First, Reveal(manager, FrozenValues.Secrets.First().Name));
    }

    private static string Reveal(EnterpriseSecurityManager manager, string name)
    {
        using SecretValue value = manager.Secrets.Unprotect(SecretReference.ByName(name), 1);
        return value.RevealText();
    }
}
