namespace EnterpriseSecurity;

/// <content>Access control.</content>
internal static partial class SecurityErrors
{
    public static InvalidInputException PermissionInvalid(string permission, string reason) => new(
        nameof(PermissionInvalid), $"'{Printable(permission)}' is not a permission: {reason}.", Printable(permission));

    public static InvalidInputException ResourceInvalid(string resource, string reason) => new(
        nameof(ResourceInvalid), $"'{Printable(resource)}' cannot be the resource of a permission: {reason}.", Printable(resource));

    public static InvalidInputException RoleInvalid(string role, string reason) => new(
        nameof(RoleInvalid), $"The role '{Printable(role)}' cannot be so: {reason}.", Printable(role));

    public static NotFoundException RoleNotFound(string role) => new(
        nameof(RoleNotFound), $"There is no role '{Printable(role)}'. Get-Role lists those there are; New-Role defines one.", Printable(role));

    public static AlreadyExistsException RoleExists(string role) => new(
        nameof(RoleExists), $"There is a role '{role}' already. Change it with Set-Role, or choose another name.", role);

    public static InvalidInputException RoleCycle(IReadOnlyList<string> roles) => new(
        nameof(RoleCycle), $"Roles cannot inherit from themselves, and these would: {string.Join(" -> ", roles)}. Nothing was changed; take one of the steps out.", roles[0]);

    public static InvalidStateException RoleInUse(string role, int grants, IReadOnlyList<string> heirs) => new(
        nameof(RoleInUse), $"The role '{role}' is in use: {grants} grants, inherited by {(heirs.Count == 0 ? "none" : string.Join(", ", heirs.Take(10)))}. Revoke it and change its heirs first, or use -Force, which does both.", role);

    public static InvalidStateException RoleLimitReached(string what, int limit) => new(
        nameof(RoleLimitReached), $"There would be more than {limit} {what}. Nothing was changed; remove some first.", limit);

    public static NotFoundException RoleGrantNotFound(string user, string role) => new(
        nameof(RoleGrantNotFound), $"The user '{Printable(user)}' has not been given the role '{Printable(role)}', or not for that resource. Get-RoleAssignment lists what there is.", Printable(user));

    public static InvalidInputException RoleGrantTimesInvalid(string user, string role, string reason) => new(
        nameof(RoleGrantTimesInvalid), $"The grant of '{Printable(role)}' to '{Printable(user)}' would never count: {reason}.", Printable(user));

    public static IntegrityException AccessPolicyChanged() => new(
        nameof(AccessPolicyChanged), "The roles and grants in the store are not those that were written: some were taken out or put back by someone without the store's key. Nothing is allowed; run Test-SecurityStore -Detailed and restore from a backup.");

    public static NotFoundException RoleFileMissing(string path) => new(
        nameof(RoleFileMissing), $"There is no file '{path}'.", path);

    public static InvalidInputException RoleFileFormatUnknown(string path) => new(
        nameof(RoleFileFormatUnknown), $"The name of '{path}' does not say what it is written in. Name it .json, .yaml or .yml, or give the format.", path);

    public static UnsupportedException RoleFileTooNew(string version) => new(
        nameof(RoleFileTooNew), $"The file of role definitions has version {version}, which this version does not know. Install a newer version of the module. Nothing was imported.", version);

    public static MalformedDataException RoleFileMalformed(string path, string reason) => new(
        nameof(RoleFileMalformed), $"'{path}' is not a file of role definitions: {reason}. Nothing was imported.", path);
}
