using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;
using EnterpriseSecurity.Tokens;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Core.Tests.Frozen;

/// <summary>Stores of every release that ever was open, say what they said then, and go on working.</summary>
public abstract class FrozenStoreContract(StoreProvider provider)
{
    public static TheoryData<string> Releases => [.. FrozenRelease.Names];

    [ProviderTheory, MemberData(nameof(Releases))]
    public void Everything_in_a_store_is_as_it_was(string release)
    {
        using FrozenRelease frozen = new(release, provider);
        using EnterpriseSecurityManager manager = frozen.Open();

        Assert.Empty(manager.Store.Verify().Findings);
        Assert.Empty(FrozenManifest.FindDifferences(frozen.Manifest.Store, FrozenStoreReader.Read(manager)));
        // The values themselves, not only what a reader of that time made of them.
        foreach ((SecretAlgorithm algorithm, string name, string first, string second) in FrozenValues.Secrets)
        {
            SecretReference reference = SecretReference.ByName(name);
            Assert.Equal(algorithm, manager.Secrets.Get(reference).Algorithm);
            using SecretValue one = manager.Secrets.Unprotect(reference, 1);
            using SecretValue two = manager.Secrets.Unprotect(reference, 2);
            Assert.Equal((first, second), (one.RevealText(), two.RevealText()));
        }

        foreach ((string name, SecretValue value) in FrozenValues.Kinds)
        {
            using SecretValue kept = manager.Secrets.Unprotect(SecretReference.ByName(name));
            using (value) Assert.Equal(FrozenValues.Show(value), FrozenValues.Show(kept));
        }

        SharedStore.AssertValid(manager);
    }

    [ProviderTheory, MemberData(nameof(Releases))]
    public void Each_protector_opens_it(string release)
    {
        using FrozenRelease frozen = new(release, provider);
        string[] shares = frozen.Manifest["shares"].Split('\n');
        foreach (Func<KeyProtector> make in new Func<KeyProtector>[]
        {
            frozen.Protector,
            () => KeyProtector.FromPassphrase(FrozenValues.Utf8(FrozenValues.Passphrase)),
            () => KeyProtector.FromRecoveryShares(shares[..2]),
            () => KeyProtector.FromRecoveryShares(shares[1..]),
        })
        {
            using KeyProtector protector = make();
            using EnterpriseSecurityManager manager = frozen.Open(protector);
            Assert.Equal(frozen.Manifest.Store["id"]!.GetValue<string>(), manager.Store.Id);
        }
    }

    [ProviderTheory, MemberData(nameof(Releases))]
    public void What_it_gave_out_is_accepted_and_what_it_revoked_is_refused(string release)
    {
        using FrozenRelease frozen = new(release, provider);
        using EnterpriseSecurityManager manager = frozen.Open();
        FrozenManifest given = frozen.Manifest;

        ApiKeyCheck fromInside = new() { SourceAddress = System.Net.IPAddress.Parse("10.9.9.9") };
        Assert.True(manager.ApiKeys.Validate(FrozenValues.Utf8(given["apiKey"]), fromInside).IsValid);
        Assert.True(manager.ApiKeys.Validate(FrozenValues.Utf8(given["apiKeyOfRotation"]), fromInside).IsValid);
        Assert.Equal(ApiKeyRefusal.Revoked, manager.ApiKeys.Validate(FrozenValues.Utf8(given["revokedApiKey"]), fromInside).Refusal);
        using (OtpKey key = OtpKey.FromUri(given["otp"])) Assert.True(manager.TwoFactor.Verify("ann", new OneTimePasswords(frozen.Clock).GetCode(key)).IsValid);
        string[] codes = given["backupCodes"].Split('\n');
        Assert.True(manager.TwoFactor.VerifyBackupCode("ann", codes[0]).IsValid);
        Assert.False(manager.TwoFactor.VerifyBackupCode("ann", codes[0]).IsValid);
        Assert.True(manager.TwoFactor.VerifyBackupCode("ann", codes[1]).IsValid);
        Assert.Equal("ann", manager.Tokens.Verify(given["token"]).Subject);
        Assert.True(manager.Tokens.Verify(given["token"]).IsValid);
        Assert.Equal(JwtReason.Revoked, manager.Tokens.Verify(given["revokedToken"]).Reason);
        Assert.Equal("ann", manager.Tokens.Refresh(given["refreshToken"]).Subject);
        Assert.True(manager.AccessControl.TestPermission("ann", FrozenValues.AskedFor));
        Assert.False(manager.AccessControl.TestPermission("ann", "docs:delete"));
        SharedStore.AssertValid(manager);
    }

    [ProviderTheory, MemberData(nameof(Releases))]
    public void It_goes_on_working(string release)
    {
        using FrozenRelease frozen = new(release, provider);
        using EnterpriseSecurityManager manager = frozen.Open();
        using SecretValue value = SecretValue.FromText("of today");

        foreach ((SecretAlgorithm _, string name, string _, string _) in FrozenValues.Secrets) manager.Secrets.Update(SecretReference.ByName(name), value);
        manager.Secrets.Recover(SecretReference.ByName("deleted"));
        manager.SshKeys.Rotate("plain-Rsa2048");
        manager.Certificates.Renew("self");
        manager.Tokens.RotateSigningKey("sign-ES256");
        manager.Store.RotateKey(reencryptAll: true);
        foreach (RotationInfo rotation in manager.Rotation.List().Where(one => one.IsRunning)) manager.Rotation.Complete(rotation.Id, atOnce: true);

        SharedStore.AssertValid(manager);
        foreach ((SecretAlgorithm _, string name, string first, string _) in FrozenValues.Secrets)
        {
            Assert.Equal("of today", SharedStore.Reveal(manager, name));
            using SecretValue old = manager.Secrets.Unprotect(SecretReference.ByName(name), 1);
            Assert.Equal(first, old.RevealText());
        }
    }
}
