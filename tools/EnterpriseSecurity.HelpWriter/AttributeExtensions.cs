using System.Collections.ObjectModel;
using System.Reflection;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>Attributes as data: what stands in the assembly, without an object of the attribute's type.</summary>
internal static class AttributeExtensions
{
    /// <summary>The attribute with this class name on a type or member itself; null when it has none.</summary>
    public static CustomAttributeData? Data(this MemberInfo member, string name) => member.AllData(name).FirstOrDefault();

    /// <summary>All attributes with this class name on a type or member itself.</summary>
    public static IEnumerable<CustomAttributeData> AllData(this MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(data => data.AttributeType.Name == name);

    /// <summary>A property that the attribute sets; null when it does not.</summary>
    public static object? Named(this CustomAttributeData data, string name) =>
        data.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;

    /// <summary>A flag that the attribute sets.</summary>
    public static bool IsSet(this CustomAttributeData data, string name) => data.Named(name) is true;

    /// <summary>The values of the constructor's arguments, those of arrays one by one.</summary>
    public static IEnumerable<object?> Values(this CustomAttributeData data) => data.ConstructorArguments.SelectMany(argument =>
        argument.Value is ReadOnlyCollection<CustomAttributeTypedArgument> many ? many.Select(one => one.Value) : [argument.Value]);
}
