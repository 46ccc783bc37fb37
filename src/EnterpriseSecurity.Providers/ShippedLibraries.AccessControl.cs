using EnterpriseSecurity.AccessControl;

namespace EnterpriseSecurity.Providers;

/// <content>Access control.</content>
internal sealed partial class ShippedLibraries
{
    public IYamlReader Yaml { get; } = new YamlDotNetReader();
}
