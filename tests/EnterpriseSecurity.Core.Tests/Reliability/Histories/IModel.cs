namespace EnterpriseSecurity.Core.Tests.Reliability.Histories;

/// <summary>How a thing behaves when nobody makes two calls at once.</summary>
internal interface IModel
{
    /// <summary>The state before the first call.</summary>
    string Start { get; }

    /// <summary>The state after a call, or null when it would not have been answered so.</summary>
    string? Next(string state, string[] call, string answer);
}
