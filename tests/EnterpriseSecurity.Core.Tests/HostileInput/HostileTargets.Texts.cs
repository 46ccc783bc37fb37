using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.ApiKeys;
using EnterpriseSecurity.Core.Tests.Support;
using EnterpriseSecurity.Network;
using EnterpriseSecurity.Storage;
using Make = System.Collections.Generic.Dictionary<string, System.Func<EnterpriseSecurity.Core.Tests.HostileInput.HostileTargets, EnterpriseSecurity.Core.Tests.HostileInput.HostileTarget>>;

namespace EnterpriseSecurity.Core.Tests.HostileInput;

/// <content>Short texts that somebody types.</content>
internal sealed partial class HostileTargets
{
    private const string ScopeRules = """
        scope = part more*
        more = ':' part
        part = word | '*' | word '*' | 'docs' | 'read'
        word = letter letter*
        letter = a-z | A-Z | 0-9 | '.' | '-' | '_' | 'é' | 'ǅ' | 'İ' | '/'
        """;

    private static Make Texts() => new()
    {
        ["cidr"] = _ => HostileTarget.OfText(["10.0.0.0/8", "2001:db8::/32", "192.168.1.7", "10.0.0.0/8, ::1/128"], text => NetworkRange.ParseList(text), "/33", "::ffff:", "0x7f", "010") with
        {
            Rules = """
                list = range more*
                more = ',' range | ',\s' range
                range = address | address '/' size
                size = digit | digit digit | '0' | '32' | '33' | '128' | '129' | '08' | '-1'
                address = byte '.' byte '.' byte '.' byte | groups | groups '::' groups | '::' groups | groups '::' | '::ffff:' byte '.' byte '.' byte '.' byte | '[' groups ']'
                byte = digit | digit digit | '0' | '10' | '255' | '256' | '010' | '0x7f' | '4294967295'
                groups = group | group ':' group | group ':' group ':' group ':' group | group ':' group ':' group ':' group ':' group ':' group ':' group ':' group
                group = hex | hex hex hex hex | '0' | 'fe80' | hex hex hex hex hex
                hex = digit | a-f | A-F
                digit = 0-9
                """,
        },
        ["permission"] = _ => HostileTarget.OfText(["docs:read", "docs:*", "*", "a:b:c"], text => Assert.Equal(PermissionName.Pattern(text), PermissionName.Pattern(PermissionName.Pattern(text))), ":", ":*") with { Rules = ScopeRules },
        ["scope"] = _ => HostileTarget.OfText(["docs:* docs:read", "docs:read docs:read"], CompareScopes, ":", ":*", " ") with { Rules = "scopes = scope '\\s' scope\n" + ScopeRules },
        ["duration"] = _ => HostileTarget.OfText(["90d", "1d12h", "2w", "1.02:03:04", "0s"], text => Assert.True(Duration.Parse(text) >= TimeSpan.Zero), "w", "9223372036854775807", ":", "٣") with
        {
            Rules = """
                duration = part part? part? part? part? | constant | '\s' part '\s'
                part = number unit
                unit = 'w' | 'd' | 'h' | 'm' | 's' | 'W' | 'D' | 'ms' | 'y'
                number = digit digit? digit? | '0' | '9223372036854775807' | '9223372036854775808' | '1525028' | '10675199' | digit* | '٣' | '1.5' | '-1'
                constant = days? two ':' two ':' two fraction? | '-' two ':' two ':' two
                days = digit* '.'
                fraction = '.' digit*
                two = digit digit
                digit = 0-9
                """,
        },
        ["api-key"] = all => new HostileTarget([all.ApiKey()], content => ApiKeyText.FindId(content))
        {
            Rules = """
                key = prefix '_' id '_' secret
                prefix = 'esk' | word word word*
                id = word word word word word word word word word word word word | word*
                secret = word* | long long long long word word word word word word
                long = word word word word word word word word
                word = a-z | A-Z | 0-9 | '_'
                """,
        },
        ["connection-string"] = _ => HostileTarget.OfText(["Host=db.example.com;Port=5432;Username=app;Password=x y;Database=d;Schema=s;SSL Mode=VerifyFull", "postgresql://app:p%40ss@db.example.com:5432/d?sslmode=verify-full"], text => StoreServer.Parse(text), "Host=", "sslmode=disable", "@", "%") with
        {
            Shape = content => Shapes.Text(Text(content), ";?&=/@:%"),
            Rules = """
                string = pairs | uri
                pairs = pair more*
                more = ';' pair
                pair = name '=' value
                name = 'Host' | 'Server' | 'Port' | 'Username' | 'User\sId' | 'Password' | 'Database' | 'Schema' | 'SSL\sMode' | 'sslmode' | 'Root\sCertificate' | 'Timeout' | '\sHost\s' | 'Pooling'
                value = text* | '"' text* '"' | ''' text* ''' | 'db.example.com' | '5432' | '65536' | 'VerifyFull' | 'Require' | 'disable'
                text = a-z | '\s' | ';' | '=' | '""' | '''' | 'é' | '%' hex hex
                hex = 0-9 | A-F
                uri = scheme '://' user? 'db.example.com' port? '/' path query?
                scheme = 'postgresql' | 'postgres' | 'http'
                user = text* '@' | text* ':' text* '@' | 'app:p%40ss@'
                port = ':5432' | ':0' | ':65536' | ':x'
                path = text* | 'd' | 'd/e'
                query = '?' field | '?' field '&' field
                field = 'sslmode=verify-full' | 'sslmode=' text* | 'schema=s' | 'x=' text*
                """,
        },
    };

    // A concrete scope is covered by itself, and what covers something has a meaning in common with it.
    private static void CompareScopes(string text)
    {
        string[] words = text.Split(' ', 2);
        string pattern = PermissionName.Pattern(words[0]);
        string wanted = PermissionName.Concrete(words[^1]);
        Assert.True(PermissionName.Covers(wanted, wanted));
        if (PermissionName.Covers(pattern, wanted)) Assert.True(PermissionName.Overlaps(pattern, wanted));
    }

    private byte[] ApiKey() => TemporaryStore.Utf8(_store.Manager.ApiKeys.Create(new ApiKeyOptions { Name = "a", Scopes = ["read:x"] }).RevealKey());
}
