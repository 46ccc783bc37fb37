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
        Mutator mutator = new(target.Samples, target.Tokens, Seed, Cases);
        long refused = 0;
        TimeSpan slowest = TimeSpan.Zero;
        for (long number = 0; number < Cases; number++)
        {
            byte[] input = mutator.Next(number);
            (bool isRefused, TimeSpan took) = Run(target, input, number);
            if (isRefused) refused++;
            if (took > slowest) slowest = took;
        }

        output.WriteLine(FormattableString.Invariant(
            $"{name}: {Cases} inputs (seed {Seed}; {Math.Min(Cases, mutator.Systematic.Taken)} of {mutator.Systematic.All} truncations and flipped bits), {refused} refused, {Cases - refused} taken; slowest {slowest.TotalMilliseconds:0.0} ms."));
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
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            Fail($"threw {error.GetType().Name}: {error.Message}\n{error.StackTrace}");
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > MostBytes) Fail($"allocated {allocated} bytes");
        if (took > LongestCase) Fail($"took {took}");
        return (isRefused, took);

        // The input is what a regression file holds.
        void Fail(string what) => Assert.Fail($"{target.Name}, case {number} of seed {Seed}, {what}\nInput: {Convert.ToBase64String(input)}");
    }
}
