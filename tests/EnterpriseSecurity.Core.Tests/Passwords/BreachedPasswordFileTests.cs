using System.Diagnostics;
using System.Text;
using EnterpriseSecurity.Passwords;
using EnterpriseSecurity.Providers;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.Passwords;

public sealed class BreachedPasswordFileTests(ITestOutputHelper output) : IDisposable
{
    private readonly BreachLists _lists = new();

    public static TheoryData<string, bool> LineEnds => new() { { "\r\n", true }, { "\r\n", false }, { "\n", true }, { "\n", false } };

    [Theory]
    [MemberData(nameof(LineEnds))]
    public void Every_line_is_found_and_nothing_between(string lineEnd, bool endsWithLine)
    {
        foreach (int size in new[] { 1, 2, 3, 90, 91, 92, 1000, 5000 })
        {
            string path = _lists.WritePasswords($"{size}", Enumerable.Range(0, size).Select(i => $"breached{i}"), lineEnd, endsWithLine);
            using BreachedPasswordFile file = new(path);
            for (int i = 0; i < size; i++)
            {
                BreachedPasswordMatch match = file.Find(Encoding.UTF8.GetBytes($"breached{i}"));
                Assert.Equal((true, i + 1L), (match.IsBreached, match.Count));
                Assert.False(file.Find(Encoding.UTF8.GetBytes($"fresh{i}")).IsBreached);
            }
        }
    }

    [Fact]
    public void The_places_before_the_first_line_and_after_the_last_are_empty()
    {
        string path = _lists.WriteSpread("spread", 10_000);
        using BreachedPasswordFile file = new(path);

        Assert.Equal(1, file.FindHash(BreachLists.SpreadHash(0, 10_000)).Count);
        Assert.Equal(10_000, file.FindHash(BreachLists.SpreadHash(9_999, 10_000)).Count);
        Assert.False(file.FindHash(new byte[20]).IsBreached);
        Assert.False(file.FindHash(Enumerable.Repeat((byte)0xFF, 20).ToArray()).IsBreached);
    }

    [Fact]
    public void Hashes_that_are_not_spread_evenly_are_found_too()
    {
        StringBuilder text = new();
        for (int i = 0; i < 50_000; i++) text.Append(new string('0', 35)).Append(i.ToString("X5")).Append('\n');
        for (int i = 0; i < 50_000; i++) text.Append(new string('F', 35)).Append(i.ToString("X5")).Append(":7\n");
        using BreachedPasswordFile file = new(_lists.Write("skewed", text.ToString()));

        for (int i = 0; i < 50_000; i += 997)
        {
            BreachedPasswordMatch low = file.FindHash(Convert.FromHexString(new string('0', 35) + i.ToString("X5")));
            Assert.Equal((true, (long?)null), (low.IsBreached, low.Count));
            Assert.Equal(7, file.FindHash(Convert.FromHexString(new string('F', 35) + i.ToString("X5"))).Count);
            Assert.False(file.FindHash(Convert.FromHexString("8" + new string('0', 34) + i.ToString("X5"))).IsBreached);
        }
    }

    [Fact]
    public void An_NTLM_list_is_known_by_its_length()
    {
        // The NT hash of "password", as RFC 1320's MD4 of its UTF-16 gives it.
        using BreachedPasswordFile file = new(_lists.Write("ntlm", "8846F7EAEE8FB117AD06BDD830B7586C:42\r\n"));

        Assert.Equal(BreachedPasswordHash.Ntlm, file.Hash);
        Assert.Equal(42, file.Find("password"u8).Count);
        Assert.False(file.Find("Password"u8).IsBreached);
    }

