using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshAuthorizedKeysTests : IDisposable
{
    private readonly TemporaryHome _home = new();
    private readonly SshPublicKey _ann = NewKey("ann@example");
    private readonly SshPublicKey _bob = NewKey("bob@example");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_missing_file_holds_nothing_and_removing_makes_none()
    {
        Assert.Empty(_home.Keys.Read().Entries);
        Assert.Empty(_home.Keys.Remove(_ann));
        Assert.False(Directory.Exists(_home.Folder));
    }

    [Fact]
    public void A_key_is_added_once()
    {
        SshAuthorizedKeyAddition first = _home.Keys.Add(_ann);
        SshAuthorizedKeyAddition again = _home.Keys.Add(_ann, [new("no-pty")], "another comment");

        Assert.Equal(SshAuthorizedKeyOutcome.Added, first.Outcome);
        Assert.Equal(SshAuthorizedKeyOutcome.AlreadyPresent, again.Outcome);
        Assert.Equal($"{_ann.ToOpenSsh()}\n", _home.Text);
        SshAuthorizedKeyEntry entry = Assert.Single(_home.Keys.Read().Entries);
        Assert.Equal((1, "ann@example", _ann.GetFingerprint()), (entry.LineNumber, entry.Comment, entry.Fingerprint));
        Assert.Empty(entry.Options);
    }

    [Fact]
    public void Options_are_replaced_when_asked_on_every_line_with_the_key()
    {
        _home.Write($"no-pty {_ann.ToOpenSsh()}  two  spaces\n{_bob.ToOpenSsh()}\n  command=\"a \\\" b\"\t{_ann.ToOpenSsh()}\r\n");
        SshAuthorizedKeyAddition result = _home.Keys.Add(_ann, [new("from", "10.0.0.0/8"), new("restrict")], replaceOptions: true);

        Assert.Equal(SshAuthorizedKeyOutcome.OptionsReplaced, result.Outcome);
        Assert.Equal($"from=\"10.0.0.0/8\",restrict {_ann.ToOpenSsh()}  two  spaces\n{_bob.ToOpenSsh()}\nfrom=\"10.0.0.0/8\",restrict {_ann.ToOpenSsh()}\r\n", _home.Text);
        Assert.Equal(SshAuthorizedKeyOutcome.AlreadyPresent, _home.Keys.Add(_ann, [new("from", "10.0.0.0/8"), new("restrict")], replaceOptions: true).Outcome);
        Assert.Equal(SshAuthorizedKeyOutcome.OptionsReplaced, _home.Keys.Add(_ann, replaceOptions: true).Outcome);
        Assert.StartsWith("ssh-ed25519 ", _home.Text);
    }

    [Fact]
    public void Lines_that_are_not_meant_keep_their_bytes_and_are_reported()
    {
        byte[] before =
        [
            .. TemporaryStore.Utf8($"# comment\r\n\n \t \nssh-next AAAAB3NzaC1uZXh0 x\nfrom=\"a {_bob.ToOpenSsh()}\nnonsense\nno-such-option {_bob.ToOpenSsh()}\n# caf"),
            0xe9, (byte)'\n', .. TemporaryStore.Utf8("no-pty ssh-ed25519 AAAA x"),
        ];
        _home.Write(before);
        _home.Keys.Add(_ann);

        byte[] after = File.ReadAllBytes(_home.KeysPath);
        Assert.Equal([.. before, (byte)'\n', .. TemporaryStore.Utf8(_ann.ToOpenSsh()), (byte)'\n'], after);
        SshAuthorizedKeysContent content = _home.Keys.Read();
        Assert.Equal(
            [(4, "SshKeyUnsupported"), (5, "SshAuthorizedKeyMalformed"), (6, "SshAuthorizedKeyMalformed"), (7, "SshAuthorizedKeyOptionInvalid"), (9, "SshAuthorizedKeyMalformed")],
            content.Problems.Select(problem => (problem.LineNumber, problem.ErrorId)));
        Assert.Equal([7, 10], content.Entries.Select(entry => entry.LineNumber));

        // A key with options that sshd refuses can still be taken out.
        Assert.Single(_home.Keys.Remove(_bob));
        Assert.Single(_home.Keys.Remove(_ann));
        Assert.Equal(4, _home.Keys.Read().Problems.Count);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_stay_when_options_are_replaced()
    {
        byte[] tail = [.. TemporaryStore.Utf8(_ann.WithComment("caf").ToOpenSsh()), 0xe9, (byte)'\n'];
        _home.Write([.. TemporaryStore.Utf8("environment=\"A=\u00e9\u2028\" "), .. tail]);
        _home.Keys.Add(_ann, [new("restrict")], replaceOptions: true);
        Assert.Equal([.. "restrict "u8, .. tail], File.ReadAllBytes(_home.KeysPath));
    }

    [Fact]
    public void Keys_are_removed_by_key_fingerprint_and_comment()
    {
        SshPublicKey carl = NewKey("carl@example");
        string all = $"{_ann.ToOpenSsh()}\n# kept\nno-pty {_bob.ToOpenSsh()}\n{carl.ToOpenSsh()}\n{_ann.ToOpenSsh()}\n";
        _home.Write(all);

        Assert.Empty(_home.Keys.RemoveByFingerprint("SHA256:AAAA"));
        Assert.Empty(_home.Keys.RemoveByComment("ann"));
        Assert.Equal(all, _home.Text);
        Assert.Equal([1, 5], _home.Keys.RemoveByFingerprint(_ann.GetFingerprint()).Select(entry => entry.LineNumber));
        Assert.Equal(carl, Assert.Single(_home.Keys.RemoveByFingerprint(carl.GetFingerprint(SshFingerprintHash.Md5).ToUpperInvariant())).Key);
        Assert.Equal(_bob, Assert.Single(_home.Keys.RemoveByComment("b?b@*")).Key);
        Assert.Equal("# kept\n", _home.Text);
    }

    [Theory]
    [InlineData("command", "echo \"hi, there\" # \\n")]
    [InlineData("command", "a\\\"b")]
    [InlineData("command", "")]
    [InlineData("environment", "NAME_1=a value, \"quoted\"")]
    [InlineData("from", "*.example.org,!bad.example.org,10.0.0.0/8,2001:db8::/32,192.0.2.7")]
    [InlineData("principals", "ann,ops")]
    [InlineData("expiry-time", "20300101")]
    [InlineData("expiry-time", "203001011200Z")]
    [InlineData("permitopen", "localhost:80")]
    [InlineData("permitopen", "[2001:db8::1]:*")]
    [InlineData("permitlisten", "8080")]
    [InlineData("permitlisten", "*:*")]
    [InlineData("tunnel", "0")]
    [InlineData("tunnel", "any")]
    [InlineData("restrict", null)]
    [InlineData("cert-authority", null)]
    [InlineData("No-X11-Forwarding", null)]
    [InlineData("verify-required", null)]
    public void An_option_comes_back_as_it_was_given(string name, string? value)
    {
        SshKeyOption[] options = [new("no-pty"), new(name, value), new(name == "principals" ? "cert-authority" : "user-rc")];
        _home.Keys.Add(_ann, options);

        SshAuthorizedKeysContent content = _home.Keys.Read();
        Assert.Empty(content.Problems);
        Assert.Equal(options, Assert.Single(content.Entries).Options);
        Assert.Equal(name is "cert-authority" or "principals", content.Entries[0].IsCertificateAuthority);
    }

    [Theory]
    [InlineData("nonsense", null)]
    [InlineData("no-restrict", null)]
    [InlineData("", null)]
    [InlineData("no pty", null)]
    [InlineData("no-pty,restrict", null)]
    [InlineData("no-pty", "yes")]
    [InlineData("command", null)]
    [InlineData("command", "a\nssh-ed25519 AAAA")]
    [InlineData("command", "a\0")]
    [InlineData("command", "ends in \\")]
    [InlineData("environment", "NAME")]
    [InlineData("environment", "=value")]
    [InlineData("environment", "A B=c")]
    [InlineData("from", "")]
    [InlineData("from", "a,,b")]
    [InlineData("from", "a, b")]
    [InlineData("from", "!")]
    [InlineData("from", "10.0.0.1/8")]
    [InlineData("from", "10/8")]
    [InlineData("from", "10.0.0.0/33")]
    [InlineData("from", "10.0.0.0/")]
    [InlineData("from", "2001:db8::1/32")]
    [InlineData("principals", "")]
    [InlineData("principals", "a,")]
    [InlineData("principals", "without-an-authority")]
    [InlineData("expiry-time", "tomorrow")]
    [InlineData("expiry-time", "20301301")]
    [InlineData("permitopen", "80")]
    [InlineData("permitopen", ":80")]
    [InlineData("permitopen", "host:0")]
    [InlineData("permitopen", "host:65536")]
    [InlineData("permitopen", "::1:80")]
    [InlineData("permitopen", "host:http")]
    [InlineData("permitlisten", "")]
    [InlineData("tunnel", "-1")]
    [InlineData("tunnel", "4294967295")]
    public void An_option_that_sshd_would_not_follow_is_refused(string name, string? value)
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => _home.Keys.Add(_ann, [new(name, value)]));
        Assert.Equal("SshAuthorizedKeyOptionInvalid", error.ErrorId);
        Assert.False(File.Exists(_home.KeysPath));
    }

    [Fact]
    public void Options_are_read_from_text()
    {
        Assert.Equal([new("no-pty"), new("command", "a \"b\", c")], SshKeyOption.ParseList("no-pty,command=\"a \\\"b\\\", c\""));
        foreach (string text in (string[])["", ",", "no pty", "a=b", "a=\"b", "a=\"b\"c", "a,"])
        {
            Assert.Equal("SshAuthorizedKeyMalformed", Assert.Throws<MalformedDataException>(() => SshKeyOption.ParseList(text)).ErrorId);
        }
    }

    [Fact]
    public void Some_options_may_stand_only_once()
    {
        Assert.Throws<InvalidInputException>(() => _home.Keys.Add(_ann, [new("command", "a"), new("Command", "b")]));
        _home.Keys.Add(_ann, [new("permitopen", "a:1"), new("permitopen", "b:2")]);
        Assert.Equal(2, _home.Keys.Read().Entries[0].Options.Count);
    }

    [Fact]
    public void A_comment_cannot_forge_a_line_and_a_dsa_key_is_refused()
    {
        Assert.Equal("SshCommentInvalid", Assert.Throws<InvalidInputException>(() => _home.Keys.Add(_ann, comment: "x\nssh-rsa AAAA")).ErrorId);
        using SshWireWriter blob = new();
        blob.WriteText("ssh-dss");
        for (int i = 0; i < 4; i++) blob.WritePositiveInteger([1, 2, 3]);
        Assert.Equal("SshKeyUnsupported", Assert.Throws<UnsupportedException>(() => _home.Keys.Add(SshPublicKey.FromBlob(blob.Written))).ErrorId);
    }

    [Fact]
    public void A_zero_byte_ends_what_sshd_sees_of_a_line()
    {
        _home.Write($"{_ann.ToOpenSsh()}\0{new string('x', 5)}\nrestrict,command=\"a\0b\" {_ann.ToOpenSsh()}\n\0{_ann.ToOpenSsh()}\n");

        SshAuthorizedKeysContent content = _home.Keys.Read();

        Assert.Equal(_ann.Comment, Assert.Single(content.Entries).Comment);
        Assert.Equal(2, Assert.Single(content.Problems).LineNumber);
        Assert.Equal("SshKeyMalformed", Assert.Throws<MalformedDataException>(() => SshPublicKey.Parse($"{_ann.ToOpenSsh()}\0x")).ErrorId);
    }

    [Fact]
    public void Only_a_line_feed_ends_a_line()
    {
        _home.Write($"# comment\r{_ann.ToOpenSsh()}\u2028{_ann.ToOpenSsh()}\u0085{_ann.ToOpenSsh()}\n");
        Assert.Empty(_home.Keys.Read().Entries);
        Assert.Empty(_home.Keys.Read().Problems);
    }

    [Fact]
    public async Task Threads_that_add_at_once_lose_no_key()
    {
        const int each = 5;
        SshPublicKey[] keys = [.. Enumerable.Range(0, 8 * each).Select(i => NewKey($"key {i}"))];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < each; i++) Assert.Equal(SshAuthorizedKeyOutcome.Added, _home.Keys.Add(keys[(thread * each) + i]).Outcome);
            },
            TaskCreationOptions.LongRunning)));

        SshAuthorizedKeysContent content = _home.Keys.Read();
        Assert.Empty(content.Problems);
        Assert.Equal(keys.Select(key => key.Comment).Order(), content.Entries.Select(entry => entry.Comment).Order());
        Assert.Equal(["authorized_keys", "authorized_keys.lock"], Directory.GetFileSystemEntries(_home.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_file_that_another_holds_is_busy()
    {
        _home.Keys.Add(_ann);
        using FileStream held = new(_home.KeysPath + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        SshAuthorizedKeys impatient = new(_home.KeysPath) { LongestWait = TimeSpan.FromMilliseconds(50) };
        Assert.Equal("SshAuthorizedKeysBusy", Assert.Throws<InvalidStateException>(() => impatient.Add(_bob)).ErrorId);
        Assert.Equal("SshAuthorizedKeysBusy", Assert.Throws<InvalidStateException>(() => impatient.Remove(_ann)).ErrorId);
        Assert.Single(impatient.Read().Entries);
    }

    [Fact]
    public void A_damaged_file_gives_problems_and_no_other_error()
    {
        byte[] text = TemporaryStore.Utf8($"command=\"a \\\"b\\\"\",from=\"10.0.0.0/8\",expiry-time=\"20300101\" {_ann.ToOpenSsh()}\n");
        for (int i = 0; i < text.Length; i++)
        {
            foreach (byte change in " \"\\,=\n/:"u8.ToArray().Concat(new byte[] { 0, 0x80, 0xff }))
            {
                byte kept = text[i];
                text[i] = change;
                SshAuthorizedKeysText read = new(text, TimeZoneInfo.Utc);
                Assert.Equal(text, read.ToBytes());
                foreach (SshAuthorizedKeyEntry entry in read.Content.Entries) read.ReplaceOptions(entry.Key, [new("restrict")]);
                text[i] = kept;
            }

            Assert.Equal(text[..i], new SshAuthorizedKeysText(text.AsSpan(0, i), TimeZoneInfo.Utc).ToBytes());
        }
    }

    private static SshPublicKey NewKey(string comment)
    {
        using SshPrivateKey key = SshPrivateKey.Generate(SshKeyType.Ed25519, comment);
        return key.PublicKey;
    }
}
