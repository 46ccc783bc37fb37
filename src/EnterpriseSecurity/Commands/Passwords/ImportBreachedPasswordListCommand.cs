using System.Management.Automation;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Builds a compact filter from a published list of breached passwords.</summary>
/// <remarks>
/// <para>
/// The filter keeps 56 bits of each hash in one file of about 5 bytes a password, a tenth of the list, and is asked
/// with <c>-ListPath</c> of <see cref="TestPasswordBreachCommand"/> or by the policy. The list is a file sorted by
/// hash (SHA-1 or NTLM, HEX:COUNT a line) or a folder of range files 00000.txt to FFFFF.txt, as publishers of such
/// lists give them out; nothing is downloaded here. Every line is read and its order checked.
/// </para>
/// <para>
/// No store is needed. With one connected, the filter becomes the list of the store's password policy, and the audit
/// trail gets the entry <c>password_breach_list_imported</c>. The policy keeps the filter's full path, so choose a
/// place where it stays, and where only administrators can write.
/// </para>
/// <para>
/// The filter appears whole or not at all; Ctrl+C leaves nothing behind. A list of 110 million lines takes about half
/// a minute. Errors: <c>BreachListNotFound</c>, <c>BreachListMalformed</c>, <c>BreachListNotSorted</c>,
/// <c>BreachListNotReadable</c> (the list is a filter already), <c>BreachFilterExists</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Build a filter, which the connected store's policy asks from then on.</para>
/// <code>
/// Import-BreachedPasswordList ./pwned-passwords-sha1-ordered-by-hash.txt ./breached.filter
/// Test-PasswordPolicy (Read-Host -AsSecureString 'New password')
/// </code>
/// </example>
/// <example>
/// <para>Leave out passwords that were seen fewer than 10 times, and replace an older filter.</para>
/// <code>
/// Import-BreachedPasswordList ./pwned-passwords-sha1-ordered-by-hash.txt ./breached.filter -MinimumCount 10 -Force
/// </code>
/// </example>
/// <example>
/// <para>Build a filter for another machine, with no effect on the connected store's policy.</para>
/// <code>
/// Disconnect-SecurityStore
/// Import-BreachedPasswordList -Path ./pwned-passwords-sha1-ordered-by-hash.txt -Destination ./for-web01.filter | Select-Object Entries, Size, FalsePositiveRate
/// </code>
/// </example>
/// <seealso cref="TestPasswordBreachCommand"/>
/// <seealso cref="SetPasswordPolicyCommand"/>
/// <seealso cref="TestPasswordPolicyCommand"/>
[Cmdlet(VerbsData.Import, "BreachedPasswordList", SupportsShouldProcess = true)]
[OutputType(typeof(BreachedPasswordImport))]
public sealed class ImportBreachedPasswordListCommand : OptionalStoreCmdlet
{
    /// <summary>The published list: a file sorted by hash, or a folder of range files.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>The filter's file to write.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Destination { get; set; } = "";

    /// <summary>Leaves out passwords that were seen fewer times than this; 1 (all but padding) by default.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long MinimumCount { get; set; } = 1;

    /// <summary>Replaces a filter that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string source = ResolveNewPath(Path);
        string destination = ResolveNewPath(Destination);
        if (!ShouldProcess(destination, $"Build filter from {source}")) return;
        ForEachInput(source, () =>
        {
            using BreachedPasswordList list = BreachedPasswordList.Open(source);
            using CmdletProgress progress = ShowProgress("Building the filter of breached passwords");
            WriteObject(TryResolve() is { } store
                ? store.Passwords.ImportBreachedPasswords(list, destination, MinimumCount, Force, progress, StopToken)
                : BreachedPasswordFilter.Create(list, destination, MinimumCount, Force, progress, StopToken));
        });
    }
}
