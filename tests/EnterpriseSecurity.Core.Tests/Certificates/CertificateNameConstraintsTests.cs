using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;

namespace EnterpriseSecurity.Core.Tests.Certificates;

/// <summary>Constraints as other programs write them.</summary>
public sealed class CertificateNameConstraintsTests
{
    private const int Dns = 2;
    private const int Uri = 6;

    [Theory]
    [InlineData("example.com", "https://example.com/x", true)]
    [InlineData("example.com", "https://www.example.com/x", false)]
    [InlineData("example.com", "https://example.com.evil.net/", false)]
    [InlineData("example.com", "urn:uuid:1", false)]
    [InlineData(".example.com", "spiffe://a.example.com/x", true)]
    [InlineData(".example.com", "spiffe://example.com/x", false)]
    public void The_host_of_a_uri_is_bound(string permitted, string uri, bool expected) =>
        Assert.Equal(expected, Allows(Uri, permitted, null, SubjectAlternativeNames.Create(uris: [uri])));

    [Theory]
    [InlineData("evil.net", "https://evil.net/", false)]
    [InlineData("evil.net", "https://example.com/", true)]
    [InlineData("evil.net", "urn:uuid:1", false)]
    public void The_host_of_a_uri_may_be_excluded(string excluded, string uri, bool expected) =>
        Assert.Equal(expected, Allows(Uri, null, excluded, SubjectAlternativeNames.Create(uris: [uri])));

    [Theory]
    [InlineData("example.com", "example.com", true)]
    [InlineData("example.com", "*.example.com", true)]
    [InlineData("www.example.com", "*.example.com", false)]
    [InlineData(".example.com", "example.com", false)]
    [InlineData(".example.com", "a.example.com", true)]
    [InlineData(".example.com", "*.example.com", true)]
    public void A_dot_in_front_stands_for_what_is_below(string permitted, string name, bool expected) =>
        Assert.Equal(expected, Allows(Dns, permitted, null, SubjectAlternativeNames.Create([name])));

    [Theory]
    [InlineData("a.example.com", "*.example.com", false)]
    [InlineData("example.com", "*.example.com", false)]
    [InlineData("example.net", "*.example.com", true)]
    public void A_star_covers_what_is_excluded(string excluded, string name, bool expected) =>
        Assert.Equal(expected, Allows(Dns, null, excluded, SubjectAlternativeNames.Create([name])));

    private static bool Allows(int kind, string? permitted, string? excluded, SubjectAlternativeNames names)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            if (permitted is not null) Write(writer, 0, kind, permitted);
            if (excluded is not null) Write(writer, 1, kind, excluded);
        }

        X509Extension extension = new("2.5.29.30", writer.Encode(), critical: true);
        using TestAuthority root = TestAuthority.Root(shape: request =>
        {
            TestAuthority.AsAuthority(request);
            request.CertificateExtensions.Add(extension);
        });
        return !CertificateNameConstraints.FindForbidden(root.Certificate, names).Any();
    }

    private static void Write(AsnWriter writer, int side, int kind, string name)
    {
        using AsnWriter.Scope trees = writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, side, isConstructed: true));
        using AsnWriter.Scope tree = writer.PushSequence();
        writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, kind));
    }
}
