namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>A thing that several processes call at once.</summary>
/// <param name="Kind">What it is, for the counts.</param>
/// <param name="Model">How it should behave.</param>
/// <param name="Scripts">What each process calls.</param>
internal sealed record HistoryObject(string Kind, IModel Model, IReadOnlyList<string[]> Scripts);
