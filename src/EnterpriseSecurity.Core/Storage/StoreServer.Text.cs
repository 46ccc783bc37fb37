using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Storage;

/// <content>Connection strings.</content>
public sealed partial record StoreServer
{
    private const int LongestText = 8192;

    /// <summary>
    /// Reads a connection string: <c>Host=…;Port=…;Database=…;Username=…;Password=…;SSL Mode=…;Root Certificate=…;Schema=…</c>
    /// or <c>postgresql://user:password@host:port/database?sslmode=…&amp;sslrootcert=…&amp;schema=…</c>.
    /// </summary>
    /// <param name="text">The connection string. The password in it becomes no string.</param>
    /// <exception cref="InvalidInputException">It is none, or names what is not known here. The error says no value.</exception>
    /// <exception cref="AccessRefusedException">The connection would not be protected.</exception>
    public static StoreServer Parse(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestText) throw SecurityErrors.StoreServerInvalid("it is far too long");
        using Parts parts = new();
        if (text.StartsWith("postgresql://", StringComparison.Ordinal) || text.StartsWith("postgres://", StringComparison.Ordinal)) ReadUri(text[(text.IndexOf("//") + 2)..], parts);
        else ReadPairs(text, parts);
        return parts.Build();
    }

    private static void ReadUri(ReadOnlySpan<char> rest, Parts parts)
    {
        int query = rest.IndexOf('?');
        ReadOnlySpan<char> options = query < 0 ? [] : rest[(query + 1)..];
        if (query >= 0) rest = rest[..query];
        int slash = rest.IndexOf('/');
        if (slash >= 0 && slash + 1 < rest.Length) parts.SetEncoded("database", rest[(slash + 1)..]);
        ReadOnlySpan<char> authority = slash < 0 ? rest : rest[..slash];
        int at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            ReadOnlySpan<char> login = authority[..at];
            int colon = login.IndexOf(':');
            parts.SetEncoded("user", colon < 0 ? login : login[..colon]);
            if (colon >= 0) parts.SetEncoded("password", login[(colon + 1)..]);
        }

        ReadOnlySpan<char> address = authority[(at + 1)..];
        int port = address.LastIndexOf(':');
        if (port > address.LastIndexOf(']'))
        {
            parts.Set("port", address[(port + 1)..]);
            address = address[..port];
        }

        if (!address.IsEmpty) parts.SetEncoded("host", address is ['[', .. var inner, ']'] ? inner : address);
        while (!options.IsEmpty)
        {
            int and = options.IndexOf('&');
            ReadOnlySpan<char> option = and < 0 ? options : options[..and];
            options = and < 0 ? [] : options[(and + 1)..];
            int equals = option.IndexOf('=');
            if (equals <= 0) throw SecurityErrors.StoreServerInvalid("a part of it has no name or no value");
            parts.SetEncoded(option[..equals].ToString(), option[(equals + 1)..]);
        }
    }

    private static void ReadPairs(ReadOnlySpan<char> rest, Parts parts)
    {
        while (!(rest = rest.TrimStart("; \t\r\n")).IsEmpty)
        {
            int equals = rest.IndexOf('=');
            // A text without a name may be a password by mistake: it is not repeated.
            if (equals <= 0) throw SecurityErrors.StoreServerInvalid("a part of it has no name or no value");
            string name = rest[..equals].Trim().ToString();
            rest = rest[(equals + 1)..].TrimStart(' ');
            rest = rest is ['\'' or '"', ..] ? ReadQuoted(name, rest, parts) : ReadPlain(name, rest, parts);
        }
    }

    private static ReadOnlySpan<char> ReadPlain(string name, ReadOnlySpan<char> rest, Parts parts)
    {
        int end = rest.IndexOf(';');
        parts.Set(name, (end < 0 ? rest : rest[..end]).TrimEnd(' '));
        return end < 0 ? [] : rest[(end + 1)..];
    }

    // Within quotes a doubled quote stands for one.
    private static ReadOnlySpan<char> ReadQuoted(string name, ReadOnlySpan<char> rest, Parts parts)
    {
        char quote = rest[0];
        char[] value = GC.AllocateUninitializedArray<char>(rest.Length, pinned: true);
        try
        {
            int length = 0;
            for (int at = 1; at < rest.Length; at++)
            {
                if (rest[at] != quote)
                {
                    value[length++] = rest[at];
                }
                else if (at + 1 < rest.Length && rest[at + 1] == quote)
                {
                    value[length++] = quote;
                    at++;
                }
                else
                {
                    parts.Set(name, value.AsSpan(0, length));
                    return rest[(at + 1)..];
                }
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(value.AsSpan()));
        }

        throw SecurityErrors.StoreServerInvalid("a quote in it has no end");
    }

    /// <summary>What was read, by its one name.</summary>
    private sealed class Parts : IDisposable
    {
        private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        private readonly Dictionary<string, string> _texts = [];
        private SecretBuffer? _password;

        public void Set(string name, ReadOnlySpan<char> value)
        {
            string key = Canonical(name);
            if (key == "password")
            {
                _password?.Dispose();
                _password = value.IsEmpty ? null : SecretBuffer.FromUtf8(value);
                return;
            }

            _texts[key] = value.ToString();
        }

        public void SetEncoded(string name, ReadOnlySpan<char> value)
        {
            char[] decoded = GC.AllocateUninitializedArray<char>(value.Length, pinned: true);
            byte[] bytes = GC.AllocateUninitializedArray<byte>(4 * value.Length, pinned: true);
            try
            {
                Set(name, decoded.AsSpan(0, Decode(value, bytes, decoded)));
            }
            catch (ArgumentException)
            {
                // What the encoding says of it would repeat some of it.
                throw SecurityErrors.StoreServerInvalid("an encoded character in it is none");
            }
            finally
            {
                CryptographicOperations.ZeroMemory(bytes);
                CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(decoded.AsSpan()));
            }
        }

        public StoreServer Build()
        {
            string host = Need("host");
            StoreServer server = new()
            {
                Host = host,
                Port = _texts.TryGetValue("port", out string? port) ? Number(port) : DefaultPort,
                Database = Need("database"),
                User = Need("user"),
                Schema = _texts.GetValueOrDefault("schema", DefaultSchema),
                Tls = Mode(_texts.GetValueOrDefault("sslmode"), host),
                RootCertificate = _texts.TryGetValue("rootcertificate", out string? root) && root.Length > 0 ? Path.GetFullPath(root) : null,
                Prepare = !_texts.TryGetValue("maxautoprepare", out string? prepared) || Number(prepared) > 0,
            };
            return server.Check().WithPassword(_password is null ? [] : _password.Span);
        }

        public void Dispose() => _password?.Dispose();

        private static int Decode(ReadOnlySpan<char> value, Span<byte> bytes, Span<char> decoded)
        {
            int length = 0;
            for (int at = 0; at < value.Length; at++)
            {
                if (value[at] != '%')
                {
                    // A pair of surrogates is one character of four bytes.
                    int run = char.IsHighSurrogate(value[at]) && at + 1 < value.Length ? 2 : 1;
                    length += Strict.GetBytes(value.Slice(at, run), bytes[length..]);
                    at += run - 1;
                    continue;
                }

                if (at + 2 >= value.Length || Convert.FromHexString(value.Slice(at + 1, 2), bytes[length..], out _, out int written) != OperationStatus.Done) throw SecurityErrors.StoreServerInvalid("a percent sign in it begins no character");
                length += written;
                at += 2;
            }

            return Strict.GetChars(bytes[..length], decoded);
        }

        private static string Canonical(string name) => name.Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant() switch
        {
            "host" or "server" or "hostname" => "host",
            "port" => "port",
            "database" or "db" or "dbname" => "database",
            "user" or "username" or "userid" or "uid" => "user",
            "password" or "pwd" or "passwd" => "password",
            "sslmode" => "sslmode",
            "rootcertificate" or "sslrootcert" => "rootcertificate",
            "schema" or "searchpath" => "schema",
            "maxautoprepare" => "maxautoprepare",
            _ => throw SecurityErrors.StoreServerInvalid("a part of it is not one of Host, Port, Database, Username, Password, SSL Mode, Root Certificate, Schema, Max Auto Prepare"),
        };

        private static StoreServerTls Mode(string? mode, string host) => mode?.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant() switch
        {
            null => IsLocalHost(host) ? StoreServerTls.Off : StoreServerTls.VerifyFull,
            "verifyfull" => StoreServerTls.VerifyFull,
            "verifyca" => StoreServerTls.VerifyAuthority,
            "require" => StoreServerTls.Encrypt,
            // These mean TLS if the server likes; whoever sits between decides that it does not.
            "disable" or "allow" or "prefer" => StoreServerTls.Off,
            _ => throw SecurityErrors.StoreServerInvalid("its sslmode is not verify-full, verify-ca, require or disable"),
        };

        private static int Number(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw SecurityErrors.StoreServerInvalid("a number in it is none");

        private string Need(string name) =>
            _texts.TryGetValue(name, out string? text) && text.Length > 0 ? text : throw SecurityErrors.StoreServerInvalid($"it does not say the {name}");
    }
}
