using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Tells whether a password is in a list of breached passwords: true means that it must not be used.</summary>
/// <remarks>
/// <para>
/// True means that the password must not be used. A list that cannot be read or reached is an error and writes
/// nothing, never False.
/// </para>
/// <para>
/// The list is one on disk (<c>-ListPath</c>), a service (<c>-RangeUri</c>), or by default the one of the connected
/// store's policy. On disk it is a file sorted by hash (SHA-1 or NTLM, HEX:COUNT a line), a folder of range files, or
/// a filter that <see cref="ImportBreachedPasswordListCommand"/> wrote. A service gets the first five hexadecimal
/// digits of the hash and nothing else (k-anonymity); the comparison is done here. For the public service give
/// <c>-RangeUri</c> https://api.pwnedpasswords.com/range/.
/// </para>
/// <para>
/// A filter that holds a thousand million passwords takes another password for breached with a chance of 1 in 72
/// million; a breached one is always found. Counts are known from a list or a service, not from a filter.
/// </para>
/// <para>
/// With a store connected, the audit trail gets the entry <c>password_breach_checked</c>, with the result denied for
/// a breached password. Errors: <c>BreachListNotSet</c> (no list given and none in the policy),
/// <c>BreachListNotFound</c>, <c>BreachListMalformed</c>, <c>BreachListNotSorted</c>,
/// <c>PasswordBreachServiceUnavailable</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Look a password up in a downloaded list.</para>
/// <code>
/// Test-PasswordBreach (Read-Host -AsSecureString 'Password') -ListPath ./pwned-passwords-sha1-ordered-by-hash.txt
/// </code>
/// </example>
/// <example>
/// <para>See how often it was seen in breaches.</para>
/// <code>
/// $match = Test-PasswordBreach (Read-Host -AsSecureString 'Password') -ListPath ./pwned-passwords-sha1-ordered-by-hash.txt -Detailed
/// if ($match.IsBreached) { "seen $($match.Count) times" }
/// </code>
/// </example>
/// <example>
/// <para>Make a list the store's, and check the stored secrets against it.</para>
/// <code>
/// Import-BreachedPasswordList ./pwned-passwords-sha1-ordered-by-hash.txt ./breached.filter
/// Get-ProtectedSecret | Where-Object { Test-PasswordBreach (Unprotect-Secret $_.Name) } | Select-Object Name
/// </code>
/// </example>
/// <seealso cref="ImportBreachedPasswordListCommand"/>
/// <seealso cref="TestPasswordPolicyCommand"/>
/// <seealso cref="SetPasswordPolicyCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "PasswordBreach", DefaultParameterSetName = ByStore)]
[OutputType(typeof(bool), typeof(BreachedPasswordMatch))]
public sealed class TestPasswordBreachCommand : OptionalStoreCmdlet
{
    private const string ByStore = "Store";
    private const string ByList = "List";
    private const string ByService = "Service";

    private BreachedPasswordList? _list;

    /// <summary>The password to look up.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>
    /// The list on disk: a file sorted by hash, a folder of range files, or a filter. Without this and
    /// <c>-RangeUri</c>, the list of the store's policy.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByList)]
    public string ListPath { get; set; } = "";

    /// <summary>
    /// The address of a range service, to which five digits of the hash are added, as
    /// https://api.pwnedpasswords.com/range/. https, or http on this machine.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByService)]
    public Uri RangeUri { get; set; } = null!;

    /// <summary>The hash that the service goes by: Sha1 (the default) or Ntlm.</summary>
    [Parameter(ParameterSetName = ByService)]
    public BreachedPasswordHash RangeHash { get; set; }

    /// <summary>How long the service may take, as in 30s; 10 seconds by default, at most an hour.</summary>
    [Parameter(ParameterSetName = ByService)]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Writes an object with IsBreached, Count, Source and Location instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Closes the list.</summary>
    public override void Dispose()
    {
        _list?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == ByStore)
        {
            Resolve();
            return;
        }

        object target = ParameterSetName == ByList ? ListPath : RangeUri;
        _list = OrTerminate<BreachedPasswordList>(target, () => ParameterSetName == ByList
            ? BreachedPasswordList.Open(ResolveNewPath(ListPath))
            : new BreachedPasswordService(RangeUri, RangeHash, Timeout));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachInput(_list?.Location, () =>
    {
        using SecretBuffer password = Password.ToUtf8Buffer();
        BreachedPasswordMatch match = TryResolve() is { } store
            ? store.Passwords.FindBreach(password.Span, _list, StopToken)
            : _list!.Find(password.Span, StopToken);
        WriteObject(Detailed ? match : (object)match.IsBreached);
    });
}
