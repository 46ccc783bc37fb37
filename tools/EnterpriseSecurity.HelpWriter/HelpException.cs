namespace EnterpriseSecurity.HelpWriter;

/// <summary>Something in the comments or the call that help cannot be written from.</summary>
/// <param name="message">What, and where.</param>
public sealed class HelpException(string message) : Exception(message);
