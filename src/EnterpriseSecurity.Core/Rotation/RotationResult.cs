namespace EnterpriseSecurity.Rotation;

/// <summary>A rotation as a call left it, and what of its successor is shown once.</summary>
public sealed class RotationResult : SecretBearer
{
    private readonly string? _value;

    internal RotationResult(RotationInfo rotation, string? value) => (Rotation, _value) = (rotation, value);

    /// <summary>The rotation.</summary>
    public RotationInfo Rotation { get; }

    /// <summary>Its id.</summary>
    public string Id => Rotation.Id;

    /// <summary>What is rotated.</summary>
    public RotationKind Kind => Rotation.Kind;

    /// <summary>The name of the credential.</summary>
    public string Name => Rotation.Name;

    /// <summary>How the one takes the place of the other.</summary>
    public RotationStrategy Strategy => Rotation.Strategy;

    /// <summary>Where it stands.</summary>
    public RotationState State => Rotation.State;

    /// <summary>The id of the credential that is replaced.</summary>
    public string OldId => Rotation.OldId;

    /// <summary>The id of the one that replaces it.</summary>
    public string NewId => Rotation.NewId;

    /// <summary>
    /// The new API key, which is shown now and, while the rotation runs, by <see cref="RotationManager.ReadValue"/>; null for
    /// what its own domain gives out, and when somebody was given it before. It is text because it is going to be sent to
    /// whoever shall use it, and cannot be wiped.
    /// </summary>
    public string? RevealValue() => _value;

    /// <summary>The rotation, never the value.</summary>
    public override string ToString() => Rotation.ToString();
}
