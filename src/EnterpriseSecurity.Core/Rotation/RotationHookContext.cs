using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Rotation;

/// <summary>What a hook is given.</summary>
public sealed class RotationHookContext
{
    internal RotationHookContext(RotationHookKind hook, string script, RotationInfo rotation, SecretBuffer value) =>
        (Hook, Script, Rotation, Value) = (hook, script, rotation, value);

    /// <summary>Which hook it is.</summary>
    public RotationHookKind Hook { get; }

    /// <summary>The text that the rotation has for this hook.</summary>
    public string Script { get; }

    /// <summary>The rotation.</summary>
    public RotationInfo Rotation { get; }

    /// <summary>The successor's secret part: an API key's or a secret's text in UTF-8, a private key's file. Wiped when the hook is done.</summary>
    public SecretBuffer Value { get; }

    /// <summary>The hook and the rotation, never the value.</summary>
    public override string ToString() => $"{Hook} of {Rotation.Id}";
}
