namespace EnterpriseSecurity.LeakSearch;

/// <summary>
/// Measures a key in a text: the key's beginning and length for the prefix that stands at <paramref name="at"/>; a length
/// of zero when it is none.
/// </summary>
internal delegate (int Start, int Length) KeyFormatMeasure(ReadOnlySpan<byte> text, int at);

/// <summary>A form of key that is known by a literal in it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Literal">The literal, in ASCII, of at least three bytes.</param>
/// <param name="Measure">Looks at what stands around the literal.</param>
internal readonly record struct KeyFormat(LeakKind Kind, byte[] Literal, KeyFormatMeasure Measure);
