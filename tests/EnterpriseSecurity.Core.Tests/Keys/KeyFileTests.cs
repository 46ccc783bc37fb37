using System.Security.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Core.Tests.Keys;

public sealed class KeyFileTests : IDisposable
{
    private const string Variable = "CREDENTIALS_DIRECTORY";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("es-keyfile-").FullName;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(31, false)]
    [InlineData(32, true)]
    [InlineData(65536, true)]
    [InlineData(65537, false)]
    [InlineData(200_000, false)]
    public void A_key_file_holds_32_to_65536_bytes(int length, bool isUsable)
    {
        string path = Make(length);
        if (!isUsable)
        {
            Assert.Equal("KeyFileUnusable", Assert.Throws<InvalidInputException>(() => KeyFile.Read(path)).ErrorId);
            return;
        }

        using var key = KeyFile.Read(path);
        Assert.Equal(File.ReadAllBytes(path), key.Span.ToArray());
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told_as_missing()
    {
        Assert.Equal("KeyFileMissing", Assert.Throws<NotFoundException>(() => KeyFile.Read(Path.Combine(_folder, "none"))).ErrorId);
        Assert.Equal("KeyFileMissing", Assert.Throws<NotFoundException>(() => KeyFile.Read(_folder)).ErrorId);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, true)]
    [InlineData(Private | UnixFileMode.GroupRead, true)]
    [InlineData(Private | UnixFileMode.GroupWrite, false)]
    [InlineData(Private | UnixFileMode.OtherRead, false)]
    public void A_systemd_credential_may_show_its_access_list_as_a_right_of_the_group(UnixFileMode mode, bool isUsable)
    {
        if (!OperatingSystem.IsLinux()) return;
        string path = Make(32);
        File.SetUnixFileMode(path, mode);
        Environment.SetEnvironmentVariable(Variable, _folder + "/");
        Assert.Equal(isUsable, IsUsable(path));
        Environment.SetEnvironmentVariable(Variable, _folder + "-elsewhere");
        Assert.Equal(mode == UnixFileMode.UserRead, IsUsable(path));
        Environment.SetEnvironmentVariable(Variable, Path.Combine(_folder, "..", "other"));
        Assert.Equal(mode == UnixFileMode.UserRead, IsUsable(path));
    }

    private static bool IsUsable(string path)
    {
        try
        {
            KeyFile.Read(path).Dispose();
            return true;
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }

    private string Make(int length)
    {
        string path = Path.Combine(_folder, "key");
        File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(length));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, Private);
        return path;
    }
}
