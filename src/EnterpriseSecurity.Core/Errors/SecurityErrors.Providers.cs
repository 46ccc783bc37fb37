namespace EnterpriseSecurity;

/// <content>The assembly through which the third-party libraries are reached.</content>
internal static partial class SecurityErrors
{
    public static UnavailableException LibrariesUnavailable(string assembly, Exception inner) => new(
        nameof(LibrariesUnavailable), $"The assembly '{assembly}' cannot be loaded. Install the module anew and start a new session; a program needs it beside EnterpriseSecurity.Core.dll.", assembly, inner);
}
