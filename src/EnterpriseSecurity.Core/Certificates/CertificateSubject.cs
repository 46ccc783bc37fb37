using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// The subject of a certificate that is made here: each attribute at most once. Its text is RFC 4514's, the most
/// specific attribute first, as in <c>CN=example.com,O=MyCompany,C=US</c>.
/// </summary>
public sealed record CertificateSubject
{
    // The upper bounds of RFC 5280, appendix A.
    private const int LongestName = 64;
    private const int LongestPlace = 128;

    /// <summary>CN: the host, the person or the authority; at most 64 characters.</summary>
    public string? CommonName { get; init; }

    /// <summary>O.</summary>
    public string? Organization { get; init; }

    /// <summary>OU.</summary>
    public string? OrganizationalUnit { get; init; }

    /// <summary>L: the town.</summary>
    public string? Locality { get; init; }

    /// <summary>ST.</summary>
    public string? State { get; init; }

    /// <summary>C: two letters, ISO 3166.</summary>
    public string? Country { get; init; }

    /// <summary>Reads RFC 4514 text.</summary>
    /// <exception cref="InvalidInputException">It is no such text, or names an attribute twice or one that is not written here.</exception>
    public static CertificateSubject Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        CertificateSubject subject = new();
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string type, string value) in DistinguishedNameParser.Split(text))
        {
            if (!seen.Add(type)) throw SecurityErrors.CertificateSubjectInvalid(text, $"it has the attribute {type} twice");
            subject = type.ToUpperInvariant() switch
            {
                "CN" or "2.5.4.3" => subject with { CommonName = value },
                "O" or "2.5.4.10" => subject with { Organization = value },
                "OU" or "2.5.4.11" => subject with { OrganizationalUnit = value },
                "L" or "2.5.4.7" => subject with { Locality = value },
                "ST" or "S" or "2.5.4.8" => subject with { State = value },
                "C" or "2.5.4.6" => subject with { Country = value },
                _ => throw SecurityErrors.CertificateSubjectInvalid(text, $"the attribute {type} is none of CN, O, OU, L, ST and C"),
            };
        }

        subject.Check();
        return subject;
    }

    /// <summary>RFC 4514 text.</summary>
    public override string ToString() => DistinguishedNameText.Of(ToDistinguishedName());

    /// <summary>The encoded name: country first, common name last.</summary>
    /// <exception cref="InvalidInputException">A value is empty, too long, or has control characters; or there is none.</exception>
    internal X500DistinguishedName ToDistinguishedName()
    {
        Check();
        X500DistinguishedNameBuilder builder = new();
        // The builder writes what was added last first.
        if (CommonName is not null) builder.AddCommonName(CommonName);
        if (OrganizationalUnit is not null) builder.AddOrganizationalUnitName(OrganizationalUnit);
        if (Organization is not null) builder.AddOrganizationName(Organization);
        if (Locality is not null) builder.AddLocalityName(Locality);
        if (State is not null) builder.AddStateOrProvinceName(State);
        if (Country is not null) builder.AddCountryOrRegion(Country.ToUpperInvariant());
        return builder.Build();
    }

    private void Check()
    {
        CheckText("CN", CommonName, LongestName);
        CheckText("O", Organization, LongestName);
        CheckText("OU", OrganizationalUnit, LongestName);
        CheckText("L", Locality, LongestPlace);
        CheckText("ST", State, LongestPlace);
        if (Country is not null && !(Country.Length == 2 && Country.All(char.IsAsciiLetter))) throw SecurityErrors.CertificateSubjectInvalid(Country, "a country has two letters, as in US");
        if (CommonName is null && Organization is null && OrganizationalUnit is null) throw SecurityErrors.CertificateSubjectInvalid("", "it has neither a common name nor an organization");
    }

    private static void CheckText(string type, string? value, int longest)
    {
        if (value is null) return;
        string? reason = value switch
        {
            _ when string.IsNullOrWhiteSpace(value) => "is empty",
            _ when value.Length > longest => $"is longer than {longest} characters",
            _ when value.Any(char.IsControl) || value.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format) => "has invisible characters",
            _ when value.EnumerateRunes().Contains(Rune.ReplacementChar) => "is not valid Unicode",
            _ => null,
        };
        if (reason is not null) throw SecurityErrors.CertificateSubjectInvalid(value, $"{type} {reason}");
    }
}
