using System.Management.Automation;
using System.Security;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>
/// Looks passwords up in a list of breached ones: TRUE when the password IS breached and must not be used, false when
/// it is not in the list. A list that cannot be read or reached is an error and writes nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "PasswordBreach", DefaultParameterSetName = ByStore)]
[OutputType(typeof(bool), typeof(BreachedPasswordMatch))]
public sealed class TestPasswordBreachCommand : OptionalStoreCmdlet, IDisposable
{
    private const string ByStore = "Store";
    private const string ByList = "List";
    private const string ByService = "Service";

    private BreachedPasswordList? _list;

    /// <summary>The password.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString Password { get; set; } = null!;

    /// <summary>The list: a sorted file, a folder of range files, or a filter; the store's when neither this nor a service is given.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByList)]
    public string ListPath { get; set; } = "";

    /// <summary>The service, by the address before the five digits, as https://api.pwnedpasswords.com/range/. It learns those five digits of the hash.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByService)]
    public Uri RangeUri { get; set; } = null!;

    /// <summary>The hash that the service is asked for.</summary>
    [Parameter(ParameterSetName = ByService)]
    public BreachedPasswordHash RangeHash { get; set; }

    /// <summary>How long the service may take; ten seconds by default.</summary>
    [Parameter(ParameterSetName = ByService)]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Writes how often it was seen, and where, instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Closes the list.</summary>
    public void Dispose() => _list?.Dispose();

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
