namespace EnterpriseSecurity.LeakSearch;

/// <summary>A leak within a stream.</summary>
internal readonly record struct LeakPosition(int Start, int Length, LeakKind Kind, string? Name, int? Version, LeakForm? Form)
{
    /// <summary>The line, from 1.</summary>
    public long Line { get; init; }

    /// <summary>The character in the line, from 1.</summary>
    public long Column { get; init; }
}
