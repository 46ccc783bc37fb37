using System.Security.Cryptography;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Keys;

/// <summary>The DPAPI protector with a stand-in for Windows; <c>WindowsDataProtection</c> itself is two calls.</summary>
public sealed class DpapiProtectorTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly FakeDataProtection _alice = new("alice");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void The_same_user_opens_the_store_and_nobody_else_does()
    {
        using DpapiProtector mine = new(_alice);
        using DpapiProtector theirs = new(new FakeDataProtection("bob"));
        using (SecretValue value = SecretValue.FromText("value")) _store.Manager.Secrets.Protect("kept", value);
        ProtectorInfo added = _store.Manager.Store.AddProtector(mine);
        Assert.Equal((ProtectorKind.Dpapi, "DPAPI, current user"), (added.Kind, added.Description));
        _store.Close();

        using (EnterpriseSecurityManager manager = EnterpriseSecurityManager.Open(_store.Path, mine, _store.Clock))
        {
            Assert.Equal("value", SharedStore.Reveal(manager, "kept"));
        }

        Assert.Equal("StoreUnlockFailed", Assert.Throws<AuthenticationFailedException>(() => SecurityStore.Open(_store.Path, theirs, _store.Clock)).ErrorId);
    }

    [Fact]
    public void The_key_is_bound_to_the_store_and_wiped_in_memory()
    {
        using DpapiProtector protector = new(_alice);
        byte[] root = RandomNumberGenerator.GetBytes(32);
        ProtectorEntry draft = new() { Id = "p", Kind = ProtectorKind.Dpapi, Description = "d", CreatedAt = default, Kdf = "", Salt = [] };
        ProtectorEntry entry = protector.Protect(root, "store-1", draft);

        Assert.Equal("dpapi", entry.Kdf);
        using (SecretBuffer back = protector.TryUnprotect(entry, "store-1")!) Assert.Equal(root, back.Span.ToArray());
        Assert.Null(protector.TryUnprotect(entry, "store-2"));
        Assert.Null(protector.TryUnprotect(entry with { Id = "q" }, "store-1"));
        Assert.Null(protector.TryUnprotect(entry with { Salt = [] }, "store-1"));
        Assert.Null(protector.TryUnprotect(entry with { Wrapped = [] }, "store-1"));
        Assert.NotEmpty(_alice.Handed);
        Assert.All(_alice.Handed, key => Assert.Equal(new byte[32], key));
    }

    [Fact]
    public void A_key_of_another_length_opens_nothing()
    {
        using DpapiProtector protector = new(_alice);
        ProtectorEntry draft = new() { Id = "p", Kind = ProtectorKind.Dpapi, Description = "d", CreatedAt = default, Kdf = "", Salt = [] };
        ProtectorEntry entry = protector.Protect(new byte[32], "store", draft);
        byte[] tooShort = _alice.Protect(new byte[16], System.Text.Encoding.UTF8.GetBytes("store"));
        Assert.Null(protector.TryUnprotect(entry with { Salt = tooShort }, "store"));
    }

    [Fact]
    public void Without_Windows_it_is_refused_by_name()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal("DpapiUnavailable", Assert.Throws<UnsupportedException>(KeyProtector.FromDpapi).ErrorId);
    }

    /// <summary>Protects with a key per user, as DPAPI does, and keeps the arrays that it was given or gave.</summary>
    private sealed class FakeDataProtection(string user) : IDataProtection
    {
        private const int NonceSize = 12, TagSize = 16;
        private readonly byte[] _key = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(user));

        public List<byte[]> Handed { get; } = [];

        public byte[] Protect(byte[] plain, byte[] entropy)
        {
            Handed.Add(plain);
            byte[] guarded = new byte[NonceSize + TagSize + plain.Length];
            RandomNumberGenerator.Fill(guarded.AsSpan(0, NonceSize));
            using AesGcm cipher = new(_key, TagSize);
            cipher.Encrypt(guarded.AsSpan(0, NonceSize), plain, guarded.AsSpan(NonceSize + TagSize), guarded.AsSpan(NonceSize, TagSize), entropy);
            return guarded;
        }

        public byte[]? TryUnprotect(byte[] guarded, byte[] entropy)
        {
            if (guarded.Length < NonceSize + TagSize) return null;
            byte[] plain = new byte[guarded.Length - NonceSize - TagSize];
            using AesGcm cipher = new(_key, TagSize);
            try
            {
                cipher.Decrypt(guarded.AsSpan(0, NonceSize), guarded.AsSpan(NonceSize + TagSize), guarded.AsSpan(NonceSize, TagSize), plain, entropy);
            }
            catch (AuthenticationTagMismatchException)
            {
                return null;
            }

            Handed.Add(plain);
            return plain;
        }
    }
}
