using EnterpriseSecurity.Audit;

namespace EnterpriseSecurity.Stress;

/// <summary>A writer that hangs in the middle of its change.</summary>
internal static class LockHolder
{
    /// <summary>Begins a change, says <c>held</c> once nobody else can write, and waits for a line before it ends it.</summary>
    public static void Run(EnterpriseSecurityManager manager, TextReader input, TextWriter output) => manager.Store.Write(new AuditNote("held", "half"), change =>
    {
        change.Log(new AuditNote("held", "other half"));
        output.WriteLine("held");
        output.Flush();
        return input.ReadLine();
    });
}
