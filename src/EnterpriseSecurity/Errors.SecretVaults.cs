using System.Management.Automation;

namespace EnterpriseSecurity;

/// <content>SecretManagement's vaults.</content>
internal static partial class Errors
{
    public static PSArgumentException MetadataNameUnusable(object name) => new(
        $"'{name}' cannot be the name of metadata here: names are text and do not end in '#type'. Choose another.");

    public static PSArgumentException MetadataWrongType(string name, object value) => new(
        $"The metadata '{name}' are a {value.GetType().Name}, which is not kept. Give text, a number, $true or $false, or a DateTime.");
}
