using System.Text;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Core.Tests.Passwords;

public sealed class BreachedPasswordFolderTests : IDisposable
{
    private readonly BreachLists _lists = new();

    [Theory]
    [InlineData("\r\n", false)]
    [InlineData("\n", true)]
    public void A_password_is_looked_up_in_its_range(string lineEnd, bool lowerCase)
    {
        WriteRanges(lineEnd, lowerCase, "one", "two", "three");

        using BreachedPasswordList folder = BreachedPasswordList.Open(_lists.Folder);

        Assert.Equal((BreachedPasswordSource.RangeFolder, BreachedPasswordHash.Sha1), (folder.Source, folder.Hash));
        Assert.Equal(5, folder.Find("two"u8).Count);
        Assert.Equal(5, folder.Find("three"u8).Count);
    }

    [Fact]
    public void A_range_that_is_missing_or_cut_off_is_an_error_and_no_answer()
    {
        string hash = BreachLists.Sha1("one");
        WriteRanges("\n", false, "one");
        using BreachedPasswordFolder folder = new(_lists.Folder);

        Assert.Equal("BreachRangeMissing", Assert.Throws<MalformedDataException>(() => folder.Find("two"u8)).ErrorId);
        _lists.Write($"{hash[..5]}.txt", "");
        Assert.Equal("BreachRangeMissing", Assert.Throws<MalformedDataException>(() => folder.Find("one"u8)).ErrorId);
        _lists.Write($"{hash[..5]}.txt", $"{hash[5..]}:5\n0000");
        Assert.Equal("BreachListMalformed", Assert.Throws<MalformedDataException>(() => folder.Find("one"u8)).ErrorId);
    }

    [Fact]
    public void A_folder_without_ranges_is_refused()
    {
        _lists.Write("notes.txt", "these are notes");
        Assert.Equal("BreachListMalformed", Assert.Throws<MalformedDataException>(() => BreachedPasswordList.Open(_lists.Folder)).ErrorId);
    }

    [Fact]
    public void A_filter_of_a_folder_that_lacks_a_range_is_refused()
    {
        WriteRanges("\n", false, "one");
        using BreachedPasswordFolder folder = new(_lists.Folder);
        Assert.Equal("BreachRangeMissing", Assert.Throws<MalformedDataException>(() => BreachedPasswordFilter.Create(folder, _lists.At("filter"))).ErrorId);
    }

    public void Dispose() => _lists.Dispose();

    private void WriteRanges(string lineEnd, bool lowerCase, params string[] passwords)
    {
        foreach (string password in passwords)
        {
            string hash = BreachLists.Sha1(password);
            string name = lowerCase ? hash[..5].ToLowerInvariant() : hash[..5];
            _lists.Write($"{name}.txt", $"{new string('0', 35)}:1{lineEnd}{hash[5..]}:5{lineEnd}{new string('F', 35)}:2");
        }
    }
}
