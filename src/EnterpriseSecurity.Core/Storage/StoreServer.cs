using System.Net;
using System.Text.Json.Serialization;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// Where a store's database is on a PostgreSQL server, and how it is reached. TLS with a checked certificate is the
/// rule; less is accepted for a loopback address or a Unix socket only.
/// </summary>
public sealed partial record StoreServer : IDisposable
{
    internal const int DefaultPort = 5432;
    internal const string DefaultSchema = "enterprise_security";
    private const int LongestName = 63;

    private SecretBuffer? _password;

    /// <summary>A name, an address, or the folder of a Unix socket.</summary>
    [JsonPropertyName("host")]
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    [JsonPropertyName("port")]
    public int Port { get; init; } = DefaultPort;

    /// <summary>The database.</summary>
    [JsonPropertyName("database")]
    public required string Database { get; init; }

    /// <summary>The role that is logged in as.</summary>
    [JsonPropertyName("user")]
    public required string User { get; init; }

    /// <summary>The store's own schema in the database.</summary>
    [JsonPropertyName("schema")]
    public string Schema { get; init; } = DefaultSchema;

    /// <summary>How the connection is protected.</summary>
    [JsonPropertyName("tls")]
    [JsonConverter(typeof(JsonStringEnumConverter<StoreServerTls>))]
    public StoreServerTls Tls { get; init; }

    /// <summary>A PEM file with the authority of the server's certificate; the system's authorities when null.</summary>
    [JsonPropertyName("rootCertificate")]
    public string? RootCertificate { get; init; }

    /// <summary>False for a connection pooler that hands each transaction to another session: then nothing is prepared.</summary>
    [JsonPropertyName("prepare")]
    public bool Prepare { get; init; } = true;

    /// <summary>True when a password was given.</summary>
    [JsonIgnore]
    public bool HasPassword => _password is not null;

    /// <summary>True for a loopback address and for a Unix socket.</summary>
    [JsonIgnore]
    public bool IsLocal => IsLocalHost(Host);

    /// <summary>Wipes the password.</summary>
    public void Dispose()
    {
        _password?.Dispose();
        _password = null;
    }

    /// <summary>Where it is, without a secret.</summary>
    public override string ToString() => $"postgresql://{(Host.StartsWith('/') ? Uri.EscapeDataString(Host) : Host)}:{Port}/{Database}/{Schema}";

    /// <summary>The password's UTF-8 bytes; empty without one.</summary>
    internal ReadOnlySpan<byte> Password => _password is null ? [] : _password.Span;

    /// <summary>The same server, with a password of its own, which is wiped with it.</summary>
    internal StoreServer WithPassword(ReadOnlySpan<byte> password) => this with { _password = password.IsEmpty ? null : SecretBuffer.CopyOf(password) };

    /// <summary>Refuses what cannot be connected to, and what must not be.</summary>
    /// <exception cref="InvalidInputException">A part is missing or cannot be used.</exception>
    /// <exception cref="AccessRefusedException">The connection would not be protected.</exception>
    internal StoreServer Check()
    {
        CheckText("host", Host);
        CheckText("database", Database);
        CheckText("user", User);
        // Several hosts in one text would be reached with the protection of the first.
        if (Host.Contains(',', StringComparison.Ordinal)) throw SecurityErrors.StoreServerInvalid("its host is more than one");
        if (!Host.StartsWith('/') && Uri.CheckHostName(Host) == UriHostNameType.Unknown) throw SecurityErrors.StoreServerInvalid("its host is no name, no address and no folder");
        if (Port is < 1 or > 65535) throw SecurityErrors.StoreServerInvalid("its port is not from 1 to 65535");
        if (!IsUsableSchema(Schema)) throw SecurityErrors.StoreSchemaInvalid(Schema);
        if (!Enum.IsDefined(Tls)) throw SecurityErrors.StoreServerInvalid("its sslmode is not known");
        if (IsLocal) return this;
        if (Tls is StoreServerTls.Off or StoreServerTls.Encrypt) throw SecurityErrors.StoreServerInsecure(Host);
        // Without an authority of one's own every certificate of every public authority would do.
        if (Tls == StoreServerTls.VerifyAuthority && RootCertificate is null) throw SecurityErrors.StoreServerInsecure(Host);
        return this;
    }

    internal static bool IsLocalHost(string host) =>
        host.StartsWith('/')
        || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static void CheckText(string part, string text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 255 || text.Any(char.IsControl)) throw SecurityErrors.StoreServerInvalid($"its {part} is missing or cannot be used");
    }

    // The schema is a part of statements; what needs no quotes cannot end them. "public" is what Supabase's API shows.
    private static bool IsUsableSchema(string schema) =>
        schema.Length is > 0 and <= LongestName
        && (schema[0] is '_' or (>= 'a' and <= 'z'))
        && schema.All(c => c is '_' or (>= 'a' and <= 'z') or (>= '0' and <= '9'))
        && !schema.StartsWith("pg_", StringComparison.Ordinal)
        && schema is not ("public" or "information_schema");
}
