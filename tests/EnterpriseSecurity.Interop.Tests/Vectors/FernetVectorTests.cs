using System.Globalization;
using System.Text;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;
using Xunit.Abstractions;

namespace EnterpriseSecurity.Interop.Tests.Vectors;

/// <summary>The published vectors of the Fernet specification.</summary>
public sealed class FernetVectorTests(ITestOutputHelper output)
{
    [VectorFact]
    public void All_tokens_are_made_opened_and_refused_as_specified()
    {
        int made = 0, opened = 0, refused = 0;
        foreach (JsonElement test in Tests("generate.json"))
        {
            byte[] iv = [.. test.GetProperty("iv").EnumerateArray().Select(one => one.GetByte())];
            Assert.Equal(test.GetProperty("token").GetString(), Encoding.ASCII.GetString(Fernet.Encrypt(Key(test), Encoding.UTF8.GetBytes(test.GetProperty("src").GetString()!), Now(test), iv)));
            made++;
        }

        foreach (JsonElement test in Tests("verify.json"))
        {
            using SecretBuffer? text = Open(test);
            Assert.Equal(test.GetProperty("src").GetString(), Encoding.UTF8.GetString(text!.Span));
            opened++;
        }

        foreach (JsonElement test in Tests("invalid.json"))
        {
            Assert.True(Open(test) is null, test.GetProperty("desc").GetString());
            refused++;
        }

        output.WriteLine($"Fernet: {made} made, {opened} opened, {refused} refused.");
        Assert.True(made >= 1 && opened >= 1 && refused >= 8);
    }

    private static JsonElement[] Tests(string name) => [.. JsonDocument.Parse(VectorCollection.Read($"fernet/{name}")).RootElement.EnumerateArray()];

    private static byte[] Key(JsonElement test) => Convert.FromBase64String(test.GetProperty("secret").GetString()!.Replace('-', '+').Replace('_', '/'));

    private static DateTimeOffset Now(JsonElement test) => DateTimeOffset.Parse(test.GetProperty("now").GetString()!, CultureInfo.InvariantCulture);

    private static SecretBuffer? Open(JsonElement test) => Fernet.TryDecrypt(
        Key(test), Encoding.ASCII.GetBytes(test.GetProperty("token").GetString()!), new StandingClock(Now(test)), TimeSpan.FromSeconds(test.GetProperty("ttl_sec").GetInt32()));

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
