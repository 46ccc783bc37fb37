using System.Runtime.Versioning;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Providers;

/// <summary>The providers over the libraries that are shipped. <see cref="LibraryProviders"/> makes it by its name.</summary>
internal sealed partial class ShippedLibraries : ILibraryProviders
{
    public IEd25519 Ed25519 { get; } = new BouncyCastleEd25519();

    public ILibraryHashes Hashes { get; } = new BouncyCastleHashes();

    [SupportedOSPlatform("windows")]
    public IDataProtection DataProtection => new WindowsDataProtection();

    public IRecordStore CreateRecordStore(string path) => SqliteRecordStore.Create(path);

    public IRecordStore OpenRecordStore(string path) => SqliteRecordStore.Open(path);

    [SupportedOSPlatform("windows")]
    public IAuditSink OpenEventLog(string logName) => new WindowsEventLogSink(logName);
}
