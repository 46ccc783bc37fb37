using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>The credential that is in use now, as a target sees it.</summary>
internal sealed record RotationSubject
{
    /// <summary>What it is.</summary>
    public required RotationKind Kind { get; init; }

    /// <summary>The id of this credential or version; another one for its successor.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What stays the same from one rotation to the next and is nobody else's: the name where names are unique, else the id.</summary>
    public required string Key { get; init; }

    /// <summary>When this credential or value was made; its age counts from here.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it ends by itself, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>False when it is pending, replaced, disabled, revoked or gone: such a one is not rotated.</summary>
    public bool IsUsable { get; init; } = true;

    /// <summary>True when an expired one is refused; false where a new value is just what it needs.</summary>
    public bool EndsForGood { get; init; } = true;

    /// <summary>The state in a word, for the error when it is not usable.</summary>
    public string State { get; init; } = "active";

    /// <summary>The record that it was read from, for the target's own use.</summary>
    public Record? Record { get; init; }
}
