namespace EnterpriseSecurity;

internal static partial class SecurityErrors
{
    public static InvalidInputException PermissionInvalid(string permission, string why) => new(nameof(PermissionInvalid), $"'{Printable(permission)}' {why}", Printable(permission));
}
