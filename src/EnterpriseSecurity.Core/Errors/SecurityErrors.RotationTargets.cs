namespace EnterpriseSecurity;

/// <content>What is rotated.</content>
internal static partial class SecurityErrors
{
    public static InvalidInputException RotationValueNeeded(string name, string kind) => new(
        nameof(RotationValueNeeded), $"The secret '{Printable(name)}' is of the kind {kind}, for which no value is made. Give the new value, or a length for random bytes.", Printable(name));

    public static InvalidInputException RotationValueInvalid(string name, string problem) => new(
        nameof(RotationValueInvalid), $"The new value of the secret '{Printable(name)}' {problem}. Give another one, or none to have one made.", Printable(name));

    public static UnsupportedException RotationSecretKindUnsupported(string name, string kind) => new(
        nameof(RotationSecretKindUnsupported), $"The secret '{Printable(name)}' is of the kind {kind}, which is not rotated. Give it its next value with Update-ProtectedSecret.", Printable(name));
}
