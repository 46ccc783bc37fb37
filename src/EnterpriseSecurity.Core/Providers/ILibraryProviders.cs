using System.Runtime.Versioning;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Keys;
using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Providers;

/// <summary>Everything that this library takes from third-party libraries, which it never references itself.</summary>
internal partial interface ILibraryProviders
{
    /// <summary>Ed25519, which .NET does not have.</summary>
    IEd25519 Ed25519 { get; }

    /// <summary>The hash functions that .NET, or this platform, does not have.</summary>
    ILibraryHashes Hashes { get; }

    /// <summary>DPAPI in the scope of the current user.</summary>
    [SupportedOSPlatform("windows")]
    IDataProtection DataProtection { get; }

    /// <summary>Makes a new embedded database.</summary>
    IRecordStore CreateRecordStore(string path);

    /// <summary>Opens an existing embedded database and brings it to the present format.</summary>
    /// <exception cref="NotFoundException">There is no database; an absent file is never taken for an empty store.</exception>
    IRecordStore OpenRecordStore(string path);

    /// <summary>Opens a Windows event log for entries.</summary>
    [SupportedOSPlatform("windows")]
    IAuditSink OpenEventLog(string logName);
}
