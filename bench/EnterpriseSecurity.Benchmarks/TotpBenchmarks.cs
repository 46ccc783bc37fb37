using BenchmarkDotNet.Attributes;
using EnterpriseSecurity.TwoFactor;

namespace EnterpriseSecurity.Benchmarks;

/// <summary>One-time passwords by time, without a store; a check looks at three periods.</summary>
public class TotpBenchmarks
{
    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private readonly OneTimePasswords _codes = new();
    private readonly OtpKey _key = OtpKey.Generate("Bench", "bench");

    [Benchmark]
    public string GetCode() => _codes.GetCode(_key, Moment);

    [Benchmark]
    public long? Verify() => _codes.Verify(_key, "000000", OneTimePasswords.DefaultWindow, Moment);
}
