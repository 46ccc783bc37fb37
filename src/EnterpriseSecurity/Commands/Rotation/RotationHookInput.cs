using System.Security;
using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>What a hook's script gets as <c>$_</c>.</summary>
public sealed class RotationHookInput
{
    internal RotationHookInput(RotationHookKind hook, RotationInfo rotation, SecureString credential) => (Hook, Rotation, Credential) = (hook, rotation, credential);

    /// <summary>Which hook it is: Stage, Verify, Promote or RollBack.</summary>
    public RotationHookKind Hook { get; }

    /// <summary>The rotation.</summary>
    public RotationInfo Rotation { get; }

    /// <summary>The rotation's id.</summary>
    public string Id => Rotation.Id;

    /// <summary>What is rotated.</summary>
    public RotationKind Kind => Rotation.Kind;

    /// <summary>The name of the credential.</summary>
    public string Name => Rotation.Name;

    /// <summary>The policy that began it, or null.</summary>
    public string? Policy => Rotation.Policy;

    /// <summary>The id of the credential that is replaced.</summary>
    public string OldId => Rotation.OldId;

    /// <summary>The id of the one that replaces it.</summary>
    public string NewId => Rotation.NewId;

    /// <summary>
    /// The successor's secret part: an API key's or a secret's text, an SSH key's file, a certificate and its key in PEM, and
    /// what is no text in Base64url without padding. It is gone when the hook is done.
    /// </summary>
    public SecureString Credential { get; }

    /// <summary>The hook and the name, never the credential.</summary>
    public override string ToString() => $"{Hook} of {Kind} {Name}";
}
