using System.Management.Automation;
using EnterpriseSecurity.Passwords;

namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>Builds a compact filter from a published list of breached passwords. A connected store's policy asks it from then on.</summary>
[Cmdlet(VerbsData.Import, "BreachedPasswordList", SupportsShouldProcess = true)]
[OutputType(typeof(BreachedPasswordImport))]
public sealed class ImportBreachedPasswordListCommand : OptionalStoreCmdlet
{
    /// <summary>The list: a file sorted by hash, or a folder of range files.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>The filter's file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Destination { get; set; } = "";

    /// <summary>Leaves out passwords that were seen less often.</summary>
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
