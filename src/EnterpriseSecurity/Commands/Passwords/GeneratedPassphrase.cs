namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>A new passphrase with its entropy.</summary>
public sealed class GeneratedPassphrase
{
    internal GeneratedPassphrase(object password, int wordCount, double entropy)
    {
        Password = password;
        WordCount = wordCount;
        Entropy = entropy;
    }

    /// <summary>The passphrase: a SecureString, or text where plain text was asked for.</summary>
    public object Password { get; }

    /// <summary>The number of words.</summary>
    public int WordCount { get; }

    /// <summary>The entropy in bits.</summary>
    public double Entropy { get; }

    /// <summary>Says what it is, never what is in it.</summary>
    public override string ToString() => FormattableString.Invariant($"Passphrase ({WordCount} words, {Entropy:0.0} bits)");
}
