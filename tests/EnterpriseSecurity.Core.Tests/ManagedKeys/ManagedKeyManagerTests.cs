using System.Security.Cryptography;
using System.Text.Json;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.ManagedKeys;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.ManagedKeys;

public sealed class ManagedKeyManagerTests : IDisposable
{
    private static readonly ManagedKeyReference Key = ManagedKeyReference.ByName("api");

    private readonly TemporaryStore _store = new();

    private ManagedKeyManager Manager => _store.Manager.ManagedKeys;

    [Fact]
    public void Only_the_documented_moves_are_allowed()
    {
        (ManagedKeyState From, ManagedKeyState To)[] allowed =
        [
            (ManagedKeyState.Pending, ManagedKeyState.Active), (ManagedKeyState.Pending, ManagedKeyState.Revoked),
            (ManagedKeyState.Active, ManagedKeyState.Deprecated), (ManagedKeyState.Active, ManagedKeyState.Revoked),
            (ManagedKeyState.Deprecated, ManagedKeyState.Active), (ManagedKeyState.Deprecated, ManagedKeyState.Revoked),
            (ManagedKeyState.Revoked, ManagedKeyState.Destroyed),
        ];
        foreach (ManagedKeyState from in Enum.GetValues<ManagedKeyState>())
        {
            foreach (ManagedKeyState to in Enum.GetValues<ManagedKeyState>()) Assert.Equal(allowed.Contains((from, to)), ManagedKeyLifecycle.CanMove(from, to));
        }
    }

    [Theory]
    [InlineData(ManagedKeyType.Hmac, 256)]
    [InlineData(ManagedKeyType.Jwt, 512)]
    [InlineData(ManagedKeyType.ApiToken, 256)]
    [InlineData(ManagedKeyType.Provisioning, 256)]
    public void Random_keys_are_checked_in_full(ManagedKeyType type, int size)
    {
        ManagedKeyInfo made = Manager.Create("api", type, new() { Scope = ManagedKeyScope.ReadWrite });
        Assert.Equal((size, ManagedKeyState.Active, 1), (made.Size, made.State, made.Version));
        using SecretBuffer value = SecretBuffer.CopyOf(System.Buffers.Text.Base64Url.DecodeFromChars(Manager.ExportPlainText(Key)));
        Assert.Equal(size / 8, value.Length);
        Assert.True(Manager.Verify(Key, ManagedKeyScope.Write, value).IsValid);
        value.Span[0] ^= 1;
        Assert.Equal(ManagedKeyReason.WrongValue, Manager.Verify(Key, null, value).Reason);
        Assert.Equal(ManagedKeyReason.ScopeInsufficient, Manager.Verify(Key, ManagedKeyScope.Admin).Reason);
        Assert.Equal(ManagedKeyReason.NotFound, Manager.Verify(ManagedKeyReference.ByName("other")).Reason);
        Assert.Equal(2, Manager.Get(Key).UsageCount);
        Assert.Equal(_store.Clock.GetUtcNow(), Manager.Get(Key).LastUsedAt);
        Assert.Equal(["success", "denied", "denied", "denied"], _store.Manager.Audit.Read(new() { Action = AuditAction.KeyUsed }).Select(entry => entry.Result));
        Assert.Equal("ManagedKeyHasNoPublicPart", Assert.Throws<InvalidInputException>(() => Manager.ExportPublic(Key)).ErrorId);
    }

    [Theory]
    [InlineData(ManagedKeyType.Rsa, 2048)]
    [InlineData(ManagedKeyType.Ecdsa, 256)]
    [InlineData(ManagedKeyType.Ecdsa, 521)]
    [InlineData(ManagedKeyType.Ed25519, 256)]
    public void Pairs_give_out_both_parts_that_belong_together(ManagedKeyType type, int size)
    {
        ManagedKeyInfo made = Manager.Create("api", type, new() { Size = size });
        string pem = Manager.ExportPublic(Key);
        Assert.Equal(made.Fingerprint, SshPublicKey.Parse(pem).GetFingerprint());
        using JsonDocument jwk = JsonDocument.Parse(Manager.ExportPublic(Key, asJwk: true));
        Assert.Equal(made.Id, jwk.RootElement.GetProperty("kid").GetString());
        string path = Path.Combine(_store.Root, "key.pem");
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("long passphrase");
        Manager.ExportProtected(Key, path, passphrase);
        using SshPrivateKey back = SshPrivateKeyFile.Read(File.ReadAllBytes(path), passphrase.Span);
        Assert.Equal(made.Fingerprint, back.PublicKey.GetFingerprint());
        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal("ExportExists", Assert.Throws<AlreadyExistsException>(() => Manager.ExportProtected(Key, path, passphrase)).ErrorId);
        using SshPrivateKey plain = SshPrivateKeyFile.Read(TemporaryStore.Utf8(Manager.ExportPlainText(Key)));
        Assert.Equal(made.Fingerprint, plain.PublicKey.GetFingerprint());
        if (type != ManagedKeyType.Ecdsa) return;
        using ECDsa read = ECDsa.Create();
        read.ImportFromPem(pem);
        Assert.Equal(System.Buffers.Text.Base64Url.EncodeToString(read.ExportParameters(false).Q.X), jwk.RootElement.GetProperty("x").GetString());
    }

