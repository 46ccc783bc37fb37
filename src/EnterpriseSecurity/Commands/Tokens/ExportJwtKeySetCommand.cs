using System.Management.Automation;
using System.Text;
using EnterpriseSecurity.Completion;

namespace EnterpriseSecurity.Commands.Tokens;

/// <summary>Writes the public keys that verify the store's tokens as a JSON Web Key Set, to publish.</summary>
/// <remarks>
/// <para>
/// The set (RFC 7517) has every version that verifies now: the active ones, and the previous ones in their overlap.
/// Services fetch it, usually from <c>/.well-known/jwks.json</c>, and verify tokens without a call to this store;
/// Test-Jwt -KeySetPath reads it too. Publish it anew after each rotation.
/// </para>
/// <para>
/// Nothing in it is secret. A shared secret (HS256, HS384, HS512) is never in it, and is an error when it is named
/// (JwtKeyNotPublic).
/// </para>
/// <para>
/// An existing file is replaced with -Force only (KeySetFileExists). The audit trail gets <c>jwt_keyset_exported</c>.
/// </para>
/// </remarks>
/// <example>
/// <para>Publish the keys as a web server's file.</para>
/// <code>
/// Export-JwtKeySet -Path ./.well-known-jwks.json
/// </code>
/// </example>
/// <example>
/// <para>Write the set of one key to the pipeline and look at it.</para>
/// <code>
/// (Export-JwtKeySet api | ConvertFrom-Json).keys | Format-Table kid, kty, alg, use
/// </code>
/// </example>
/// <example>
/// <para>Rotate a key and publish the new set in the same script.</para>
/// <code>
/// $null = New-JwtSigningKey api -Rotate -Overlap 1d
/// Export-JwtKeySet -Path ./jwks.json -Force
/// </code>
/// </example>
/// <example>
/// <para>Verify a token with the published file alone, as another service does.</para>
/// <code>
/// Export-JwtKeySet -Path ./published.json
/// New-Jwt ann -SigningKey api | Test-Jwt -KeySetPath ./published.json
/// </code>
/// </example>
/// <seealso cref="NewJwtSigningKeyCommand"/>
/// <seealso cref="GetJwtSigningKeyCommand"/>
/// <seealso cref="TestJwtCommand"/>
[Cmdlet(VerbsData.Export, "JwtKeySet", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportJwtKeySetCommand : StoreCmdlet
{
    /// <summary>The names of signing keys; all but the shared secrets when it is not given.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(JwtSigningKeyNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>A file to write to; without it the set goes to the pipeline as text.</summary>
    [Parameter(Position = 1)]
    public string? Path { get; set; }

    /// <summary>Replaces the file when it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord(EnterpriseSecurityManager store)
    {
        string? path = Path is null ? null : ResolveNewPath(Path);
        if (path is not null && File.Exists(path) && !Force)
        {
            WriteError(Errors.KeySetFileExists(path));
            return;
        }

        if (!ShouldProcess(path ?? "JSON Web Key Set", "Export public keys")) return;
        ForEachInput(path, () =>
        {
            string json = store.Tokens.ExportKeySet(Name);
            if (path is null)
            {
                WriteObject(json);
                return;
            }

            File.WriteAllText(path, json + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            WriteObject(new FileInfo(path));
        });
    }
}
