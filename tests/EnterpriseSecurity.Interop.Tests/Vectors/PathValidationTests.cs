using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Certificates;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Interop.Tests.Vectors;

/// <summary>NIST's path validation suite (PKITS): each end certificate against the suite's trust anchor, authorities and revocation lists.</summary>
public sealed class PathValidationTests(ITestOutputHelper output)
{
    // Valid paths that are refused, each group with its reason. Nothing invalid may be accepted, so that has no list.
    private static readonly Dictionary<string, string> Refused = new Dictionary<string, string[]>
    {
        ["DSA is not supported"] = ["ValidDSASignaturesTest4EE", "ValidDSAParameterInheritanceTest5EE"],
        ["a list must be signed by the key that signed the certificate; another key of the same authority does not count"] =
        [
            "ValidBasicSelfIssuedCRLSigningKeyTest6EE", "ValidBasicSelfIssuedNewWithOldTest4EE", "ValidBasicSelfIssuedOldWithNewTest1EE",
            "ValidDNnameConstraintsTest19EE", "ValidSelfIssuedinhibitAnyPolicyTest9EE", "ValidSelfIssuedpathLenConstraintTest15EE",
            "ValidSelfIssuedpathLenConstraintTest17EE", "ValidSelfIssuedrequireExplicitPolicyTest6EE", "ValidSeparateCertificateandCRLKeysTest19EE",
        ],
        ["indirect lists are not followed"] =
        [
            "ValidIDPwithindirectCRLTest22EE", "ValidIDPwithindirectCRLTest24EE", "ValidIDPwithindirectCRLTest25EE",
            "ValidcRLIssuerTest28EE", "ValidcRLIssuerTest29EE", "ValidcRLIssuerTest30EE", "ValidcRLIssuerTest33EE",
        ],
        ["names of a list's issuer are compared byte by byte"] =
        [
            "ValidNameChainingCapitalizationTest5EE", "ValidNameChainingWhitespaceTest3EE", "ValidNameChainingWhitespaceTest4EE",
            "ValidUTF8StringCaseInsensitiveMatchTest11EE",
        ],
        ["distribution points are known by their URLs only"] =
            ["ValiddistributionPointTest1EE", "ValiddistributionPointTest4EE", "ValiddistributionPointTest5EE", "ValiddistributionPointTest7EE"],
        ["lists for some reasons are not added up"] = ["ValidonlySomeReasonsTest18EE", "ValidonlySomeReasonsTest19EE"],
        ["a delta does not take a certificate off hold"] = ["ValiddeltaCRLTest5EE"],
    }.SelectMany(group => group.Value.Select(name => (name, group.Key))).ToDictionary();

    // What NIST's document says of these for a checker that asks for no policy in particular.
    private static readonly string[] InvalidWithoutPolicy =
    [
        "DifferentPoliciesTest4EE", "DifferentPoliciesTest5EE", "DifferentPoliciesTest7EE", "DifferentPoliciesTest8EE", "DifferentPoliciesTest9EE",
        "DifferentPoliciesTest12EE",
    ];

    [VectorFact]
    public void No_invalid_path_is_accepted_and_valid_ones_are()
    {
        X509Certificate2[] authorities = [.. VectorCollection.Files("x509/PKITS_data/certs", "*Cert.crt").Select(path => X509CertificateLoader.LoadCertificateFromFile(path))];
        using X509Certificate2 anchor = X509CertificateLoader.LoadCertificateFromFile(VectorCollection.PathOf("x509/PKITS_data/certs/TrustAnchorRootCertificate.crt"));
        List<RevocationList> lists = [];
        foreach (string path in VectorCollection.Files("x509/PKITS_data/crls"))
        {
            try
            {
                lists.Add(RevocationList.Read(path));
            }
            catch (SecurityException)
            {
                // What cannot be read is not there; the certificates that need it are of unknown state.
            }
        }

        CertificateChecker checker = new();
        int valid = 0, invalid = 0;
        foreach (string path in VectorCollection.Files("x509/PKITS_data/certs", "*EE.crt"))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            bool mustHold = !name.StartsWith("Invalid", StringComparison.Ordinal) && !InvalidWithoutPolicy.Contains(name);
            (bool isValid, string findings) = Check(certificate);
            Assert.True(isValid == (mustHold && !Refused.ContainsKey(name)), $"{name} was {(isValid ? "accepted" : "refused")}: {findings}");
            if (isValid) valid++;
            else if (!mustHold) invalid++;
        }

        foreach (X509Certificate2 one in authorities) one.Dispose();
        output.WriteLine($"PKITS: {valid} valid paths accepted, {invalid} invalid ones refused, none wrongly accepted; {Refused.Count} valid ones refused on purpose:");
        foreach (IGrouping<string, string> group in Refused.GroupBy(one => one.Value, one => one.Key)) output.WriteLine($"  {group.Count()}: {group.Key}");
        Assert.True(valid >= 73 && invalid >= 121);

        (bool IsValid, string Findings) Check(X509Certificate2 certificate)
        {
            try
            {
                CertificateVerification result = checker.Check(certificate, new CertificateCheckOptions
                {
                    TrustedRoots = [anchor],
                    Intermediates = authorities,
                    RevocationLists = lists,
                    At = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
                });
                return (result.IsValid, string.Join(", ", result.Findings.Select(finding => $"{finding.Severity} {finding.Id}")));
            }
            catch (MalformedDataException)
            {
                return (false, "malformed");
            }
        }
    }
}
