namespace EnterpriseSecurity;

/// <content>Stores whose database is on a server.</content>
internal static partial class SecurityErrors
{
    public static InvalidInputException StoreServerInvalid(string reason) => new(
        nameof(StoreServerInvalid), $"The connection string cannot be used: {reason}. Write Host=…;Database=…;Username=…;Password=… or postgresql://user:password@host:port/database.");

    public static InvalidInputException StoreSchemaInvalid(string schema) => new(
        nameof(StoreSchemaInvalid), $"'{Printable(schema)}' cannot be a store's schema. Use up to 63 of a-z, 0-9 and _, not beginning with a digit or pg_, and not public, which interfaces of the database show to others.", Printable(schema));

    public static AccessRefusedException StoreServerInsecure(string host) => new(
        nameof(StoreServerInsecure), $"The connection to '{host}' would not be protected. Say SSL Mode=VerifyFull (or VerifyCA with Root Certificate=FILE); less is accepted for this machine only.", host);

    public static UnavailableException StoreServerUnreachable(string server, Exception? inner) => new(
        nameof(StoreServerUnreachable), $"The database server of the store '{server}' does not answer. Nothing was read or changed; start it, or look at the network and the inner error.", server, inner);

    public static AccessRefusedException StoreServerTlsRefused(string server, Exception? inner) => new(
        nameof(StoreServerTlsRefused), $"The server of the store '{server}' offers no TLS, or its certificate is not trusted or is for another name. Nothing was sent; give Root Certificate=FILE for an authority of your own.", server, inner);

    public static AuthenticationFailedException StoreServerLoginFailed(string server, Exception? inner) => new(
        nameof(StoreServerLoginFailed), $"The server of the store '{server}' does not accept the user or the password. Give the right ones with -ConnectionString.", server, inner);

    public static AccessRefusedException StoreServerDenied(string server, Exception? inner) => new(
        nameof(StoreServerDenied), $"The server of the store '{server}' does not permit this to the user. Nothing was changed; use the role that made the store, or one that is a member of it.", server, inner);

    public static UnavailableException StoreOutcomeUnknown(string server, Exception? inner) => new(
        nameof(StoreOutcomeUnknown), $"The connection to '{server}' broke while a change was being committed, and the server cannot be asked about it. The change may have been made or not: look before you try again.", server, inner);

    public static AlreadyExistsException StoreSchemaExists(string server) => new(
        nameof(StoreSchemaExists), $"There is a store at '{server}' already. Join it with Connect-SecurityStore, or name another schema.", server);

    public static NotFoundException StoreSchemaMissing(string server) => new(
        nameof(StoreSchemaMissing), $"There is no store at '{server}'. It is not taken for an empty one: look at database and schema, or restore it from a backup with Restore-SecurityStore.", server);

    public static InvalidInputException StoreTextUnusable(string collection, Exception inner) => new(
        nameof(StoreTextUnusable), $"A text of a {collection} holds a character that the database cannot keep. Nothing was written; leave NUL characters out.", collection, inner);

    public static InvalidStateException StoreHasNoServer(string path) => new(
        nameof(StoreHasNoServer), $"The store at '{path}' has its database in the folder. Leave the connection string out.", path);

    public static UnsupportedException StoreProviderUnknown(string path, string provider) => new(
        nameof(StoreProviderUnknown), $"The store at '{path}' keeps its records in '{Printable(provider)}', which this version does not know. Install a newer version of the module; the store was left as it is.", path);

    public static IntegrityException StoreConnectionChanged(string path) => new(
        nameof(StoreConnectionChanged), $"How to reach the database, in '{path}', was changed by someone without the store's key. Nothing was connected to; give -ConnectionString to write it anew.", path);

    public static InvalidStateException StoreIsAnother(string path, string server) => new(
        nameof(StoreIsAnother), $"The store at '{server}' is not the one that '{path}' belongs to. Name another folder, or the right database and schema.", server);
}
