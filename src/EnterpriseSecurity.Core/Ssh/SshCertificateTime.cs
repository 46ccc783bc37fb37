namespace EnterpriseSecurity.Ssh;

/// <summary>Times in certificates: unsigned seconds since 1970, with a number each for always and forever.</summary>
internal static class SshCertificateTime
{
    public const ulong Always = 0;
    public const ulong Forever = ulong.MaxValue;

    public static DateTimeOffset FromSeconds(ulong seconds) =>
        seconds > (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.MaxValue : DateTimeOffset.FromUnixTimeSeconds((long)seconds);

    /// <summary>Whole seconds; a time before 1970 counts as its start.</summary>
    public static ulong ToSeconds(DateTimeOffset time) => (ulong)Math.Max(0, time.ToUnixTimeSeconds());
}
