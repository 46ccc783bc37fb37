using System.Text.Json.Nodes;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Rotation;

/// <summary>The two credentials of a rotation, as a target's steps get them.</summary>
internal sealed record RotationPair
{
    /// <summary>The rotation's id.</summary>
    public required string RotationId { get; init; }

    /// <summary>The name that they share.</summary>
    public required string Name { get; init; }

    /// <summary>The subject's <see cref="RotationSubject.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The id of the one that is replaced.</summary>
    public required string OldId { get; init; }

    /// <summary>The id of the one that replaces it.</summary>
    public required string NewId { get; init; }

    /// <summary>What the target noted at an earlier step, as the end that the old one had; what it changes here is stored with the step. Nothing secret.</summary>
    public required JsonObject State { get; init; }

    /// <summary>
    /// From when on the old one shall not be accepted any more, whether or not somebody retires it then. Null when it is
    /// accepted until it is retired.
    /// </summary>
    public DateTimeOffset? RetireAt { get; init; }

    /// <summary>The value of the <see cref="RotationMaterial"/>; the engine wipes it after the step. Null once the rotation has ended.</summary>
    public SecretBuffer? Value { get; init; }

    /// <summary>Keeps a time in <see cref="State"/> for a later step.</summary>
    public void NoteTime(string name, DateTimeOffset? time) => State[name] = time?.ToUnixTimeMilliseconds();

    /// <summary>The time that <see cref="NoteTime"/> kept; null when there was none.</summary>
    public DateTimeOffset? RecallTime(string name) => State[name]?.GetValue<long>() is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
