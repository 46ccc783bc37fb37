using EnterpriseSecurity.Rotation;

namespace EnterpriseSecurity.Stress;

/// <summary>A scheduler that does what is due.</summary>
internal static class RotationWorker
{
    /// <summary>
    /// Says <c>ready</c>, waits for a line, and does all that is due; says <c>started ID</c>, <c>continued ID</c> or
    /// <c>failed ERROR</c> for each, and <c>done</c>. In a hook whose text is <c>hang</c> it says <c>hook</c> and waits for
    /// another line.
    /// </summary>
    public static void Run(RotationManager rotation, TextReader input, TextWriter output)
    {
        Say("ready");
        if (input.ReadLine() is null) return;
        foreach (RotationOutcome outcome in rotation.InvokeDue(Hook)) Say(outcome.IsSuccessful ? $"{outcome.Outcome.ToString().ToLowerInvariant()} {outcome.Id}" : $"failed {outcome.ErrorId}");
        Say("done");

        bool Hook(RotationHookContext context)
        {
            if (context.Script != "hang") return true;
            Say("hook");
            return input.ReadLine() is not null;
        }

        void Say(string line)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