    [Theory]
    [InlineData("", "31D6CFE0D16AE931B73C59D7E0C089C0")]
    [InlineData("abc", "A448017AAF21D8525FC10AE87AA6729D")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "E33B4DDC9C38F2199C3E7B164FCC0536")]
    public void MD4_is_RFC_1320s(string input, string hash)
    {
        byte[] output = new byte[16];
        LibraryProviders.Current.Hashes.Md4(Encoding.ASCII.GetBytes(input), output);
        Assert.Equal(hash, Convert.ToHexString(output));
    }

    [Fact]
    public void A_count_of_zero_is_no_breach()
    {
        using BreachedPasswordFile file = new(_lists.Write("zero", $"{BreachLists.Sha1("padding")}:0"));

        BreachedPasswordMatch match = file.Find("padding"u8);

        Assert.Equal((false, (long?)null), (match.IsBreached, match.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("password\n")]
    [InlineData("PK\u0003\u0004 archive")]
    [InlineData("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:12a\n")]
    [InlineData("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:-1\n")]
    [InlineData("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD\n")]
    [InlineData("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FDG:1\n")]
    [InlineData("0BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:1\n\n5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:1\n")]
    [InlineData("0BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:1\n5BAA61E4C9B9")]
    public void A_file_that_is_no_whole_list_is_refused(string content)
    {
        string path = _lists.Write("foreign", content);

        MalformedDataException error = Assert.Throws<MalformedDataException>(() => new BreachedPasswordFile(path));

        Assert.Equal("BreachListMalformed", error.ErrorId);
    }

    [Fact]
    public void A_file_of_zeros_or_without_line_ends_is_refused()
    {
        File.WriteAllBytes(_lists.At("zeros"), new byte[1 << 20]);
        Assert.Throws<MalformedDataException>(() => new BreachedPasswordFile(_lists.At("zeros")));

        string first = $"{BreachLists.Sha1("a")}:1\n";
        Assert.Throws<MalformedDataException>(() => new BreachedPasswordFile(_lists.Write("line", first + new string('F', 100_000))));
    }

    [Fact]
    public void A_list_sorted_by_count_is_refused()
    {
        IEnumerable<string> lines = Enumerable.Range(0, 20_000).Select(i => $"{BreachLists.Sha1($"p{i}")}:{20_000 - i}");
        string path = _lists.Write("by-count", string.Join("\r\n", lines));

        MalformedDataException error = Assert.Throws<MalformedDataException>(() => new BreachedPasswordFile(path));

        Assert.Equal("BreachListNotSorted", error.ErrorId);
    }

    [Fact]
    public void Disorder_where_a_lookup_comes_by_is_an_error_and_no_answer()
    {
        // Two halves, each sorted and larger than what opening looks at in one piece, in the wrong order.
        string path = _lists.WriteSpread("good", 200_000);
        byte[] bytes = File.ReadAllBytes(path);
        int middle = Array.IndexOf(bytes, (byte)'\n', bytes.Length / 2) + 1;
        File.WriteAllBytes(_lists.At("halves"), [.. bytes[middle..], .. bytes[..middle]]);

        MalformedDataException error = Assert.Throws<MalformedDataException>(() => new BreachedPasswordFile(_lists.At("halves")));

        Assert.Equal("BreachListNotSorted", error.ErrorId);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("pipe")]
    [InlineData("link")]
    public void What_is_no_regular_file_is_refused_at_once(string name)
    {
        if (OperatingSystem.IsWindows()) return;
        Process.Start("mkfifo", _lists.At("pipe")).WaitForExit();
        File.CreateSymbolicLink(_lists.At("link"), _lists.At("pipe"));
        Assert.Equal("BreachListMalformed", Assert.Throws<MalformedDataException>(() => BreachedPasswordList.Open(_lists.At(name))).ErrorId);
    }

    [Fact]
    public void A_list_is_found_by_a_link()
    {
        if (OperatingSystem.IsWindows()) return;
        File.CreateSymbolicLink(_lists.At("link"), _lists.WritePasswords("list", ["one"]));
        using BreachedPasswordList list = BreachedPasswordList.Open(_lists.At("link"));
        Assert.True(list.Find("one"u8).IsBreached);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        NotFoundException error = Assert.Throws<NotFoundException>(() => new BreachedPasswordFile(_lists.At("none")));
        Assert.Equal("BreachListNotFound", error.ErrorId);
    }

    [Fact]
    [Trait("Category", "Reliability")]
    public void A_large_list_is_searched_in_little_time_and_memory()
    {
        long lines = BreachLists.LargeSize;
        const int Lookups = 2000;
        (string path, List<byte[]> wanted) = _lists.WriteRandom("large", lines, Lookups);
        using BreachedPasswordFile file = new(path);
        file.FindHash(wanted[1]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        foreach (byte[] hash in wanted)
        {
            Assert.True(file.FindHash(hash).IsBreached);
            hash[10] ^= 1;
            Assert.False(file.FindHash(hash).IsBreached);
        }

        double each = watch.Elapsed.TotalMilliseconds / (2 * Lookups);
        long memory = (GC.GetAllocatedBytesForCurrentThread() - before) / (2 * Lookups);
        output.WriteLine($"{lines:N0} lines, {new FileInfo(path).Length >> 20} MiB: {each:0.000} ms and {memory} bytes a look-up");
        Assert.True(memory < 1024, $"{memory} bytes a look-up");
    }

    public void Dispose() => _lists.Dispose();
}
