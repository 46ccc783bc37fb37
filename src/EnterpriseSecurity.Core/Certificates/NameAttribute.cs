namespace EnterpriseSecurity.Certificates;

/// <summary>An attribute of a distinguished name.</summary>
/// <param name="Oid">Its type.</param>
/// <param name="Text">Its value; null when that is no text.</param>
/// <param name="Encoded">The value in BER.</param>
internal sealed record NameAttribute(string Oid, string? Text, ReadOnlyMemory<byte> Encoded);
