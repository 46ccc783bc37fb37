namespace EnterpriseSecurity.Commands.Passwords;

/// <summary>A new passphrase with its entropy. In PowerShell the passphrase is the hidden property <c>Password</c>.</summary>
public sealed class GeneratedPassphrase : SecretBearer
{
    private readonly object _password;

    internal GeneratedPassphrase(object password, int wordCount, double entropy)
    {
        _password = password;
        WordCount = wordCount;
        Entropy = entropy;
    }

    /// <summary>The number of words.</summary>
    public int WordCount { get; }

    /// <summary>The entropy in bits.</summary>
    public double Entropy { get; }

    /// <summary>The passphrase: a SecureString, or text where plain text was asked for.</summary>
    public object RevealPassword() => _password;

    /// <summary>Says what it is, never what is in it.</summary>
    public override string ToString() => FormattableString.Invariant($"Passphrase ({WordCount} words, {Entropy:0.0} bits)");
}
