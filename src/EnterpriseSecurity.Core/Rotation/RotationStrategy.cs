namespace EnterpriseSecurity.Rotation;

/// <summary>How one credential takes the place of another.</summary>
public enum RotationStrategy
{
    /// <summary>At once: the old one ends in the transaction that brings the new one into use.</summary>
    Immediate,

    /// <summary>The new one comes into use at once, and the old one is accepted beside it until the overlap ends.</summary>
    Overlapping,

    /// <summary>A growing share of the clients gets the new one, phase by phase, while both are accepted.</summary>
    Gradual,

    /// <summary>The new one waits beside the old one, accepted and testable, until it is switched to; undone until the grace ends.</summary>
    BlueGreen,
}
