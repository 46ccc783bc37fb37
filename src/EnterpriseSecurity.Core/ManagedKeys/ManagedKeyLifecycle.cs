namespace EnterpriseSecurity.ManagedKeys;

/// <summary>The one place that says which moves between states there are.</summary>
internal static class ManagedKeyLifecycle
{
    /// <summary>True when a key may go from one state to the other.</summary>
    public static bool CanMove(ManagedKeyState from, ManagedKeyState to) => (from, to) switch
    {
        (ManagedKeyState.Pending, ManagedKeyState.Active or ManagedKeyState.Revoked) => true,
        (ManagedKeyState.Active, ManagedKeyState.Deprecated or ManagedKeyState.Revoked) => true,
        // Back into use when a rotation is undone.
        (ManagedKeyState.Deprecated, ManagedKeyState.Active or ManagedKeyState.Revoked) => true,
        (ManagedKeyState.Revoked, ManagedKeyState.Destroyed) => true,
        _ => false,
    };

    /// <summary>True when a key in this state is accepted.</summary>
    public static bool IsUsable(ManagedKeyState state) => state is ManagedKeyState.Active or ManagedKeyState.Deprecated;

    /// <exception cref="InvalidStateException">There is no such move.</exception>
    public static void Check(string name, ManagedKeyState from, ManagedKeyState to)
    {
        if (!CanMove(from, to)) throw SecurityErrors.ManagedKeyMoveForbidden(name, from.ToString(), to.ToString());
    }
}
