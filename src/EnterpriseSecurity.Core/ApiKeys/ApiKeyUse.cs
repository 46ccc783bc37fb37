using System.Net;

namespace EnterpriseSecurity.ApiKeys;

/// <summary>One request that an API key was checked for.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="At">When.</param>
/// <param name="Refusal">How it ended.</param>
/// <param name="Address">From where, or null.</param>
internal readonly record struct ApiKeyUse(string Id, DateTimeOffset At, ApiKeyRefusal Refusal, IPAddress? Address);
