using System.Security.Cryptography;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class KeyedAes256GcmTests
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _message = RandomNumberGenerator.GetBytes(100);
    private readonly byte[] _associated = RandomNumberGenerator.GetBytes(20);

    [Fact]
    public void Its_messages_are_those_of_the_algorithm_both_ways()
    {
        using KeyedAes256Gcm keyed = new(_key);

        using SecretBuffer? there = Aes256Gcm.Instance.TryOpen(_key, keyed.Seal(_message, _associated), _associated);
        using SecretBuffer? back = keyed.TryOpen(Aes256Gcm.Instance.Seal(_key, _message, _associated), _associated);

        Assert.Equal(_message, there!.Span.ToArray());
        Assert.Equal(_message, back!.Span.ToArray());
    }

    [Fact]
    public void No_changed_or_cut_message_opens()
    {
        using KeyedAes256Gcm keyed = new(_key);
        byte[] message = keyed.Seal(_message, _associated);
        for (int at = 0; at < message.Length; at++)
        {
            byte[] changed = [.. message];
            changed[at] ^= 1;
            Assert.Null(keyed.TryOpen(changed, _associated));
            Assert.Null(keyed.TryOpen(message.AsSpan(0, at), _associated));
        }

        Assert.Null(keyed.TryOpen(message, []));
    }

    [Fact]
    public void Several_threads_may_use_it()
    {
        using KeyedAes256Gcm keyed = new(_key);

        Parallel.For(0, 2_000, _ =>
        {
            using SecretBuffer? opened = keyed.TryOpen(keyed.Seal(_message, _associated), _associated);
            Assert.Equal(_message, opened!.Span.ToArray());
        });
    }

    [Fact]
    public void A_key_of_another_size_is_refused() => Assert.Throws<ArgumentException>(() => new KeyedAes256Gcm(new byte[16]));
}
