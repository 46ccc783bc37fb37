namespace EnterpriseSecurity;

/// <summary>
/// Every error a user can meet: its id, its kind and its text, in this one folder. The parts of this class are
/// one file a domain. A text says what happened and what to do next, and never contains a secret.
/// </summary>
internal static partial class SecurityErrors
{
}
