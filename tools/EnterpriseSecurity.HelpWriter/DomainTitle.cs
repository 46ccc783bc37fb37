using System.Text.RegularExpressions;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>The heading of a domain in the reference.</summary>
public static partial class DomainTitle
{
    /// <summary>The heading for a domain's folder: its words, with abbreviations spelt as people do.</summary>
    public static string Of(string domain) => domain switch
    {
        "Ssh" => "SSH keys",
        "ApiKeys" => "API keys",
        "Store" => "Store and its keys",
        "Audit" => "Audit trail",
        "TwoFactor" => "Second factors",
        "RequestSigning" => "Signed requests",
        _ => WordStart().Replace(domain, match => $" {match.Value.ToLowerInvariant()}"),
    };

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
