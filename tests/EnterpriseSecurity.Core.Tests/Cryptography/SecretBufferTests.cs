using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Core.Tests.Cryptography;

public class SecretBufferTests
{
    [Fact]
    public void Disposing_wipes_the_memory_itself()
    {
        SecretBuffer buffer = SecretBuffer.FromUtf8("correct horse");
        Memory<byte> memory = buffer.Memory;
        Assert.Equal("correct horse"u8.ToArray(), memory.ToArray());

        buffer.Dispose();

        Assert.Equal(new byte[13], memory.ToArray());
    }

    [Fact]
    public void Text_that_is_not_valid_Unicode_is_refused_rather_than_made_equal_to_another()
    {
        foreach (string text in new[] { "\ud800", "a\udc00", "\ufffd\ud800b", "\ude00\ud83d" })
        {
            InvalidInputException error = Assert.Throws<InvalidInputException>(() => SecretBuffer.FromUtf8(text));
            Assert.Equal("SecretNotUnicode", error.ErrorId);
        }

        using SecretBuffer whole = SecretBuffer.FromUtf8("\ufffdé\ud83d\ude00");
        Assert.Equal("\ufffdé\ud83d\ude00"u8.ToArray(), whole.Span.ToArray());
        using SecretBuffer empty = SecretBuffer.FromUtf8("");
        Assert.Equal(0, empty.Length);
    }

    [Fact]
    public void After_disposing_there_is_no_way_in()
    {
        SecretBuffer buffer = new(4);
        buffer.Dispose();
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => buffer.Length);
        Assert.Throws<ObjectDisposedException>(() => buffer.Memory);
        Assert.Throws<ObjectDisposedException>(() => buffer.Span[0]);
        Assert.Equal("SecretBuffer (wiped)", buffer.ToString());
    }

    [Fact]
    public void The_memory_does_not_move()
    {
        using SecretBuffer buffer = SecretBuffer.Random(1000);
        nint before = Address(buffer);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);

        Assert.Equal(before, Address(buffer));
    }

    [Fact]
    public void Its_text_never_shows_its_content()
    {
        using SecretBuffer buffer = SecretBuffer.FromUtf8("hunter2");

        Assert.Equal("SecretBuffer (7 bytes)", buffer.ToString());
    }

    [Fact]
    public void A_copy_is_independent()
    {
        using SecretBuffer original = SecretBuffer.FromUtf8("abc");
        using SecretBuffer copy = SecretBuffer.CopyOf(original.Span);
        original.Span.Clear();

        Assert.Equal("abc"u8.ToArray(), copy.Span.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => new SecretBuffer(-1));
    }

    private static unsafe nint Address(SecretBuffer buffer)
    {
        fixed (byte* first = buffer.Span) return (nint)first;
    }
}
