namespace EnterpriseSecurity.Storage;

/// <summary>An audit line that was committed with its change and waits to be appended to the files.</summary>
/// <param name="Sequence">The line's place in the chain.</param>
/// <param name="Line">The line's bytes, without the line end.</param>
internal sealed record OutboxLine(long Sequence, byte[] Line);
