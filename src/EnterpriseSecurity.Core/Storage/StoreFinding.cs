namespace EnterpriseSecurity.Storage;

/// <summary>One thing that is wrong with a store.</summary>
/// <param name="Kind">What kind of thing: <c>Database</c>, <c>Record</c>, <c>RecordSet</c>, <c>Audit</c>, <c>Permission</c>, <c>File</c>, <c>SshKey</c>.</param>
/// <param name="Subject">The record, file or line.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record StoreFinding(string Kind, string Subject, string Message);
