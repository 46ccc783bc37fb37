namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>A call of a history.</summary>
/// <param name="Begin">When it was made.</param>
/// <param name="End">When it was answered; later than any call whose answer it can have seen.</param>
/// <param name="Call">What was called for.</param>
/// <param name="Answer">What came back.</param>
internal sealed record Operation(long Begin, long End, string Call, string Answer);
