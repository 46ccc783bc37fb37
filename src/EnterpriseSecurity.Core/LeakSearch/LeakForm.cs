namespace EnterpriseSecurity.LeakSearch;

/// <summary>In which spelling a secret of the store was found.</summary>
public enum LeakForm
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>In UTF-16.</summary>
    Utf16,

    /// <summary>In Base64 or Base64url, also as a part of something longer, as in a Basic authorisation.</summary>
    Base64,

    /// <summary>In the Base64 of UTF-16, as <c>pwsh -EncodedCommand</c> takes it.</summary>
    Base64Utf16,

    /// <summary>In hexadecimal digits.</summary>
    Hex,

    /// <summary>Percent-encoded, as in a URL or a form.</summary>
    UrlEncoded,

    /// <summary>With JSON's escapes.</summary>
    JsonEscaped,

    /// <summary>With XML's entities.</summary>
    XmlEscaped,

    /// <summary>With the quotation marks of a PowerShell string doubled.</summary>
    Quoted,

    /// <summary>With other line ends.</summary>
    OtherLineEnds,
}
