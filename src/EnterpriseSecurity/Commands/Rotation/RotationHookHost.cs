using System.Buffers.Text;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Security;
using System.Text;
using EnterpriseSecurity.Conversion;
using EnterpriseSecurity.Cryptography;
using EnterpriseSecurity.Rotation;
using EnterpriseSecurity.Secrets;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>
/// Runs the hooks of rotations in the caller's session. Any error in one fails it, and its output is not passed on; the last
/// object that a Verify hook writes says no when it is <c>$false</c>.
/// </summary>
internal sealed class RotationHookHost(RotationHookCmdlet cmdlet, EnterpriseSecurityManager store, IReadOnlyDictionary<RotationHookKind, ScriptBlock> given, CancellationToken stop)
{
    /// <summary>Runs one hook: the block that was given for it, or the text that the rotation keeps.</summary>
    public bool Run(RotationHookContext context)
    {
        using SecretBuffer spelled = Spell(context);
        using SecureString credential = SecureStringExtensions.FromUtf8(spelled.Span);
        try
        {
            ScriptBlock script = given.TryGetValue(context.Hook, out ScriptBlock? block) ? block : cmdlet.InvokeCommand.NewScriptBlock(context.Script);
            // What fails quietly in a script would be taken for done.
            List<PSVariable> variables =
            [
                new("_", new RotationHookInput(context.Hook, context.Rotation, credential)),
                new("ErrorActionPreference", ActionPreference.Stop),
                new("PSNativeCommandUseErrorActionPreference", true),
            ];
            Collection<PSObject?> output = script.InvokeWithContext(null, variables);
            return context.Hook != RotationHookKind.Verify || output.Count == 0 || output[^1]?.BaseObject is not false;
        }
        catch (Exception error) when (error is PipelineStoppedException || stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (Exception error)
        {
            cmdlet.WriteWarning($"The {context.Hook} hook of the {context.Rotation.Kind} '{context.Rotation.Name}' failed: {Masked(error.Message, spelled)}");
            // The engine keeps the type alone, and the one within says more.
            if (error is IContainsErrorRecord { ErrorRecord.Exception: { } cause and not ParentContainsErrorRecordException }) throw cause;
            throw;
        }
    }

    private SecretBuffer Spell(RotationHookContext context)
    {
        ReadOnlySpan<byte> value = context.Value.Span;
        bool isText = context.Rotation.Kind switch
        {
            RotationKind.Secret => store.Secrets.Get(SecretReference.ByName(context.Rotation.Name)).ValueKind != SecretKind.Bytes,
            RotationKind.ManagedKey => value.StartsWith("-----BEGIN "u8),
            RotationKind.JwtSigningKey => false,
            _ => true,
        };
        if (isText) return SecretBuffer.CopyOf(value);
        SecretBuffer encoded = new(Base64Url.GetEncodedLength(value.Length));
        Base64Url.EncodeToUtf8(value, encoded.Span);
        return encoded;
    }

    // For who runs this alone; it is kept nowhere.
    private static string Masked(string message, SecretBuffer spelled)
    {
        SecretMask mask = new();
        mask.Add(Encoding.UTF8.GetString(spelled.Span));
        return mask.TryMask(message, out string? masked) ? masked : message;
    }
}
