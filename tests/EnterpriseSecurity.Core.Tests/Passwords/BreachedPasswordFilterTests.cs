using System.Diagnostics;
using System.Text;
using EnterpriseSecurity.Passwords;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Passwords;

public sealed class BreachedPasswordFilterTests(ITestOutputHelper output) : IDisposable
{
    private readonly BreachLists _lists = new();

    [Fact]
    public void A_filter_holds_every_password_of_its_list()
    {
        string list = _lists.WritePasswords("list", Enumerable.Range(0, 5000).Select(i => $"breached{i}"));

        BreachedPasswordImport made = Build(list, "filter");

        using BreachedPasswordList filter = BreachedPasswordList.Open(made.Path);
        Assert.Equal((5000L, 5000L, 64 + (16L << 16) + (5 * 5000)), (made.Read, made.Entries, made.Size));
        Assert.Equal(made.Size, new FileInfo(made.Path).Length);
        Assert.Equal(BreachedPasswordSource.Filter, filter.Source);
        for (int i = 0; i < 5000; i++)
        {
            Assert.True(filter.Find(Encoding.UTF8.GetBytes($"breached{i}")).IsBreached);
            Assert.False(filter.Find(Encoding.UTF8.GetBytes($"fresh{i}")).IsBreached);
        }
    }

    [Fact]
    public void The_format_is_what_it_was()
    {
        // Two hashes; the file from docs/password-policy.md.
        string list = _lists.Write("list", "00000102030405060708090A0B0C0D0E0F101112:3\nFFFFA1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2:4\n");

        byte[] bytes = File.ReadAllBytes(Build(list, "filter").Path);

        Assert.Equal("ESBREACH"u8, bytes.AsSpan(0, 8));
        Assert.Equal("010001000000000002000000000000000100000000000000", Convert.ToHexString(bytes.AsSpan(8, 24)));
        Assert.Equal("0102030405A1A2A3A4A5", Convert.ToHexString(bytes.AsSpan(64 + (16 << 16))));
        Assert.Equal("0100000000000000", Convert.ToHexString(bytes.AsSpan(64 + (16 * 65535), 8)));
    }

    [Fact]
    public void Passwords_seen_too_seldom_are_left_out()
    {
        string list = _lists.WritePasswords("list", Enumerable.Range(0, 100).Select(i => $"breached{i}"));

        BreachedPasswordImport made = Build(list, "filter", minimumCount: 51);

        using BreachedPasswordFilter filter = new(made.Path);
        Assert.Equal((100L, 50L, 51L), (made.Read, made.Entries, filter.MinimumCount));
        Assert.False(filter.Find("breached49"u8).IsBreached);
        Assert.True(filter.Find("breached50"u8).IsBreached);
    }

