namespace EnterpriseSecurity;

/// <summary>
/// An object that hands a secret out, once, to whoever asked for it. The secret is in no public property or field: it is
/// to be had from its <c>Reveal…</c> methods alone, so that a serialiser, a log or a view that writes the object out by
/// its members has nothing to write. In PowerShell each <c>Reveal…</c> method is a hidden property too, by the name that
/// follows <c>Reveal</c>: <c>$key.Key</c> is the key, and nothing that lists properties finds it.
/// </summary>
public abstract class SecretBearer
{
    /// <summary>Says what it is, never the secret.</summary>
    public abstract override string ToString();
}
