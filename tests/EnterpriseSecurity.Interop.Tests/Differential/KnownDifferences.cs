namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>The differences that are meant, each with its reason.</summary>
internal static class KnownDifferences
{
    public static readonly KnownDifference[] All =
    [
        new("fernet", DifferenceKind.Stricter, "^no result", "Python passes over what is no base64 and what stands after the padding; here a token has one spelling."),
        new("jwt", DifferenceKind.Stricter, "^Malformed: ", "Python takes members that come twice, NaN, and base64 with padding or bits left over; here a token has one meaning and one spelling."),
        new("jwt", DifferenceKind.Stricter, "^MissingClaim: ", "RFC 7519 leaves the end of a token to its maker; here each must have one."),
        new("ssh-private-key", DifferenceKind.Stricter, "^SshKeyInconsistent: ", "ssh-keygen prints a public key without proving that the private numbers belong to it."),
        new("ssh-private-key", DifferenceKind.Stricter, "^SshKeyMalformed: .*its Base64 is broken", "OpenSSH's base64 passes over what comes after the padding."),
        new("private-key", DifferenceKind.Stricter, "^CertificateKey(Malformed|Unsupported): ", "openssl pkey neither proves that the numbers of a key belong together, nor minds a version that RFC 8017 does not know."),
        new("ssh-certificate", DifferenceKind.Stricter, "(the name of an option in it is not a name|a text in it is not UTF-8)", "ssh-keygen prints any bytes as names; here names are text that can be shown."),
        new("certificate", DifferenceKind.Stricter, "a field of a certificate in it is broken", "openssl prints 'Bad time value' or the bytes of a field that it cannot read, and goes on."),
        new("certificate", DifferenceKind.OtherMeaning, @"^[^\n]*\b(04|0C|13|16|1E)[0-9A-F]{6,}\b", "openssl writes the value of a kind of name that it does not know in hexadecimal."),
        new("certificate", DifferenceKind.OtherMeaning, @"^([0-9A-Z]+ [^\n]*Z) \n\1 DNS:", "A name of a kind that is not used (X.400, EDI) is not taken apart here; openssl then shows none of the names."),
        new("certificate-request", DifferenceKind.Laxer, "ASN1_item_verify_ctx:EVP lib", "The platform takes a number of an ECDSA signature without its leading zero for the same number, and the signature is good."),
        new("revocation-list", DifferenceKind.Stricter, "its structure is broken", "openssl reads BER where RFC 5280 asks for DER, and prints 'Bad time value' where it cannot read a time."),
        new("revocation-list", DifferenceKind.OtherMeaning, @"^[^\n]*\b(04|0C|13|16|1E)[0-9A-F]{6,}\b", "openssl writes the value of a kind of name that it does not know in hexadecimal."),
        new("pkcs12", DifferenceKind.Stricter, "^Certificate(Malformed|FileEmpty|KeyMalformed|KeyUnsupported|KeyMismatch): ", "openssl prints the certificates that it finds in a PFX that is damaged elsewhere, or none; here a PFX is whole and has a certificate."),
    ];
}
