using System.Runtime.InteropServices;

namespace EnterpriseSecurity.Core.Tests.Support;

/// <summary>
/// The processor time of one thread. What other work the machine has does not reach it, so a test may set a limit to it
/// where it may not to the time by the clock.
/// </summary>
internal static partial class ThreadTime
{
    private const int LinuxClock = 3;
    private const int MacClock = 16;

    /// <summary>The time that a piece of work takes of the thread it is called on.</summary>
    public static TimeSpan Of(Action work)
    {
        TimeSpan start = Now;
        work();
        return Now - start;
    }

    private static TimeSpan Now
    {
        get
        {
            if (OperatingSystem.IsWindows())
            {
                if (!GetThreadTimes(GetCurrentThread(), out _, out _, out long kernel, out long user)) throw new InvalidOperationException("The thread's time cannot be read.");
                return TimeSpan.FromTicks(kernel + user);
            }

            if (ReadClock(OperatingSystem.IsMacOS() ? MacClock : LinuxClock, out TimeSpec time) != 0) throw new InvalidOperationException("The thread's time cannot be read.");
            return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out TimeSpec time);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetThreadTimes(nint thread, out long creation, out long exit, out long kernel, out long user);

    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
