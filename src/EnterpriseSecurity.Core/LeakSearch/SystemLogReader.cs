namespace EnterpriseSecurity.LeakSearch;

/// <summary>The reader for the system that this runs on.</summary>
internal static class SystemLogReader
{
    public static IEventLogReader ForThisSystem() =>
        OperatingSystem.IsWindows() ? new WindowsEventReader() : OperatingSystem.IsMacOS() ? JsonLogReader.UnifiedLog() : JsonLogReader.Journal();
}
