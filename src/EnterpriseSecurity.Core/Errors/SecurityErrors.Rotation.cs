namespace EnterpriseSecurity;

/// <content>Rotation.</content>
internal static partial class SecurityErrors
{
    public static InvalidStateException RotationPredecessorGone(string name) => new(
        nameof(RotationPredecessorGone), $"The credential that was replaced under the name '{Printable(name)}' was revoked or removed meanwhile and cannot come back. Complete the rotation, or start another one.", Printable(name));
}
