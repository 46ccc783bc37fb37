using System.Diagnostics;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.LeakSearch;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.LeakSearch;

/// <summary>Repositories whose settings, and whose place, are somebody else's: nothing of them is run, and nothing is hidden by them.</summary>
[Collection(AloneCollection.Name)]
public sealed class HostileRepositoryTests : IDisposable
{
    private const string Planted = "planted-in-the-history";
    private readonly TemporaryStore _store = new();
    private readonly string _folder;
    private readonly string _mark;
    private readonly string _program;

    public HostileRepositoryTests()
    {
        using SecretValue value = SecretValue.FromText(Planted);
        _store.Manager.Secrets.Protect("db", value);
        _folder = Directory.CreateDirectory(Path.Combine(_store.Root, "work")).FullName;
        _mark = Path.Combine(_store.Root, "it-ran");
        _program = Path.Combine(_store.Root, "program");
        if (OperatingSystem.IsWindows()) return;
        WriteProgram(_program);
        Git("init", "-q");
        File.WriteAllText(Path.Combine(_folder, "a.txt"), Planted);
        Git("add", ".");
        Git("commit", "-qm", "one");
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_repository_cannot_have_a_signature_checked_by_its_own_program()
    {
        if (OperatingSystem.IsWindows()) return;
        string commit = Path.Combine(_store.Root, "commit");
        File.WriteAllText(Path.Combine(_folder, "b.txt"), Planted + " twice");
        Git("add", ".");
        File.WriteAllText(commit, $"tree {Git("write-tree")}\nparent {Git("rev-parse", "HEAD")}\nauthor n <a@b> 1 +0000\ncommitter n <a@b> 1 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\nsigned\n");
        Git("update-ref", "refs/heads/signed", Git("hash-object", "-t", "commit", "-w", commit));
        Git("config", "log.showSignature", "true");
        Git("config", "gpg.program", _program);
        Assert.Equal(["a.txt", "b.txt"], Search().Select(leak => leak.Path).Order());
        Assert.False(File.Exists(_mark));
    }

    [Fact]
    public void A_repository_that_lacks_objects_cannot_have_them_fetched_by_its_own_program()
    {
        if (OperatingSystem.IsWindows()) return;
        Git("commit", "-q", "--allow-empty", "-m", "two");
        File.WriteAllText(Path.Combine(_folder, "b.txt"), "nothing");
        Git("add", ".");
        Git("commit", "-qm", "three");
        string tree = Git("rev-parse", "HEAD^{tree}");
        Git("config", "core.repositoryformatversion", "1");
        Git("config", "extensions.partialClone", "origin");
        Git("config", "remote.origin.url", "ext::" + _program);
        Git("config", "remote.origin.promisor", "true");
        Git("config", "protocol.ext.allow", "always");
        File.Delete(Path.Combine(_folder, ".git", "objects", tree[..2], tree[2..]));
        Assert.Single(Search());
        Assert.False(File.Exists(_mark));
    }

    [Fact]
    public void A_repository_cannot_hide_the_commit_that_brought_a_secret()
    {
        if (OperatingSystem.IsWindows()) return;
        Git("config", "log.showRoot", "false");
        Git("config", "color.ui", "always");
        SecretLeak leak = Assert.Single(Search());
        Assert.Equal(("a.txt", Git("rev-parse", "HEAD")), (leak.Path, leak.Commit));
    }

    [Fact]
    public void Variables_of_another_repository_do_not_take_the_place_of_the_one_that_is_searched()
    {
        if (OperatingSystem.IsWindows()) return;
        Environment.SetEnvironmentVariable("GIT_DIR", Path.Combine(_store.Root, "no-such-repository"));
        try
        {
            Assert.Equal("a.txt", Assert.Single(Search()).Path);
        }
        finally
        {
            Environment.SetEnvironmentVariable("GIT_DIR", null);
        }
    }

    [Fact]
    public void A_program_is_taken_from_the_path_and_not_from_where_one_stands()
    {
        if (OperatingSystem.IsWindows()) return;
        WriteProgram(Path.Combine(_folder, "git"));
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = _folder;
        try
        {
            Assert.Single(Search());
            Assert.Null(ToolProcess.Find("no-such-program"));
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }

        Assert.False(File.Exists(_mark));
    }

    [Fact]
    public void Each_blob_is_told_with_its_own_commit_and_a_name_cannot_drive_the_terminal()
    {
        if (OperatingSystem.IsWindows()) return;
        string first = Git("rev-parse", "HEAD");
        File.WriteAllText(Path.Combine(_folder, "b\u001b[2J\u0001.txt"), Planted + " in another");
        Git("add", ".");
        Git("commit", "-qm", "two");
        List<SecretLeak> found = Search();
        Assert.Equal([("a.txt", first), ("b\u001b[2J\u0001.txt", Git("rev-parse", "HEAD"))], found.OrderBy(leak => leak.Path, StringComparer.Ordinal).Select(leak => (leak.Path, leak.Commit!)));
        Assert.All(found, leak => Assert.DoesNotContain(leak.ToString(), char.IsControl));
    }

    private List<SecretLeak> Search()
    {
        List<SecretLeak> found = [];
        new LeakSearcher(_store.Manager.Store, new FakePlaces(), new FakeLog()).Search(new LeakSearchOptions { Places = LeakPlace.Git, Paths = [_folder] }, found.Add);
        return found;
    }

    private void WriteProgram(string path)
    {
        File.WriteAllText(path, $"#!/bin/sh\ntouch '{_mark}'\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Git(params string[] arguments)
    {
        ProcessStartInfo start = new("/usr/bin/env", ["git", "-C", _folder, "-c", "user.name=n", "-c", "user.email=a@b", "-c", "commit.gpgSign=false", .. arguments]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
