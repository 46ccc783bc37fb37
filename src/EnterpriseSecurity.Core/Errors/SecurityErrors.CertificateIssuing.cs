namespace EnterpriseSecurity;

/// <content>Making certificates.</content>
internal static partial class SecurityErrors
{
    public static InvalidInputException CertificateSubjectInvalid(string text, string reason) => new(
        nameof(CertificateSubjectInvalid), $"'{Printable(text)}' cannot be in a certificate's subject: {reason}.", Printable(text));

    public static InvalidInputException CertificateNamesInvalid(IReadOnlyList<string> names) => new(
        nameof(CertificateNamesInvalid), $"These are no names that a certificate can be for: {List(names)}. A wildcard is a whole first label with two below it, as in *.example.com; an address has no port and no zone.", List(names));

    public static InvalidInputException CertificateNamesTooMany(int count, int most) => new(
        nameof(CertificateNamesTooMany), $"{count} names are too many for one certificate. Give at most {most}.", count);

    public static InvalidInputException CertificateLocationInvalid(IReadOnlyList<string> urls) => new(
        nameof(CertificateLocationInvalid), $"These are no URLs for a certificate: {List(urls)}. Give http, https or ldap URLs.", List(urls));

    public static InvalidInputException CertificateNotAuthority(string subject) => new(
        nameof(CertificateNotAuthority), $"'{Printable(subject)}' is no certificate authority and may not sign certificates. Give an authority's certificate and key.", Printable(subject));

    public static InvalidInputException CertificatePathLengthInvalid(int length, int? limit) => new(
        nameof(CertificatePathLengthInvalid), limit is null
            ? $"The path length {length} is negative. Give the number of authorities that may stand below this one."
            : $"The path length {length} is more than the parent allows: its own is {limit}, and each authority below has at least one less. Make the authority below another parent.", length);

    public static InvalidInputException CertificateLifetimeInvalid() => new(
        nameof(CertificateLifetimeInvalid), "The certificate would have expired already. Give a lifetime of at least a second, as in 365d.");

    public static InvalidInputException CertificateOutlivesAuthority(DateTimeOffset end) => new(
        nameof(CertificateOutlivesAuthority), $"The certificate would outlive its authority, which ends at {end:u}. Give a shorter lifetime, or renew the authority first.", end);

    public static ExpiredException CertificateAuthorityNotValid(string subject, DateTimeOffset begins, DateTimeOffset ends) => new(
        nameof(CertificateAuthorityNotValid), $"The authority '{Printable(subject)}' is valid from {begins:u} to {ends:u} only, and signs nothing now. Renew it with Update-Cert.", Printable(subject));

    public static InvalidInputException CertificateNamesConstrained(IReadOnlyList<string> names, string authority) => new(
        nameof(CertificateNamesConstrained), $"The name constraints of the authority '{Printable(authority)}' do not allow {List(names)}. Leave these names out, or use another authority.", List(names));

    public static MalformedDataException CertificateRequestMalformed(string detail, Exception? inner = null) => new(
        nameof(CertificateRequestMalformed), $"This is not a readable certificate request: {detail} Give a whole, unchanged PKCS#10 request in PEM or DER.", inner: inner);

    public static IntegrityException CertificateRequestSignatureBad() => new(
        nameof(CertificateRequestSignatureBad), "The request is not signed by the key that it asks a certificate for. Nothing was issued; ask for the request again.");

    public static AccessRefusedException CertificateRequestRefused(string subject, IReadOnlyList<string> reasons) => new(
        nameof(CertificateRequestRefused), $"The policy does not allow the request of '{Printable(subject)}': {List(reasons)}. Nothing was issued; allow these by the policy's parameters, or ask for another request.", Printable(subject));

    public static InvalidInputException CertificateRevocationListLifetimeInvalid() => new(
        nameof(CertificateRevocationListLifetimeInvalid), "A revocation list counts for one minute to ten years. Give another time until the next one, as in 7d.");

    public static InvalidInputException CertificateNameNeeded() => new(
        nameof(CertificateNameNeeded), "The certificate has no common name to call it by. Give -CommonName or -Name.");

