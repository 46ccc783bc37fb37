namespace EnterpriseSecurity.AccessControl;

/// <summary>Which roles allow one permission, and which forbid it, by themselves or through those they inherit from: a bit for each role.</summary>
internal sealed class PermissionReach(ulong[]? allowing, ulong[]? denying)
{
    /// <summary>True when the role allows it.</summary>
    public bool Allows(int role) => Has(allowing, role);

    /// <summary>True when the role forbids it.</summary>
    public bool Denies(int role) => Has(denying, role);

    private static bool Has(ulong[]? bits, int role) => bits is not null && (bits[role >> 6] >> (role & 63) & 1) != 0;
}
