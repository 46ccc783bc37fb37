using EnterpriseSecurity.Certificates;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>An older copy of a store, or of a part of it, that was put back: what shows, and what cannot show.</summary>
[Trait("Category", "Reliability")]
public sealed class StaleCopyTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private string Copy => Path.Combine(_store.Root, "copy");

    public void Dispose() => _store.Dispose();

    // Where all that is put back is one consistent older state, nothing in the folder can tell. A store.json that is ahead of
    // the database is what a crash between the two leaves, so it does not tell either.
    [Theory]
    [InlineData("store.json store.db audit ssh certs", "not noticed")]
    [InlineData("store.db", "refused StoreRolledBack")]
    [InlineData("store.db audit", "found Certificate SshKey")]
    [InlineData("store.db audit ssh certs", "not noticed")]
    [InlineData("store.db store.json", "refused StoreRolledBack")]
    [InlineData("store.db store.json ssh certs", "refused StoreRolledBack")]
    [InlineData("store.json", "refused StoreRolledBack")]
    [InlineData("audit", "found Audit")]
    [InlineData("store.json audit", "refused StoreRolledBack")]
    [InlineData("ssh", "found SshKey")]
    [InlineData("certs", "found Certificate")]
    [InlineData("store.json store.db audit", "found Certificate SshKey")]
    public void An_older_part_that_was_put_back_shows_unless_all_of_it_is(string parts, string expected)
    {
        Prepare();
        _store.Close();
        CopyFolder(_store.Path, Copy);
        _store.Reopen();
        Change();
        _store.Close();
        foreach (string part in parts.Split(' ')) PutBack(part);
        Assert.Equal(expected, Verdict());
    }

    [Fact]
    public void A_copy_that_went_on_beside_the_store_cannot_lend_it_its_parts()
    {
        Prepare();
        _store.Close();
        CopyFolder(_store.Path, Copy);
        _store.Reopen();
        Protect(_store.Manager, "here", "x");
        _store.Close();
        using (KeyProtector key = _store.Protector())
        using (EnterpriseSecurityManager fork = EnterpriseSecurityManager.Open(Copy, key, _store.Clock))
        {
            // Each is sound by itself: the two have the same past, and neither knows of the other.
            Protect(fork, "there", "x");
            SharedStore.AssertValid(fork);
        }

        PutBack("audit");
        Assert.Equal("refused StoreRolledBack", Verdict());
    }

    [Fact]
    public void A_copy_of_the_trail_that_is_kept_elsewhere_shows_what_the_folder_cannot()
    {
        Prepare();
        _store.Close();
        CopyFolder(_store.Path, Copy);
        _store.Reopen();
        Change();
        long known = _store.Manager.Audit.Count();
        _store.Close();
        foreach (string part in new[] { "store.json", "store.db", "audit", "ssh", "certs" }) PutBack(part);
        _store.Reopen();
        SharedStore.AssertValid(_store.Manager);
        Assert.True(_store.Manager.Audit.Count() < known);
    }

    private void Prepare()
    {
        Protect(_store.Manager, "a", "1");
        _store.Manager.SshKeys.Create("k");
        _store.Manager.Certificates.CreateSelfSigned(new CertificateOptions { Subject = new CertificateSubject { CommonName = "example.com" } }, "c");
    }

    private void Change()
    {
        using (SecretValue value = SecretValue.FromText("2")) _store.Manager.Secrets.Update(SecretReference.ByName("a"), value);
        _store.Manager.SshKeys.Rotate("k");
        _store.Manager.Certificates.Renew("c");
        using KeyProtector second = KeyProtector.FromPassphrase("second"u8);
        _store.Manager.Store.AddProtector(second);
    }

    private string Verdict()
    {
        try
        {
            _store.Reopen();
        }
        catch (SecurityException error)
        {
            return $"refused {error.ErrorId}";
        }

        string[] found = [.. _store.Manager.Store.Verify().Findings.Select(finding => finding.Kind).Distinct().Order(StringComparer.Ordinal)];
        return found.Length == 0 ? "not noticed" : $"found {string.Join(' ', found)}";
    }

    private void PutBack(string part)
    {
        string here = Path.Combine(_store.Path, part), there = Path.Combine(Copy, part);
        if (Directory.Exists(here))
        {
            Directory.Delete(here, recursive: true);
            CopyFolder(there, here);
            return;
        }

        File.Copy(there, here, overwrite: true);
        foreach (string beside in new[] { "-wal", "-shm" }) File.Delete(here + beside);
    }

    private static void CopyFolder(string source, string target)
    {
        Directory.CreateDirectory(target);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(target, File.GetUnixFileMode(source));
        foreach (string file in Directory.EnumerateFiles(source)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        foreach (string folder in Directory.EnumerateDirectories(source)) CopyFolder(folder, Path.Combine(target, Path.GetFileName(folder)));
    }

    private static void Protect(EnterpriseSecurityManager manager, string name, string text)
    {
        using SecretValue value = SecretValue.FromText(text);
        manager.Secrets.Protect(name, value);
    }
}