    public static NotFoundException CertificateNotFound(string name) => new(
        nameof(CertificateNotFound), $"The store has no certificate '{Printable(name)}'. Check the name, or give the path of a certificate file.", Printable(name));

    public static AlreadyExistsException CertificateExists(string name) => new(
        nameof(CertificateExists), $"There is a certificate named '{Printable(name)}' already. Renew it with Update-Cert, remove it with Remove-Cert, or choose another name.", Printable(name));

    public static NotFoundException CertificateSerialNotFound(string serial, string authority) => new(
        nameof(CertificateSerialNotFound), $"The authority '{Printable(authority)}' has issued no certificate {Printable(serial)}. Only what was issued with this store can be revoked here.", Printable(serial));

    public static InvalidStateException CertificateRevokedAlready(string serial, DateTimeOffset at) => new(
        nameof(CertificateRevokedAlready), $"The certificate {Printable(serial)} was revoked at {at:u} already. A certificate on hold can be revoked for another reason; any other stays as it is.", Printable(serial));

    public static InvalidStateException CertificateAuthorityRevoked(string name, DateTimeOffset at) => new(
        nameof(CertificateAuthorityRevoked), $"The authority '{Printable(name)}' was revoked at {at:u}, and nobody takes what it signs. Make a new one with New-CertAuthority.", Printable(name));

    public static InvalidStateException CertificateRevokedKeepsKey(string name) => new(
        nameof(CertificateRevokedKeepsKey), $"The certificate '{Printable(name)}' was revoked, so its key is not certified again. Renew it with a new key: Update-Cert -NewKey.", Printable(name));

    public static InvalidInputException CertificateRevocationReasonInvalid() => new(
        nameof(CertificateRevocationReasonInvalid), "RemoveFromCrl and AACompromise are no reasons to revoke a certificate. Give another, as KeyCompromise or Superseded.");

    public static InvalidStateException CertificateNotIssuedHere(string name) => new(
        nameof(CertificateNotIssuedHere), $"The certificate '{Printable(name)}' was not issued by an authority of this store, so there is no list to put it on.", Printable(name));

    public static InvalidStateException CertificateAuthorityInUse(string name, long count) => new(
        nameof(CertificateAuthorityInUse), $"The authority '{Printable(name)}' has issued {count} certificates that are neither expired nor revoked, and without it they could not be revoked. Revoke them first.", Printable(name));

    public static InvalidStateException CertificateNotYetIssued(string name) => new(
        nameof(CertificateNotYetIssued), $"'{Printable(name)}' is a request that no authority has answered yet. Approve it first.", Printable(name));

    public static InvalidInputException CertificateAuthorityNeeded(string issuer) => new(
        nameof(CertificateAuthorityNeeded), $"The certificate was issued by '{Printable(issuer)}', which has to sign the new one. Give that authority.", Printable(issuer));

    public static InvalidInputException CertificateRequestOwnKey() => new(
        nameof(CertificateRequestOwnKey), "The request is for the authority's own key. A certificate for it would be an authority's twin; ask for another key.");

    public static InvalidInputException CertificatePathInvalid(string path) => new(
        nameof(CertificatePathInvalid), $"'{path}' cannot be used here: a certificate's file is written as NAME.crt, and a new key as NAME.key beside it. Name the file so.", path);

    public static InvalidInputException CertificateFileHoldsKey(string path) => new(
        nameof(CertificateFileHoldsKey), $"There is a private key in '{path}' too, and the renewed file would not have it. Put the two apart first, with Convert-Cert -KeyDestination.", path);

    public static InvalidInputException CertificateAuthorityKeepsKey(string subject) => new(
        nameof(CertificateAuthorityKeepsKey), $"The authority '{Printable(subject)}' keeps its key when it is renewed, for what it has signed hangs on it. Make a new authority for a new key.", Printable(subject));

    private static string List(IReadOnlyList<string> names)
    {
        const int Shown = 20;
        string text = string.Join(", ", names.Take(Shown).Select(name => Printable(name.Length > 100 ? name[..100] + "…" : name)));
        return names.Count > Shown ? $"{text} and {names.Count - Shown} more" : text;
    }
}
