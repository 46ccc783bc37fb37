using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Providers;

/// <content>Access control.</content>
internal partial interface ILibraryProviders
{
    /// <summary>YAML, which .NET does not have.</summary>
    IYamlReader Yaml { get; }
}
