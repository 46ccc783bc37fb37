using EnterpriseSecurity.Ssh;

namespace EnterpriseSecurity.Core.Tests.Ssh;

public sealed class SshAllowedSignersTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly SshPrivateKey _key = SshPrivateKey.Generate(SshKeyType.Ed25519, "ann's key");
    private readonly SshSignature _signature;

    public SshAllowedSignersTests() => _signature = SshSignature.Sign(_key, "message"u8, "file");

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData("ann@example KEY", SshSignatureReason.Valid)]
    [InlineData("  \tann@example\t KEY", SshSignatureReason.Valid)]
    [InlineData("\"ann@example\" KEY", SshSignatureReason.Valid)]
    [InlineData("\"bob b,ann@example\" KEY", SshSignatureReason.Valid)]
    [InlineData("bob@example,ann@example KEY", SshSignatureReason.Valid)]
    [InlineData("*@example KEY", SshSignatureReason.Valid)]
    [InlineData("a??@ex*le KEY", SshSignatureReason.Valid)]
    [InlineData("*@example,!bob@example KEY", SshSignatureReason.Valid)]
    [InlineData("*@example,!ann@* KEY", SshSignatureReason.PrincipalNotAllowed)]
    [InlineData("!ann@example,* KEY", SshSignatureReason.PrincipalNotAllowed)]
    [InlineData("!bob@example KEY", SshSignatureReason.PrincipalNotAllowed)]
    [InlineData("Ann@example KEY", SshSignatureReason.PrincipalNotAllowed)]
    [InlineData("ann@example.org KEY", SshSignatureReason.PrincipalNotAllowed)]
    [InlineData("a?@example KEY", SshSignatureReason.PrincipalNotAllowed)]
    [InlineData("ann@example namespaces=\"file\" KEY", SshSignatureReason.Valid)]
    [InlineData("ann@example NAMESPACES=\"git,fi*\" KEY", SshSignatureReason.Valid)]
    [InlineData("ann@example namespaces=\"git\" KEY", SshSignatureReason.NamespaceNotAllowed)]
    [InlineData("ann@example namespaces=\"\" KEY", SshSignatureReason.NamespaceNotAllowed)]
    [InlineData("ann@example namespaces=\"*,!file\" KEY", SshSignatureReason.NamespaceNotAllowed)]
    [InlineData("ann@example cert-authority KEY", SshSignatureReason.KeyUnknown)]
    [InlineData("# ann@example KEY", SshSignatureReason.KeyUnknown)]
    [InlineData("ann@example valid-after=\"20260301\" KEY", SshSignatureReason.Valid)]
    [InlineData("ann@example valid-after=\"20260301120000Z\" KEY", SshSignatureReason.Valid)]
    [InlineData("ann@example valid-after=\"20260301120001Z\" KEY", SshSignatureReason.NotYetValid)]
    [InlineData("ann@example valid-after=\"20260301120001\" KEY", SshSignatureReason.Valid)]
    [InlineData("ann@example valid-after=\"202603011401\" KEY", SshSignatureReason.NotYetValid)]
    [InlineData("ann@example valid-before=\"202603011200utc\" KEY", SshSignatureReason.Valid)]
    [InlineData("ann@example valid-before=\"202603011159z\" KEY", SshSignatureReason.Expired)]
    [InlineData("ann@example valid-before=\"202603011359\" KEY", SshSignatureReason.Expired)]
    [InlineData("ann@example valid-after=\"20260101\",valid-before=\"20270101\",namespaces=\"file\" KEY", SshSignatureReason.Valid)]
    public void A_line_allows_what_ssh_keygen_says_it_allows(string line, SshSignatureReason expected)
    {
        SshAllowedSigners signers = Read(line);
        SshSignatureVerification result = signers.Verify(_signature, "message"u8, "ann@example", "file", Now);

        Assert.Empty(signers.Problems);
        Assert.Equal(expected, result.Reason);
        Assert.Equal(expected == SshSignatureReason.Valid, result.IsValid);
        Assert.NotEmpty(result.Text);
    }

    [Theory]
    [InlineData("ann@example")]
    [InlineData("\"ann@example KEY")]
    [InlineData("\"\" KEY")]
    [InlineData("ann@example unknown KEY")]
    [InlineData("ann@example cert-authority=\"x\" KEY")]
    [InlineData("ann@example namespaces KEY")]
    [InlineData("ann@example namespaces=file KEY")]
    [InlineData("ann@example namespaces=\"file KEY")]
    [InlineData("ann@example namespaces=\"file\"x KEY")]
    [InlineData("ann@example namespaces=\"file\", KEY")]
    [InlineData("ann@example namespaces=\"file\",namespaces=\"git\" KEY")]
    [InlineData("ann@example valid-after=\"2026\" KEY")]
    [InlineData("ann@example valid-after=\"2026030112\" KEY")]
    [InlineData("ann@example valid-after=\"20260230\" KEY")]
    [InlineData("ann@example valid-after=\"19700101Z\" KEY")]
    [InlineData("ann@example valid-after=\"99991231\" KEY")]
    [InlineData("ann@example valid-after=\"00010101\" KEY")]
    [InlineData("ann@example valid-after=\"٢٠٢٦٠٣٠١\" KEY")]
    [InlineData("ann@example valid-after=\"20260301\",valid-before=\"20260301\" KEY")]
    [InlineData("ann@example ssh-ed25519 AAAA")]
    [InlineData("ann@example ssh-next AAAAB3NzaC1uZXh0")]
    public void A_line_that_cannot_be_read_allows_nothing_and_is_reported(string line)
    {
        SshAllowedSigners signers = Read($"# comment\n\n{line}\nbob@example KEY");

        SshLineProblem problem = Assert.Single(signers.Problems);
        Assert.Equal(3, problem.LineNumber);
        Assert.Equal(line.Contains("next", StringComparison.Ordinal) ? "SshKeyUnsupported" : "SshAllowedSignerMalformed", problem.ErrorId);
        Assert.Equal(SshSignatureReason.PrincipalNotAllowed, signers.Verify(_signature, "message"u8, "ann@example", "file", Now).Reason);
        Assert.True(signers.Verify(_signature, "message"u8, "bob@example", "file", Now).IsValid);
    }

    [Fact]
    public void Other_data_another_namespace_and_another_key_are_refused()
    {
        SshAllowedSigners signers = Read("ann@example KEY");
        using SshPrivateKey other = SshPrivateKey.Generate(SshKeyType.Ed25519);
        using MemoryStream data = new("message"u8.ToArray());

        Assert.True(signers.Verify(_signature, data, "ann@example", "file", Now).IsValid);
        Assert.Equal(SshSignatureReason.SignatureInvalid, signers.Verify(_signature, "messagf"u8, "ann@example", "file", Now).Reason);
        Assert.Equal(SshSignatureReason.NamespaceMismatch, signers.Verify(_signature, "message"u8, "ann@example", "git", Now).Reason);
        Assert.Equal(SshSignatureReason.KeyUnknown, signers.Verify(SshSignature.Sign(other, "message"u8, "file"), "message"u8, "ann@example", "file", Now).Reason);
        Assert.Equal(SshSignatureReason.PrincipalNotAllowed, signers.Verify(_signature, "message"u8, "", "file", Now).Reason);
        Assert.Throws<InvalidInputException>(() => signers.Verify(_signature, "message"u8, "ann@example", "", Now));
    }

    [Fact]
    public void A_signature_that_claims_an_allowed_key_without_having_it_is_refused()
    {
        using SshPrivateKey other = SshPrivateKey.Generate(SshKeyType.Ed25519);
        byte[] forged = other.Sign(SshSignature.ToBeSigned(SshSignature.Digest(SshSignatureHash.Sha512, "message"u8), "file", SshSignatureHash.Sha512));
        SshSignature claim = SshSignature.Create(_key.PublicKey, "file", SshSignatureHash.Sha512, forged);
        Assert.Equal(SshSignatureReason.SignatureInvalid, Read("ann@example KEY").Verify(claim, "message"u8, "ann@example", "file", Now).Reason);
    }

    [Fact]
    public void A_later_line_may_allow_what_an_earlier_one_does_not()
    {
        SshAllowedSigners signers = Read("ann@example valid-before=\"20200101\" KEY\nbob@example,*@ops KEY\nann@example KEY");
        SshSignatureVerification result = signers.Verify(_signature, "message"u8, "ann@example", "file", Now);

        Assert.True(result.IsValid);
        Assert.Equal(3, result.Signer!.LineNumber);
        Assert.Equal(SshSignatureReason.Expired, Read("bob@example KEY\nann@example valid-before=\"20200101\" KEY\nbob@example KEY").Verify(_signature, "message"u8, "ann@example", "file", Now).Reason);
        Assert.Equal(["bob@example", "*@ops"], signers.FindPrincipals(_signature, Now));
        Assert.Empty(Read("ann@example cert-authority KEY").FindPrincipals(_signature, Now));
    }

    [Fact]
    public void A_line_longer_than_any_key_is_not_taken_apart()
    {
        SshAllowedSigners signers = Read($"ann@example ssh-ed25519 {new string('A', 600_000)}\nbob@example KEY");
        Assert.Contains("longer", Assert.Single(signers.Problems).Message, StringComparison.Ordinal);
        Assert.Single(signers.Signers);
    }

    [Fact]
    public void Only_a_line_feed_ends_a_line()
    {
        foreach (string separator in (string[])["\r", "\u2028", "\u0085", "\f"])
        {
            Assert.Empty(Read($"# comment{separator}ann@example KEY").Signers);
        }

        Assert.Single(Read("ann@example KEY\r\n").Signers);
    }

    [Fact]
    public void Patterns_take_no_exponential_time()
    {
        string pattern = string.Concat(Enumerable.Repeat("*a", 500)) + "b";
        Assert.False(SshPattern.Matches(pattern, new string('a', 5000)));
        Assert.True(SshPattern.Matches("***", ""));
        Assert.False(SshPattern.Matches("?", ""));
        Assert.True(SshPattern.Matches("*ab*ab", "xabyabzab"));
    }

    [Fact]
    public void Damaged_text_gives_problems_and_no_other_error()
    {
        string text = Line("ann@example,\"x\" namespaces=\"a\\\"b\",valid-after=\"20200101\" KEY\n\"a b\" cert-authority KEY");
        for (int i = 0; i < text.Length; i++)
        {
            SshAllowedSigners.Parse(text[..i]);
            foreach (char change in " \"\\,=\n\0\ud800")
            {
                SshAllowedSigners.Parse($"{text[..i]}{change}{text[(i + 1)..]}");
                SshAllowedSigners.Parse($"{text[..i]}{change}{text[i..]}");
            }
        }
    }

    private string Line(string line) => line.Replace("KEY", _key.PublicKey.ToOpenSsh(), StringComparison.Ordinal);

    private SshAllowedSigners Read(string text) => SshAllowedSigners.Parse(Line(text), new TwoHoursEast());

    private sealed class TwoHoursEast : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("two", TimeSpan.FromHours(2), "two", "two");
    }
}
