using System.Diagnostics;
using System.Globalization;
using EnterpriseSecurity.Core.Tests.Support;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <summary>
/// Every parser gets changed inputs, and may answer with a result or a typed error only, within bounds of time and
/// memory. SECURITY_FUZZ_CASES is how many for each, 2,000 when it is not set; SECURITY_FUZZ_SEED repeats a run.
/// </summary>
[Trait("Category", "HostileInput")]
public sealed class HostileInputTests(ITestOutputHelper output)
{
    private const long MostBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan LongestCase = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WorthALook = TimeSpan.FromSeconds(1);
    private static readonly long Cases = long.Parse(Environment.GetEnvironmentVariable("SECURITY_FUZZ_CASES") ?? "2000", CultureInfo.InvariantCulture);

    private static readonly int Seed = int.Parse(
        Environment.GetEnvironmentVariable("SECURITY_FUZZ_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static TheoryData<string> Names => [.. HostileTargets.Names];

    /// <summary>Inputs that failed once; a file for each.</summary>
    public static TheoryData<string, string> Regressions
    {
        get
        {
            string folder = Path.Combine(AppContext.BaseDirectory, "HostileInput", "Regressions");
            TheoryData<string, string> all = [];
            foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                all.Add(Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileName(path));
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_with_a_result_or_a_typed_error(string name)
    {
        using HostileTargets targets = new();
        HostileTarget target = targets.Get(name);
        foreach (byte[] sample in target.Samples) target.Parse(sample);
        long cases = Math.Max(1, Cases / target.Share);
        Mutator mutator = new(target.Samples, target.Tokens, Seed, cases - (cases / 3));
        Func<Random, byte[]> generator = target.Generator();
        Random random = new(Seed);
        long refused = 0;
        TimeSpan slowest = TimeSpan.Zero;
        byte[] slowestInput = [];
        for (long number = 0, changed = 0; number < cases; number++)
        {
            // One in three is written by the rules of the format, the others are good ones changed.
            byte[] input = number % 3 == 2 ? generator(random) : mutator.Next(changed++);
            (bool isRefused, TimeSpan took) = Run(target, input, number);
            if (isRefused) refused++;
            if (took > slowest) (slowest, slowestInput) = (took, input);
        }

        output.WriteLine(FormattableString.Invariant(
            $"{name}: {cases} inputs (seed {Seed}; {cases / 3} by rules, {Math.Min(cases - (cases / 3), mutator.Systematic.Taken)} of {mutator.Systematic.All} truncations and flipped bits), {refused} refused, {cases - refused} taken; slowest {slowest.TotalMilliseconds:0.0} ms."));
        if (slowest > WorthALook) output.WriteLine($"The slowest: {Convert.ToBase64String(slowestInput)}");
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public void What_failed_once_does_not_fail_again(string name, string file)
    {
        using HostileTargets targets = new();
        Run(targets.Get(name), File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "HostileInput", "Regressions", name, file)), 0);
    }

    private static (bool IsRefused, TimeSpan Took) Run(HostileTarget target, byte[] input, long number)
    {
        (bool isRefused, TimeSpan took, long allocated) = Measure(target, input, number);
        if (allocated > MostBytes) Fail(target, input, number, $"allocated {allocated} bytes");
        // On a machine under load any case may take long once; the input's own cost shows every time.
        for (int again = 0; took > LongestCase && again < 2; again++) took = Measure(target, input, number).Took;
        if (took > LongestCase) Fail(target, input, number, $"took {took}");
        return (isRefused, took);
    }

    private static (bool IsRefused, TimeSpan Took, long Allocated) Measure(HostileTarget target, byte[] input, long number)
    {
        bool isRefused = false;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        try
        {
            target.Parse(input);
        }
        catch (SecurityException error)
        {
            Assert.NotEmpty(error.ErrorId);
            isRefused = true;
        }
        catch (Exception error)
        {
            Fail(target, input, number, $"threw {error.GetType().Name}: {error.Message}\n{error.StackTrace}");
        }

        return (isRefused, Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    // The input is what a regression file holds.
    private static void Fail(HostileTarget target, byte[] input, long number, string what) =>
        Assert.Fail($"{target.Name}, case {number} of seed {Seed}, {what}\nInput: {Convert.ToBase64String(input)}");
}
