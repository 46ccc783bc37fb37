using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Core.Tests.Storage;

public sealed class StoreServerTests
{
    [Theory]
    [InlineData("Host=db.example.org;Database=d;Username=u;Password=p", "db.example.org", 5432, "d", "u", "p", "enterprise_security", StoreServerTls.VerifyFull)]
    [InlineData(" host = ::1 ; PORT=6000;dbname=d; User Id=u ;pwd='a;b''c' ;Schema=s_1;", "::1", 6000, "d", "u", "a;b'c", "s_1", StoreServerTls.Off)]
    [InlineData("Server=localhost;Database=\"d d\";User=u;SSL Mode=Verify-Full", "localhost", 5432, "d d", "u", "", "enterprise_security", StoreServerTls.VerifyFull)]
    [InlineData("postgresql://u%40x:p%3A%C3%A9@db.example.org:6543/postgres?sslmode=verify-full&schema=one", "db.example.org", 6543, "postgres", "u@x", "p:é", "one", StoreServerTls.VerifyFull)]
    [InlineData("postgres://u:a@b@[::1]/d", "::1", 5432, "d", "u", "a@b", "enterprise_security", StoreServerTls.Off)]
    [InlineData("postgresql://u@%2Frun%2Fpostgresql/d", "/run/postgresql", 5432, "d", "u", "", "enterprise_security", StoreServerTls.Off)]
    [InlineData("Host=db;Database=d;User=u;SSL Mode=VerifyCA;Root Certificate=/ca.pem", "db", 5432, "d", "u", "", "enterprise_security", StoreServerTls.VerifyAuthority)]
    public void Connection_strings_are_read_in_both_forms(string text, string host, int port, string database, string user, string password, string schema, StoreServerTls tls)
    {
        using StoreServer server = StoreServer.Parse(text);
        Assert.Equal((host, port, database, user, schema, tls), (server.Host, server.Port, server.Database, server.User, server.Schema, server.Tls));
        Assert.Equal(password, System.Text.Encoding.UTF8.GetString(server.Password));
        if (password.Length > 2) Assert.DoesNotContain(password, $"{server} {System.Text.Json.JsonSerializer.Serialize(server)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "StoreServerInvalid")]
    [InlineData("find-me", "StoreServerInvalid")]
    [InlineData("=find-me", "StoreServerInvalid")]
    [InlineData("Host=h", "StoreServerInvalid")]
    [InlineData("Host=h;Database=d;User=u;Password='find-me", "StoreServerInvalid")]
    [InlineData("Host=h;Database=d;User=u;find-me=1", "StoreServerInvalid")]
    [InlineData("Host=h,i;Database=d;User=u", "StoreServerInvalid")]
    [InlineData("Host=/run,db.example.org;Database=d;User=u;SSL Mode=Disable", "StoreServerInvalid")]
    [InlineData("postgresql://u:find-me@%2Frun%2Cdb.example.org/d?sslmode=disable", "StoreServerInvalid")]
    [InlineData("Host=h;Database=d;User=u;Port=70000", "StoreServerInvalid")]
    [InlineData("Host=h;Database=d;User=u;Port=find-me", "StoreServerInvalid")]
    [InlineData("Host=h;Database=d;User=u;SSL Mode=find-me", "StoreServerInvalid")]
    [InlineData("Host=h;Database=d\nx;User=u", "StoreServerInvalid")]
    [InlineData("postgresql://", "StoreServerInvalid")]
    [InlineData("postgresql://u:find-me%@h/d", "StoreServerInvalid")]
    [InlineData("postgresql://u:find-me%FF@h/d", "StoreServerInvalid")]
    [InlineData("postgresql://u:p@h:find-me/d", "StoreServerInvalid")]
    [InlineData("postgresql://u:p@h/d?find-me", "StoreServerInvalid")]
    [InlineData("Host=h;Database=d;User=u;Schema=public", "StoreSchemaInvalid")]
    [InlineData("Host=h;Database=d;User=u;Schema=pg_store", "StoreSchemaInvalid")]
    [InlineData("Host=h;Database=d;User=u;Schema=\"a\"\"; DROP SCHEMA b; --\"", "StoreSchemaInvalid")]
    [InlineData("Host=h;Database=d;User=u;Schema='a\"; DROP SCHEMA b; --'", "StoreSchemaInvalid")]
    [InlineData("Host=h;Database=d;User=u;SSL Mode=Disable", "StoreServerInsecure")]
    [InlineData("Host=h;Database=d;User=u;SSL Mode=Prefer", "StoreServerInsecure")]
    [InlineData("Host=h;Database=d;User=u;SSL Mode=Require", "StoreServerInsecure")]
    [InlineData("Host=h;Database=d;User=u;SSL Mode=VerifyCA", "StoreServerInsecure")]
    [InlineData("Host=127.0.0.1.example.org;Database=d;User=u;SSL Mode=Disable", "StoreServerInsecure")]
    public void What_cannot_or_must_not_be_used_is_refused_without_repeating_it(string text, string errorId)
    {
        SecurityException error = Assert.ThrowsAny<SecurityException>(() => StoreServer.Parse(text));
        Assert.Equal(errorId, error.ErrorId);
        Assert.DoesNotContain("find-me", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_read_or_refused()
    {
        string[] seeds = ["Host=::1;Database=d;User=u;Password='a''b';Schema=s", "postgresql://u:p%41@[::1]:5432/d?sslmode=disable&schema=s"];
        Random random = new(7);
        for (int round = 0; round < 20_000; round++)
        {
            char[] text = seeds[round % 2].ToCharArray();
            for (int change = 0; change <= random.Next(3); change++) text[random.Next(text.Length)] = (char)random.Next(round % 5 == 0 ? 0x10000 : 128);
            try
            {
                StoreServer.Parse(text.AsSpan(0, random.Next(text.Length + 1))).Dispose();
            }
            catch (SecurityException)
            {
                // Refused, as it may be.
            }
        }
    }
}
