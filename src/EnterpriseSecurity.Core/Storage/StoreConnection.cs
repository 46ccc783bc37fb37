using System.Text;
using System.Text.Json;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;

namespace EnterpriseSecurity.Storage;

/// <summary>
/// How this machine reaches the store's server: a member of its store.json, beside the descriptor that all machines
/// share. <c>"server":{"parameters":{…},"sealed":"…"}</c>, where <c>sealed</c> is the password (or nothing) under the
/// store's key, with the parameters' bytes as associated data: who unlocks the store has the password, and nobody can
/// have it sent to another server.
/// </summary>
internal static class StoreConnection
{
    private const string Member = "server";

    /// <summary>The content of store.json: a descriptor, and with it the server.</summary>
    public static byte[] Append(byte[] descriptor, StoreServer server, KeyRing keys, string storeId)
    {
        byte[] parameters = JsonSerializer.SerializeToUtf8Bytes(server);
        string sealedPassword = Convert.ToBase64String(Aes256Gcm.Instance.Seal(keys.For(KeyPurpose.Connection), server.Password, Binding(storeId, parameters)));
        ReadOnlySpan<byte> open = descriptor.AsSpan().TrimEnd((byte)'\n')[..^1];
        return [.. open, .. ",\"server\":{\"parameters\":"u8, .. parameters, .. Encoding.ASCII.GetBytes($",\"sealed\":\"{sealedPassword}\"}}}}\n")];
    }

    /// <summary>Reads the server out of store.json, with its password.</summary>
    /// <exception cref="MalformedDataException">There is none, or it is damaged.</exception>
    /// <exception cref="IntegrityException">It was changed by someone without the key.</exception>
    public static StoreServer Read(string folder, KeyRing keys, string storeId)
    {
        string path = Path.Combine(folder, StoreDescriptor.FileName);
        try
        {
            return Parse(File.ReadAllBytes(path), folder, keys, storeId);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileFailure.Translate(error, folder);
        }
    }

    /// <summary>Reads the server out of the content of store.json.</summary>
    /// <exception cref="MalformedDataException">There is none, or it is damaged.</exception>
    /// <exception cref="IntegrityException">It was changed by someone without the key.</exception>
    internal static StoreServer Parse(byte[] content, string folder, KeyRing keys, string storeId)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            JsonElement server = document.RootElement.GetProperty(Member);
            JsonElement parameters = server.GetProperty("parameters");
            byte[] sealedPassword = Convert.FromBase64String(server.GetProperty("sealed").GetString() ?? "");
            using SecretBuffer password = Aes256Gcm.Instance.TryOpen(keys.For(KeyPurpose.Connection), sealedPassword, Binding(storeId, Encoding.UTF8.GetBytes(parameters.GetRawText())))
                ?? throw SecurityErrors.StoreConnectionChanged(Path.Combine(folder, StoreDescriptor.FileName));
            return (parameters.Deserialize<StoreServer>() ?? throw new JsonException()).Check().WithPassword(password.Span);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or NotSupportedException)
        {
            throw SecurityErrors.StoreCorrupt(folder, $"{StoreDescriptor.FileName} does not say where the database is", error);
        }
    }

    private static byte[] Binding(string storeId, byte[] parameters) => [.. Encoding.UTF8.GetBytes(storeId), (byte)'\n', .. parameters];
}
