using System.Reflection;
using System.Xml.Linq;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>The XML comments of one or several assemblies, by member.</summary>
public sealed class DocumentationFile
{
    private readonly Dictionary<string, XElement> _members = [];

    /// <summary>Reads a file that the compiler wrote.</summary>
    /// <param name="path">The file beside the assembly.</param>
    public void Add(string path)
    {
        XDocument document = XDocument.Load(path, LoadOptions.PreserveWhitespace);
        foreach (XElement member in document.Root?.Element("members")?.Elements("member") ?? [])
        {
            if (member.Attribute("name")?.Value is { } name) _members[name] = member;
        }
    }

    /// <summary>The comment of a type; null when it has none.</summary>
    public XElement? Of(Type type) => _members.GetValueOrDefault($"T:{IdOf(type)}");

    /// <summary>The comment of a field.</summary>
    public XElement? Of(FieldInfo field) => _members.GetValueOrDefault($"F:{IdOf(field.DeclaringType!)}.{field.Name}");

    /// <summary>The comment of a property: its own, or that of the one it overrides when it says so.</summary>
    public XElement? Of(PropertyInfo property)
    {
        XElement? own = _members.GetValueOrDefault($"P:{IdOf(property.DeclaringType!)}.{property.Name}");
        if (own?.Element("inheritdoc") is null) return own;
        PropertyInfo? inherited = property.DeclaringType!.BaseType?.GetProperty(property.Name);
        return inherited is null ? own : Of(inherited);
    }

    private static string IdOf(Type type) => (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
}