    [Fact]
    public void A_random_key_is_exported_as_a_secret_is()
    {
        Manager.Create("api", ManagedKeyType.Hmac);
        string path = Path.Combine(_store.Root, "key.export");
        using SecretBuffer passphrase = SecretBuffer.FromUtf8("long passphrase");
        Manager.ExportProtected(Key, path, passphrase);
        using KeyProtector protector = KeyProtector.FromPassphrase(passphrase.Span);
        Assert.Single(_store.Manager.Secrets.Import(path, protector).Imported);
        using SecretValue value = _store.Manager.Secrets.Unprotect(SecretReference.ByName("api"));
        Assert.Equal(Manager.ExportPlainText(Key), System.Buffers.Text.Base64Url.EncodeToString(value.Content.Span));
    }

    [Fact]
    public void What_is_not_in_use_gives_nothing_out()
    {
        Manager.Create("api", ManagedKeyType.Hmac, new() { ExpiresIn = TimeSpan.FromDays(1) });
        Assert.Equal("ManagedKeyScopeInsufficient", Assert.Throws<AccessRefusedException>(() => Manager.ExportPlainText(Key, ManagedKeyScope.Write)).ErrorId);
        _store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(ManagedKeyReason.Expired, Manager.Verify(Key).Reason);
        Assert.Equal("ManagedKeyExpired", Assert.Throws<ExpiredException>(() => Manager.ExportPlainText(Key)).ErrorId);
        Manager.Create("later", ManagedKeyType.Hmac, new() { Pending = true });
        Assert.Equal(ManagedKeyReason.Pending, Manager.Verify(ManagedKeyReference.ByName("later")).Reason);
        Assert.Equal("ManagedKeyNotUsable", Assert.Throws<InvalidStateException>(() => Manager.ExportPlainText(ManagedKeyReference.ByName("later"))).ErrorId);
        Assert.Equal(3, _store.Manager.Audit.Read(new() { Action = AuditAction.KeyRetrieved }).Count(entry => entry.Result != AuditResult.Success));
    }

