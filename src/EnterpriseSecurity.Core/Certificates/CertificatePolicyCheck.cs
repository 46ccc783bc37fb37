using System.Formats.Asn1;

namespace EnterpriseSecurity.Certificates;

/// <summary>
/// Whether a chain keeps to the policies that its authorities demand (RFC 5280 section 6.1), by the policy graph of RFC
/// 9618: each policy once at a depth, so that crafted mappings cannot make it grow beyond the certificates' own size. Any
/// policy is acceptable to the asker; what the authorities require of each other is what is checked.
/// </summary>
internal sealed class CertificatePolicyCheck
{
    private const string AnyPolicy = "2.5.29.32.0";

    // Each policy that is valid at the present depth, with those that may stand for it one certificate below.
    private Dictionary<string, HashSet<string>>? _valid = new(StringComparer.Ordinal) { [AnyPolicy] = [AnyPolicy] };
    private int _explicitAfter;
    private int _noAnyAfter;
    private int _noMappingAfter;

    private CertificatePolicyCheck(int length) => _explicitAfter = _noAnyAfter = _noMappingAfter = length + 1;

    public static void Run(CertificateChain chain, CertificateFindings findings)
    {
        // From the root's first certificate downwards; a root is trusted as it is.
        CertificateLink[] path = [.. chain.Links.Where(link => link.IsLeaf || !link.Info.IsSelfSigned).Reverse()];
        CertificatePolicyCheck check = new(path.Length);
        foreach (CertificateLink link in path)
        {
            try
            {
                if (check.Allows(link, CertificatePolicies.Read(link.Certificate))) continue;
                findings.Error(CertificateFindingId.PolicyConstraints, $"An authority demands a certificate policy that '{link.Info.Subject}' does not have. Have it issued under that policy.", link);
            }
            catch (AsnContentException)
            {
                findings.Error(CertificateFindingId.Malformed, $"The policies of '{link.Info.Subject}' cannot be read. Do not use it.", link);
            }

            return;
        }
    }

    private bool Allows(CertificateLink link, CertificatePolicies policies)
    {
        bool isSelfIssued = CertificateInfoReader.NamesItself(link.Certificate);
        Descend(policies, allowsAny: _noAnyAfter > 0 || (isSelfIssued && !link.IsLeaf));
        if (link.IsLeaf)
        {
            if (_explicitAfter > 0) _explicitAfter--;
            if (policies.RequireExplicitAfter == 0) _explicitAfter = 0;
            return _explicitAfter > 0 || _valid is not null;
        }

        if (_explicitAfter == 0 && _valid is null) return false;
        if (policies.Mappings.Any(one => one.Issuer == AnyPolicy || one.Subject == AnyPolicy)) return false;
        Map(policies.Mappings);
        if (!isSelfIssued)
        {
            if (_explicitAfter > 0) _explicitAfter--;
            if (_noMappingAfter > 0) _noMappingAfter--;
            if (_noAnyAfter > 0) _noAnyAfter--;
        }

        _explicitAfter = Math.Min(_explicitAfter, policies.RequireExplicitAfter ?? int.MaxValue);
        _noMappingAfter = Math.Min(_noMappingAfter, policies.InhibitMappingAfter ?? int.MaxValue);
        _noAnyAfter = Math.Min(_noAnyAfter, policies.InhibitAnyAfter ?? int.MaxValue);
        return true;
    }

    private void Descend(CertificatePolicies policies, bool allowsAny)
    {
        if (_valid is null) return;
        HashSet<string> expected = [.. _valid.Values.SelectMany(one => one)];
        Dictionary<string, HashSet<string>> next = new(StringComparer.Ordinal);
        foreach (string policy in policies.Policies)
        {
            if (policy != AnyPolicy && (expected.Contains(policy) || _valid.ContainsKey(AnyPolicy))) next[policy] = [policy];
        }

        if (allowsAny && policies.Policies.Contains(AnyPolicy))
        {
            foreach (string policy in expected) next.TryAdd(policy, [policy]);
        }

        _valid = next.Count > 0 ? next : null;
    }

    private void Map(IReadOnlyList<(string Issuer, string Subject)> mappings)
    {
        if (_valid is null) return;
        foreach (IGrouping<string, string> mapping in mappings.GroupBy(one => one.Issuer, one => one.Subject, StringComparer.Ordinal))
        {
            if (_noMappingAfter == 0) _valid.Remove(mapping.Key);
            else if (_valid.ContainsKey(mapping.Key) || _valid.ContainsKey(AnyPolicy)) _valid[mapping.Key] = [.. mapping];
        }

        if (_valid.Count == 0) _valid = null;
    }
}
