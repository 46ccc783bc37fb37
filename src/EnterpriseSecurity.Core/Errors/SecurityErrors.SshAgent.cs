namespace EnterpriseSecurity;

internal static partial class SecurityErrors
{
    public static InvalidInputException SshAgentLifetimeInvalid(TimeSpan lifetime) =>
        new(nameof(SshAgentLifetimeInvalid), "An SSH agent keeps a key for a whole number of seconds, from one second to 136 years. Give such a lifetime, or none to keep the key until it is removed.", lifetime);

    public static InvalidInputException SshAgentMessageTooLong(int size, int maximum) =>
        new(nameof(SshAgentMessageTooLong), $"An SSH agent takes messages of up to {maximum} bytes, and this one would have {size}. Sign a hash of the data instead.", size);
}
