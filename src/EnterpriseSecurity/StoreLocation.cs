namespace EnterpriseSecurity;

/// <summary>Where the store is when nobody says.</summary>
internal static class StoreLocation
{
    private const string Variable = "ENTERPRISE_SECURITY_HOME";

    /// <summary>The folder that the variable <c>ENTERPRISE_SECURITY_HOME</c> names, or one in the user's data folder.</summary>
    public static string Default
    {
        get
        {
            string? named = Environment.GetEnvironmentVariable(Variable);
            return string.IsNullOrEmpty(named)
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "EnterpriseSecurity")
                : named;
        }
    }
}
