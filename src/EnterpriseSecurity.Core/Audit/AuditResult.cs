namespace EnterpriseSecurity.Audit;

/// <summary>How an audited operation ended.</summary>
public static class AuditResult
{
    /// <summary>It was done.</summary>
    public const string Success = "success";

    /// <summary>It could not be done.</summary>
    public const string Failure = "failure";

    /// <summary>It was refused: wrong proof, expired, not allowed, or not authentic.</summary>
    public const string Denied = "denied";
}
