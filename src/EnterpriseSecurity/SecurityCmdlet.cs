using System.Management.Automation;
using System.Management.Automation.Host;
using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity;

/// <summary>
/// The base of every cmdlet here: turns the library's failures into error records, paths into file-system paths,
/// and Ctrl+C into a cancellation.
/// </summary>
public abstract class SecurityCmdlet : PSCmdlet, IDisposable
{
    private const string FileSystem = "FileSystem";

    private readonly CancellationTokenSource _stopping = new();
    private bool? _isVerbose;
    private EnterpriseSecurityManager? _held;

    /// <summary>Cancelled when the user presses Ctrl+C. Long work takes it and stops without a half-written result.</summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>
    /// Runs the work for one input. A failure that a user can meet is written as one error record, and the pipeline
    /// goes on with the next input; a defect is thrown on.
    /// </summary>
    /// <param name="target">What the work is about, for the error record: a name, id or path. Never a secret.</param>
    /// <param name="action">The work.</param>
    /// <returns>True when the work was done.</returns>
    protected bool ForEachInput(object? target, Action action)
    {
        ErrorRecord? error = Attempt(target, action);
        if (error is null) return true;
        WriteError(error);
        return false;
    }

    /// <summary>Runs work that the whole cmdlet depends on: a failure that a user can meet ends the pipeline.</summary>
    /// <param name="target">What the work is about, for the error record. Never a secret.</param>
    /// <param name="action">The work.</param>
    protected void OrTerminate(object? target, Action action)
    {
        ErrorRecord? error = Attempt(target, action);
        if (error is not null) ThrowTerminatingError(error);
    }

    /// <summary>Gets a value that the whole cmdlet depends on: a failure that a user can meet ends the pipeline.</summary>
    /// <param name="target">What the work is about, for the error record. Never a secret.</param>
    /// <param name="function">The work.</param>
    protected T OrTerminate<T>(object? target, Func<T> function)
    {
        T result = default!;
        OrTerminate(target, () => { result = function(); });
        return result;
    }

    /// <summary>
    /// The file-system paths of files and folders that exist. One that cannot be resolved is written as an error
    /// record and left out; a wildcard that matches nothing is no error.
    /// </summary>
    /// <param name="path">PowerShell paths: relative, on any drive, or with a provider in front.</param>
    /// <param name="literal">True to take wildcard characters as they stand.</param>
    protected IReadOnlyList<string> ResolveExistingPaths(string[] path, bool literal)
    {
        ArgumentNullException.ThrowIfNull(path);
        List<string> resolved = [];
        foreach (string one in path) ResolveExisting(one, literal, resolved);
        return resolved;
    }

    /// <summary>
    /// The file-system path of something that may not exist yet; wildcard characters stand for themselves. A path
    /// that cannot be used ends the pipeline.
    /// </summary>
    /// <param name="path">A PowerShell path: relative, on any drive, or with a provider in front.</param>
    protected string ResolveNewPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string? resolved = null;
        try
        {
            resolved = Unresolved(path, out ErrorRecord? error);
            if (error is not null) ThrowTerminatingError(error);
        }
        catch (Exception exception) when (IsPathFailure(exception))
        {
            ThrowTerminatingError(Errors.PathNotUsable(path, exception));
        }

        return resolved!;
    }

    /// <summary>True when anybody wants to read what the cmdlet does.</summary>
    private protected bool IsVerbose => _isVerbose ??= MyInvocation.BoundParameters.TryGetValue("Verbose", out object? value)
        ? value is SwitchParameter { IsPresent: true }
        : SessionState.PSVariable.GetValue("VerbosePreference") is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>True when the cmdlet is only to tell what it would do.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? value)
        ? value is SwitchParameter { IsPresent: true }
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Asks before something is destroyed; <c>-Force</c> skips the question, and <c>-WhatIf</c> still does nothing.</summary>
    private protected bool Confirm(bool force, string target, string action) => (force && !IsWhatIf) || ShouldProcess(target, action);

    /// <summary>
    /// As PowerShell's own, but where nobody can be asked (<c>-NonInteractive</c>) the pipeline ends with an error that says so
    /// and names the parameter.
    /// </summary>
    protected new bool ShouldProcess(string target, string action)
    {
        try
        {
            return base.ShouldProcess(target, action);
        }
        catch (Exception error) when (error is PSInvalidOperationException or HostException)
        {
            ThrowTerminatingError(Errors.ConfirmationNeeded(target, action, error));
            return false;
        }
    }

    /// <summary>Lets go of the store, when the pipeline is over.</summary>
    public virtual void Dispose()
    {
        if (_held is not null) IdleLock.Release(_held);
        _held = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Keeps a store from being locked by its idle time until the pipeline is over.</summary>
    private protected void Hold(EnterpriseSecurityManager store)
    {
        if (ReferenceEquals(_held, store)) return;
        if (_held is not null) IdleLock.Release(_held);
        IdleLock.Hold(_held = store);
    }

    private static bool IsPathFailure(Exception exception) => exception is
        ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException or
        PSArgumentException or PSNotSupportedException or PSInvalidOperationException or NotSupportedException or ArgumentException;

    private void ResolveExisting(string path, bool literal, List<string> resolved)
    {
        try
        {
            if (literal)
            {
                string one = Unresolved(path, out ErrorRecord? error);
                if (error is null && !Path.Exists(one)) error = Errors.PathNotFound(path);
                if (error is null) resolved.Add(one);
                else WriteError(error);
                return;
            }

            IEnumerable<string> found = GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            if (provider.Name == FileSystem) resolved.AddRange(found);
            else WriteError(Errors.PathNotFileSystem(path, provider.Name));
        }
        catch (ItemNotFoundException)
        {
            WriteError(Errors.PathNotFound(path));
        }
        catch (Exception exception) when (IsPathFailure(exception))
        {
            WriteError(Errors.PathNotUsable(path, exception));
        }
    }

    private string Unresolved(string path, out ErrorRecord? error)
    {
        string resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        error = provider.Name == FileSystem ? null : Errors.PathNotFileSystem(path, provider.Name);
        return resolved;
    }

    /// <summary>Runs work and gives the failure that a user can meet, for a cmdlet that reports on each input; null when it was done.</summary>
    private protected ErrorRecord? Attempt(object? target, Action action)
    {
        using AuditListener? listener = IsVerbose ? new AuditListener() : null;
        ErrorRecord? error = Run(target, action);
        if (listener is not null) AuditStory.Tell(listener, WriteVerbose);
        return error;
    }

    private ErrorRecord? Run(object? target, Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception exception) when (Errors.TryRecord(exception, target) is { } record)
        {
            return record;
        }
    }
}
