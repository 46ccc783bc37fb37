namespace EnterpriseSecurity.Core.Tests.Reliability;

/// <summary>A fault that strace brings about.</summary>
/// <param name="Calls">The system calls, as strace names them.</param>
/// <param name="Effect">What happens instead: <c>error=EIO</c>, <c>error=ENOSPC</c> or <c>signal=KILL</c>.</param>
/// <param name="Number">At which of these calls of a thread.</param>
/// <param name="AndAfter">True when every later one fails too.</param>
internal sealed record InjectedFault(string Calls, string Effect, int Number, bool AndAfter)
{
    /// <summary>What changes a file: contents, their way to the disk, names, sizes.</summary>
    public static readonly string[] AllCalls = ["pwrite64", "fsync,fdatasync", "rename,renameat,renameat2,link,linkat", "ftruncate", "unlink,unlinkat"];

    /// <summary>strace's argument.</summary>
    public string Argument => $"inject={Calls}:{Effect}:when={Number}{(AndAfter ? "+" : "")}";

    public override string ToString() => Argument;
}
