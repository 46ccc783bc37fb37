namespace EnterpriseSecurity.ApiKeys;

/// <summary>Why an API key is not accepted.</summary>
public enum ApiKeyRefusal
{
    /// <summary>It is accepted.</summary>
    None,

    /// <summary>There is no such key. A wrong secret and a text that is no key look the same.</summary>
    Unknown,

    /// <summary>It was revoked.</summary>
    Revoked,

    /// <summary>It is disabled.</summary>
    Disabled,

    /// <summary>Its time has not come.</summary>
    NotYetValid,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It is not accepted from this address, or none was given and it is bound to some.</summary>
    AddressNotAllowed,

    /// <summary>It does not have a scope that is required.</summary>
    MissingScope,

    /// <summary>It has made all requests that it may make in this time.</summary>
    RateLimited,

    /// <summary>Its quota is used up.</summary>
    QuotaExhausted,
}
