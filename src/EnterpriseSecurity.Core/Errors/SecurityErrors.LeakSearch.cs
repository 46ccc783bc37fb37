namespace EnterpriseSecurity;

/// <content>The search for leaks.</content>
internal static partial class SecurityErrors
{
    public static NotFoundException LeakPathNotFound(string path) => new(
        nameof(LeakPathNotFound), $"There is no file or folder '{Printable(path)}' to search. Check the path.", Printable(path));
}
