using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Stress;

/// <summary>
/// Changes things of every domain, one domain after the other, and reads some of them in between. Some things are this
/// process's own; others (<c>shared</c>, <c>ann</c>, <c>reader</c>, the signing key <c>api</c>) all processes change at once.
/// </summary>
internal sealed partial class DomainLoad
{
    private const string Shared = "shared";

    private readonly EnterpriseSecurityManager _manager;
    private readonly string _prefix;
    private readonly Random _random;
    private readonly Dictionary<string, long> _reads = [];
    private readonly List<(string Name, string Value)> _secrets = [];
    private readonly Func<string>[] _writes;
    private readonly Action[] _looks;
    private byte[] _apiKey = [];
    private int _made;

    /// <param name="manager">The store.</param>
    /// <param name="prefix">How the names of this process's own things begin.</param>
    /// <param name="seed">For the order of things.</param>
    public DomainLoad(EnterpriseSecurityManager manager, string prefix, int seed)
    {
        (_manager, _prefix, _random) = (manager, prefix, new Random(seed));
        _writes =
        [
            NewSecret, UpdateSharedSecret, UpdateSecret, EndSecret, CreateSshKey, RotateSshKey, CreateCertificate, IssueCertificate, AddPassword, AddSharedPassword,
            ChangeSecondFactor, ChangeApiKey, ChangeManagedKey, ChangeRole, ChangeSession, RevokeToken, CreateSigningKey, RotateSigningKey, CreateRotationPolicy,
        ];
        _random.Shuffle(_writes);
        _looks = [ReadSharedSecret, ReadSecret, ReadSshKey, ReadCertificate, CheckPermission, CheckApiKey, VerifyToken, ReadSecondFactor, ReadManagedKey, ReadPasswords];
    }

    /// <summary>
    /// Says <c>ready</c>, waits for a line with the shared API key, and works. After each change that was acknowledged a line
    /// says its action in the audit trail, what was changed, and what to; at the end there is a line <c>read ACTION COUNT</c>
    /// for what was read.
    /// </summary>
    /// <param name="input">Where the line comes from.</param>
    /// <param name="output">Where to say it.</param>
    /// <param name="writes">How many changes at most.</param>
    /// <param name="time">For how long at most.</param>
    /// <param name="reads">How much is read after each change.</param>
    public void Run(TextReader input, TextWriter output, int writes, TimeSpan time, int reads)
    {
        Say("ready");
        if (input.ReadLine() is not { } key) return;
        _apiKey = System.Text.Encoding.ASCII.GetBytes(key);
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; i < writes && Stopwatch.GetElapsedTime(begun) < time; i++)
        {
            Say(_writes[i % _writes.Length]());
            for (int look = 0; look < reads; look++) _looks[_random.Next(_looks.Length)]();
        }

        foreach ((string action, long count) in _reads) Say(string.Create(CultureInfo.InvariantCulture, $"read {action} {count}"));

        void Say(string line)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }

    private string NewName() => string.Create(CultureInfo.InvariantCulture, $"{_prefix}-{_made++}");

    private void Note(string action, bool isAllowed = true)
    {
        string key = isAllowed ? action : action + "!denied";
        _reads[key] = _reads.GetValueOrDefault(key) + 1;
    }

    private static void Expect(bool condition, string what)
    {
        if (!condition) throw new InvalidOperationException(what);
    }

    private string NewSecret()
    {
        string name = NewName();
        using SecretValue value = SecretValue.FromText(name);
        _manager.Secrets.Protect(name, value);
        _secrets.Add((name, name));
        return $"{AuditAction.SecretEncrypted} {name} {name}";
    }

    private string UpdateSharedSecret() => Update(Shared, NewName());

    private string UpdateSecret()
    {
        if (_secrets.Count == 0) return NewSecret();
        string value = NewName();
        string line = Update(_secrets[^1].Name, value);
        _secrets[^1] = (_secrets[^1].Name, value);
        return line;
    }

    private string Update(string name, string text)
    {
        using SecretValue value = SecretValue.FromText(text);
        return string.Create(CultureInfo.InvariantCulture, $"{AuditAction.SecretRotated} {name} {_manager.Secrets.Update(SecretReference.ByName(name), value).Version} {text}");
    }

    private string EndSecret()
    {
        if (_secrets.Count < 3) return NewSecret();
        string name = _secrets[0].Name;
        _secrets.RemoveAt(0);
        if (_made % 2 == 0)
        {
            _manager.Secrets.Remove(SecretReference.ByName(name));
            return $"{AuditAction.SecretDeleted} {name}";
        }

        _manager.Secrets.Destroy(SecretReference.ByName(name));
        return $"{AuditAction.SecretDestroyed} {name}";
    }

    private void ReadSharedSecret()
    {
        using SecretValue value = _manager.Secrets.Unprotect(SecretReference.ByName(Shared));
        Expect(value.RevealText().Length > 0, "The shared secret has no value.");
        Note(AuditAction.SecretDecrypted);
    }

    private void ReadSecret()
    {
        if (_secrets.Count == 0) return;
        (string name, string expected) = _secrets[_random.Next(_secrets.Count)];
        using SecretValue value = _manager.Secrets.Unprotect(SecretReference.ByName(name));
        Expect(value.RevealText() == expected, $"The secret {name} is {value.RevealText()}, and was set to {expected}.");
        Note(AuditAction.SecretDecrypted);
    }

    // In the form of a hash; that it is nobody's makes no difference.
    private static string NewHash() =>
        $"$argon2id$v=19$m=65536,t=3,p=4${Unpadded(RandomNumberGenerator.GetBytes(16))}${Unpadded(RandomNumberGenerator.GetBytes(32))}";

    private static string Unpadded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');
}
