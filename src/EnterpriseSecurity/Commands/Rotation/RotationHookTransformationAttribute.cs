using System.Management.Automation;
using System.Management.Automation.Language;

namespace EnterpriseSecurity.Commands.Rotation;

/// <summary>Lets a hook be a script block or the path of a script, which becomes a block that calls it with the rotation as its argument.</summary>
public sealed class RotationHookTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        ArgumentNullException.ThrowIfNull(engineIntrinsics);
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        ScriptBlock block = value switch
        {
            ScriptBlock given => given,
            string path => Calling(engineIntrinsics, path),
            FileInfo file => Calling(engineIntrinsics, file.FullName),
            _ => throw Refused(Errors.RotationHookWrongType(value)),
        };
        return string.IsNullOrWhiteSpace(block.ToString()) ? throw Refused(Errors.RotationHookEmpty()) : block;
    }

    private static ScriptBlock Calling(EngineIntrinsics engine, string path)
    {
        try
        {
            string file = engine.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name != "FileSystem" || !file.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) || !File.Exists(file)) throw Refused(Errors.RotationHookScriptInvalid(path));
            return ScriptBlock.Create($"& '{CodeGeneration.EscapeSingleQuotedStringContent(file)}' $_");
        }
        catch (Exception error) when (error is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException or PSArgumentException)
        {
            throw Refused(Errors.RotationHookScriptInvalid(path));
        }
    }

    private static ArgumentTransformationMetadataException Refused(PSArgumentException cause) => new(cause.Message, cause);
}
