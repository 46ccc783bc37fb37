using System.Management.Automation;
using EnterpriseSecurity.LeakSearch;

namespace EnterpriseSecurity.Commands.LeakSearch;

/// <summary>Finds where secrets got out: in histories, transcripts, logs, files and git, and says where, never what.</summary>
/// <remarks>
/// <para>Looks for two things: the secrets of the connected store, by keyed hash, so that no value is held while it searches, and keys of known forms: API keys of this product, private keys in PEM and PuTTY's format, and the tokens of the usual services. With no store connected it looks for known forms alone, and says so.</para>
/// <para>A secret is also found encoded in Base64 (as in a Basic authorisation, or in pwsh -EncodedCommand), in hexadecimal digits, percent-encoded, escaped for JSON or XML, quoted for PowerShell, and in UTF-16. Older versions and removed secrets are searched for too. A secret of fewer than eight bytes is not, as ordinary text would hold it by chance: a warning names it.</para>
/// <para>Without -Path the places of the user are searched: the history of PSReadLine and of other shells, PowerShell's transcripts, and what PowerShell's script-block and module logging wrote (the event log on Windows, the journal on Linux, the unified log on macOS). With -Path, the files below it, and every version of every file in the git repositories there. What cannot be searched on this machine is named in a warning.</para>
/// <para>Nothing is changed. The search, and how many leaks it found, is in the audit trail. A secret that was found is to be taken as known to others: rotate it first, then remove it from the place.</para>
/// </remarks>
/// <example>
/// <para>Was a secret of the store typed, or written to a transcript or a log?</para>
/// <code>
/// Find-SecretLeak
/// </code>
/// </example>
/// <example>
/// <para>Search a project and all of its git history; let a pipeline fail when there is something.</para>
/// <code>
/// $leaks = Find-SecretLeak -Path ./project
/// if ($leaks) { Write-Warning "$(@($leaks).Count) leaks in the project." }
/// </code>
/// <para>Each leak has the path, line and column; one of git has the oldest commit with it.</para>
/// </example>
/// <example>
/// <para>Which secrets of the store are in files below a folder, and how often?</para>
/// <code>
/// Find-SecretLeak ./project -Scope File | Where-Object Kind -EQ StoreSecret | Group-Object SecretName -NoElement
/// </code>
/// </example>
/// <seealso cref="EnterpriseSecurity.Commands.Secrets.InvokeSecretCommandCommand"/>
/// <seealso cref="EnterpriseSecurity.Commands.Secrets.UpdateProtectedSecretCommand"/>
/// <seealso cref="EnterpriseSecurity.Commands.ApiKeys.RevokeApiKeyCommand"/>
[Cmdlet(VerbsCommon.Find, "SecretLeak", DefaultParameterSetName = ByPath)]
[OutputType(typeof(SecretLeak))]
public sealed class FindSecretLeakCommand : OptionalStoreCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const int MostWarnings = 10;

    private readonly List<string> _paths = [];

    /// <summary>Files, and folders with all below; wildcards are expanded. Links are not followed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files, and folders with all below, as they stand.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The kinds of places. By default History, Transcript and EventLog; with a path, File and Git. File and Git without a path search the current folder.</summary>
    [Parameter]
    public LeakPlace[] Scope { get; set; } = [];

    /// <summary>Searches files that are no text, too.</summary>
    [Parameter]
    public SwitchParameter IncludeBinary { get; set; }

    /// <summary>Passes over files and git objects that are larger, in bytes, as in 50MB; without it there is no limit.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? MaximumSize { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _paths.AddRange(ParameterSetName == ByLiteralPath ? ResolveExistingPaths(LiteralPath, literal: true) : ResolveExistingPaths(Path, literal: false));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        bool hasAsked = MyInvocation.BoundParameters.ContainsKey(nameof(Path)) || MyInvocation.BoundParameters.ContainsKey(nameof(LiteralPath)) || MyInvocation.ExpectingInput;
        // A path that does not exist has its error by now; nothing else is searched in its stead.
        if (hasAsked && _paths.Count == 0) return;
        LeakPlace places = Scope.Length > 0 ? Scope.Aggregate((x, y) => x | y) : hasAsked ? LeakPlace.File | LeakPlace.Git : LeakPlace.Session;
        if (!hasAsked && (places & (LeakPlace.File | LeakPlace.Git)) != 0) _paths.Add(ResolveNewPath("."));
        EnterpriseSecurityManager? store = TryResolve();
        if (store is null) WriteWarning("No store is connected: only keys of known forms are searched for. Use Connect-SecurityStore to search for the secrets of a store.");
        LeakSearchOptions options = new() { Places = places, Paths = _paths, HistoryFiles = HistoryOfThisSession(places), IncludeBinary = IncludeBinary, MaximumSize = MaximumSize };
        OrTerminate(string.Join(", ", _paths), () =>
        {
            LeakSearchSummary summary;
            using (CmdletProgress progress = ShowProgress("Searching for leaked secrets")) summary = (store?.LeakSearcher ?? new LeakSearcher()).Search(options, WriteObject, progress, StopToken);
            Tell(summary);
        });
    }

    private string[] HistoryOfThisSession(LeakPlace places)
    {
        if (!places.HasFlag(LeakPlace.History)) return [];
        // Only where the session has it: PSReadLine is not loaded for this.
        return [.. InvokeCommand.InvokeScript("if (Get-Module PSReadLine) { (Get-PSReadLineOption).HistorySavePath }").Select(path => path?.BaseObject).OfType<string>().Where(path => path.Length > 0)];
    }

    private void Tell(LeakSearchSummary summary)
    {
        if (summary.TooShort.Count > 0) WriteWarning($"Too short to be searched for: {string.Join(", ", summary.TooShort)}. Ordinary text would hold them by chance.");
        if (!summary.IsComplete) WriteWarning($"The search is incomplete: {summary.NotSearched.Count} place(s) could not be searched.");
        foreach (string place in summary.NotSearched.Take(MostWarnings)) WriteWarning($"Not searched: {place}.");
        if (summary.NotSearched.Count > MostWarnings) WriteWarning($"Not searched: {summary.NotSearched.Count - MostWarnings} more places.");
        WriteVerbose(FormattableString.Invariant($"Searched {summary.Items} files, objects and entries ({summary.Bytes / 1e6:0.0} MB) for {summary.Secrets} secrets; {summary.Binary} are no text and {summary.TooLarge} too large. Leaks: {summary.Leaks}."));
    }
}