    [Fact]
    public void One_changed_byte_anywhere_is_an_error_and_no_answer()
    {
        string list = _lists.WritePasswords("list", Enumerable.Range(0, 300).Select(i => $"breached{i}"));
        byte[] whole = File.ReadAllBytes(Build(list, "filter").Path);
        string path = _lists.At("changed");
        Random random = new(1);
        IEnumerable<int> places = Enumerable.Range(0, 64).Concat(Enumerable.Range(0, 60).Select(_ => random.Next(64, whole.Length))).Append(whole.Length - 1);
        foreach (int place in places)
        {
            byte[] bytes = [.. whole];
            bytes[place] ^= 0x10;
            File.WriteAllBytes(path, bytes);
            Assert.ThrowsAny<SecurityException>(() => FindAll(path, 300));
        }

        foreach (int length in new[] { 0, 5, 63, 64, 1000, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<MalformedDataException>(() => new BreachedPasswordFilter(path));
        }

        File.WriteAllBytes(path, [.. whole, 0]);
        Assert.Throws<MalformedDataException>(() => new BreachedPasswordFilter(path));
    }

    [Fact]
    public void An_index_of_any_numbers_is_refused_without_a_crash()
    {
        byte[] index = new byte[16 << 16];
        foreach (byte fill in new byte[] { 0x01, 0x7F, 0x80, 0xFF })
        {
            Array.Fill(index, fill);
            string path = _lists.At($"filter{fill}");
            File.WriteAllBytes(path, [.. BreachedPasswordFilterFormat.WriteHeader(BreachedPasswordHash.Sha1, 2, 1, index), .. index, .. new byte[10]]);
            using BreachedPasswordFilter filter = new(path);
            Assert.Throws<MalformedDataException>(() => filter.FindHash(new byte[20]));
            Assert.Throws<MalformedDataException>(() => filter.FindHash(Enumerable.Repeat((byte)0xFF, 20).ToArray()));
        }
    }

    [Fact]
    public void A_failed_or_stopped_build_leaves_nothing()
    {
        string unsorted = _lists.Write("unsorted", string.Join('\n', Enumerable.Range(0, 30).Select(i => BreachLists.Sha1($"p{i}"))));
        Assert.Throws<MalformedDataException>(() => Build(unsorted, "filter"));

        string list = _lists.WriteSpread("list", 100_000);
        using CancellationTokenSource stop = new();
        using BreachedPasswordFile file = new(list);
        Assert.Throws<OperationCanceledException>(() =>
            BreachedPasswordFilter.Create(file, _lists.At("filter"), progress: new Reaction(_ => stop.Cancel()), cancellation: stop.Token));
        Assert.Equal(2, Directory.GetFiles(_lists.Folder).Length);
    }

    [Fact]
    public void A_file_that_exists_is_replaced_only_when_asked()
    {
        string list = _lists.WritePasswords("list", ["one"]);
        string path = _lists.Write("filter", "mine");

        Assert.Equal("BreachFilterExists", Assert.Throws<AlreadyExistsException>(() => Build(list, "filter")).ErrorId);
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Equal(1, Build(list, "filter", overwrite: true).Entries);
    }

    [Fact]
    public void A_filter_is_not_made_of_a_filter()
    {
        string filter = Build(_lists.WritePasswords("list", ["one"]), "filter").Path;
        Assert.Equal("BreachListNotReadable", Assert.Throws<UnsupportedException>(() => Build(filter, "second")).ErrorId);
    }

    [Fact]
    [Trait("Category", "Reliability")]
    public void A_large_list_becomes_a_small_filter()
    {
        long lines = BreachLists.LargeSize;
        string list = _lists.WriteSpread("list", lines);
        Stopwatch watch = Stopwatch.StartNew();
        BreachedPasswordImport made = Build(list, "filter");
        output.WriteLine($"{lines:N0} lines, {new FileInfo(list).Length >> 20} MiB: {watch.Elapsed.TotalSeconds:0.0} s to {made.Size / (double)lines:0.00} bytes a password");
        Assert.Equal(lines, made.Entries);

        using BreachedPasswordFilter filter = new(made.Path);
        watch.Restart();
        for (int i = 0; i < 1000; i++) Assert.True(filter.FindHash(BreachLists.SpreadHash(i * lines / 1000, lines)).IsBreached);
        output.WriteLine($"{watch.Elapsed.TotalMilliseconds / 1000:0.000} ms a look-up");
    }

    public void Dispose() => _lists.Dispose();

    private static void FindAll(string path, int count)
    {
        using BreachedPasswordFilter filter = new(path);
        for (int i = 0; i < count; i++) filter.Find(Encoding.UTF8.GetBytes($"breached{i}"));
        for (int bucket = 0; bucket < 1 << 16; bucket++) filter.FindHash([(byte)(bucket >> 8), (byte)bucket, .. new byte[18]]);
    }

    private BreachedPasswordImport Build(string list, string name, long minimumCount = 1, bool overwrite = false)
    {
        using BreachedPasswordList source = BreachedPasswordList.Open(list);
        return BreachedPasswordFilter.Create(source, _lists.At(name), minimumCount, overwrite);
    }

    private sealed class Reaction(Action<double> react) : IProgress<double>
    {
        public void Report(double value) => react(value);
    }
}
