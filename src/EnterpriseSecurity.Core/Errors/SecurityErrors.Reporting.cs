namespace EnterpriseSecurity;

/// <content>Reports.</content>
internal static partial class SecurityErrors
{
    public static InvalidInputException ReportPeriodInvalid(TimeSpan within) => new(
        nameof(ReportPeriodInvalid), $"A report cannot look {within.TotalDays:0.##} days ahead: the time is from one day to ten years, as in 90d.", within);

    public static InvalidInputException ReportTitleInvalid(int longest) => new(
        nameof(ReportTitleInvalid), $"The title is empty or longer than {longest} characters. Give a shorter one, or none.");

    public static AlreadyExistsException ReportExists(string path) => new(
        nameof(ReportExists), $"The file '{path}' exists already; nothing was overwritten. Choose another name, or give -Force.", path);

    public static UnavailableException ReportUnwritable(string path, Exception inner) => new(
        nameof(ReportUnwritable), $"The report '{path}' cannot be written. Check that its folder exists, that you may write there, and that the disk is not full.", path, inner);
}