    [Fact]
    public void A_key_is_revoked_once_then_destroyed_and_its_material_is_gone()
    {
        Manager.Create("api", ManagedKeyType.Hmac);
        Assert.Equal("ManagedKeyMoveForbidden", Assert.Throws<InvalidStateException>(() => Manager.Destroy(Key)).ErrorId);
        ManagedKeyInfo revoked = Manager.Revoke(Key, "leaked");
        Assert.Equal((ManagedKeyState.Revoked, "leaked"), (revoked.State, revoked.RevocationReason));
        Assert.Equal(ManagedKeyReason.Revoked, Manager.Verify(Key).Reason);
        Assert.Equal("ManagedKeyMoveForbidden", Assert.Throws<InvalidStateException>(() => Manager.Revoke(Key)).ErrorId);
        string before = _store.Query("SELECT hex(wrapped_key) || hex(body) FROM record WHERE collection = 'managed-key'");
        ManagedKeyInfo destroyed = Manager.Destroy(Key);
        Assert.NotEqual(before, _store.Query("SELECT hex(wrapped_key) || hex(body) FROM record WHERE collection = 'managed-key'"));
        Assert.Equal(ManagedKeyReason.Destroyed, Manager.Verify(ManagedKeyReference.ById(revoked.Id)).Reason);
        Assert.Empty(Manager.List());
        Assert.Equal(destroyed.Id, Assert.Single(Manager.List(state: ManagedKeyState.Destroyed)).Id);
        Assert.Equal(1, Manager.Create("API", ManagedKeyType.Hmac).Version);
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void Any_version_in_time_can_be_brought_into_use_and_the_present_one_is_deprecated()
    {
        ManagedKeyInfo first = Manager.Create("api", ManagedKeyType.Hmac, new() { Pending = true });
        Assert.Equal(ManagedKeyReason.Pending, Manager.Verify(Key).Reason);
        Assert.Equal(ManagedKeyState.Active, Manager.Activate(Key).State);
        Assert.Throws<InvalidStateException>(() => Manager.Activate(Key));

        string second = _store.Manager.Rotation.Start(RotationKind.ManagedKey, "api", new() { Overlap = TimeSpan.FromDays(1) }).NewId;
        Manager.Activate(ManagedKeyReference.ById(first.Id));
        Assert.Equal(first.Id, Manager.Get(Key).Id);
        Assert.Equal(ManagedKeyState.Deprecated, Manager.Get(ManagedKeyReference.ById(second)).State);
        Manager.Activate(ManagedKeyReference.ById(second));
        _store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("ManagedKeyExpired", Assert.Throws<ExpiredException>(() => Manager.Activate(ManagedKeyReference.ById(first.Id))).ErrorId);
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_version_that_was_brought_back_by_hand_outlives_the_rotation_that_had_replaced_it(bool isUndone)
    {
        RotationManager rotations = _store.Manager.Rotation;
        ManagedKeyInfo first = Manager.Create("api", ManagedKeyType.Hmac, new() { ExpiresIn = TimeSpan.FromDays(90) });
        RotationResult rotation = rotations.Start(RotationKind.ManagedKey, "api", new() { Overlap = TimeSpan.FromDays(1) });
        Manager.Activate(ManagedKeyReference.ById(first.Id));

        RotationResult ended = isUndone ? rotations.Undo(rotation.Id) : rotations.Complete(rotation.Id);

        Assert.Equal(isUndone ? RotationState.Undone : RotationState.Completed, ended.State);
        Assert.Equal((first.Id, ManagedKeyState.Active, first.ExpiresAt), (Manager.Get(Key).Id, Manager.Get(Key).State, Manager.Get(Key).ExpiresAt));
        Assert.Equal(isUndone ? ManagedKeyState.Revoked : ManagedKeyState.Deprecated, Manager.Get(ManagedKeyReference.ById(rotation.NewId)).State);
        _store.Clock.Advance(TimeSpan.FromDays(2));
        Assert.True(Manager.Verify(Key).IsValid);
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void An_undo_does_not_take_the_name_from_a_third_version()
    {
        RotationManager rotations = _store.Manager.Rotation;
        string first = Manager.Create("api", ManagedKeyType.Hmac).Id;
        RotationResult second = rotations.Start(RotationKind.ManagedKey, "api");
        Manager.Activate(ManagedKeyReference.ById(first));
        rotations.Complete(second.Id);
        RotationResult third = rotations.Start(RotationKind.ManagedKey, "api");
        Manager.Activate(ManagedKeyReference.ById(second.NewId));

        Assert.Equal("RotationSubjectChanged", Assert.ThrowsAny<SecurityException>(() => rotations.Undo(third.Id)).ErrorId);

        Assert.Equal(second.NewId, Manager.Get(Key).Id);
        Assert.Equal(RotationState.Completed, rotations.Complete(third.Id).State);
        Assert.Equal(second.NewId, Manager.Get(Key).Id);
    }

    [Fact]
    public void What_cannot_be_made_is_refused()
    {
        Manager.Create("api", ManagedKeyType.Hmac, new() { Tags = new Dictionary<string, string> { ["team"] = "a" } });
        Assert.Equal("ManagedKeyExists", Assert.Throws<AlreadyExistsException>(() => Manager.Create("API", ManagedKeyType.Hmac)).ErrorId);
        Assert.Equal("NameInvalid", Assert.Throws<InvalidInputException>(() => Manager.Create(" ", ManagedKeyType.Hmac)).ErrorId);
        Assert.Equal("ManagedKeySizeInvalid", Assert.Throws<InvalidInputException>(() => Manager.Create("b", ManagedKeyType.Rsa, new() { Size = 1024 })).ErrorId);
        Assert.Equal("ManagedKeySizeInvalid", Assert.Throws<InvalidInputException>(() => Manager.Create("b", ManagedKeyType.Hmac, new() { Size = 128 })).ErrorId);
        Assert.Equal("ManagedKeyScopeInvalid", Assert.Throws<InvalidInputException>(() => Manager.Create("b", ManagedKeyType.Hmac, new() { Scope = (ManagedKeyScope)8 })).ErrorId);
        Assert.Equal("ExpiryInvalid", Assert.Throws<InvalidInputException>(() => Manager.Create("b", ManagedKeyType.Hmac, new() { ExpiresIn = TimeSpan.Zero })).ErrorId);
        Assert.Equal("ExpiryTooFar", Assert.Throws<InvalidInputException>(() => Manager.Create("b", ManagedKeyType.Hmac, new() { ExpiresIn = TimeSpan.MaxValue })).ErrorId);
        Assert.Equal("ManagedKeyNotFound", Assert.Throws<NotFoundException>(() => Manager.Get(ManagedKeyReference.ByName("b"))).ErrorId);
        Assert.Single(Manager.List("a*", tags: new Dictionary<string, string> { ["team"] = "a" }));
        Assert.Empty(Manager.List(tags: new Dictionary<string, string> { ["team"] = "b" }));
    }

    public void Dispose() => _store.Dispose();
}
