namespace EnterpriseSecurity.Certificates;

/// <summary>A revoked certificate, as a revocation list names it.</summary>
/// <param name="SerialNumberHex">Its serial number's bytes in hex.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="Reason">Why, by the name of RFC 5280; null when the list does not say.</param>
public sealed record RevocationEntry(string SerialNumberHex, DateTimeOffset RevokedAt, string? Reason)
{
    /// <summary>The reason of an entry in a delta that takes a certificate off hold.</summary>
    internal const string Lifted = "removeFromCRL";
}
