using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>Reads the parameters of a cmdlet from the properties of its class and its bases.</summary>
internal sealed class ParameterReader(DocumentationFile comments, DocumentationReader reader)
{
    /// <summary>How PowerShell names the set of a parameter that is in all of them.</summary>
    public const string AllSets = "__AllParameterSets";

    /// <summary>The type of a parameter without a value.</summary>
    public const string Switch = "SwitchParameter";

    public IReadOnlyList<ParameterHelp> Read(Type cmdlet)
    {
        object? fresh = Fresh(cmdlet);
        List<ParameterHelp> parameters = [];
        for (Type? type = cmdlet; type is not null && type.Assembly == cmdlet.Assembly; type = type.BaseType)
        {
            IEnumerable<PropertyInfo> own = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(property => property.Data("ParameterAttribute") is not null && parameters.All(known => known.Name != property.Name))
                .OrderBy(property => property.MetadataToken);
            parameters.AddRange([.. own.Select(property => Read(property, fresh))]);
        }

        return parameters;
    }

    // An object on which the constructor has set the properties' first values; what it is built on is not there, and so it may fail after that.
    private static object? Fresh(Type cmdlet)
    {
        object fresh = RuntimeHelpers.GetUninitializedObject(cmdlet);
        try
        {
            cmdlet.GetConstructor(Type.EmptyTypes)?.Invoke(fresh, null);
        }
        catch (TargetInvocationException)
        {
            return fresh;
        }

        return fresh;
    }

    private ParameterHelp Read(PropertyInfo property, object? cmdlet)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Type element = type.IsArray ? type.GetElementType()! : type;
        IReadOnlyList<ParameterUse> uses = [.. property.AllData("ParameterAttribute").Select(Use)];
        return new ParameterHelp
        {
            Name = property.Name,
            TypeName = type.Name,
            IsSwitch = type.Name == Switch,
            Description = Description(property),
            Uses = uses,
            Aliases = [.. property.AllData("AliasAttribute").SelectMany(data => data.Values()).OfType<string>()],
            AcceptedValues = [.. AcceptedValues(property, element)],
            Default = uses.All(use => use.IsMandatory) ? null : Default(property, cmdlet),
            TakesWildcards = property.Data("SupportsWildcardsAttribute") is not null,
        };
    }

    private static ParameterUse Use(CustomAttributeData data) => new(
        data.Named("ParameterSetName") as string ?? AllSets,
        data.IsSet("Mandatory"),
        data.Named("Position") as int?,
        data.IsSet("ValueFromPipeline"),
        data.IsSet("ValueFromPipelineByPropertyName"),
        data.IsSet("ValueFromRemainingArguments"));

    private IReadOnlyList<HelpBlock> Description(PropertyInfo property)
    {
        List<HelpBlock> blocks = [.. reader.Read(comments.Of(property)?.Element("summary"))];
        // What the attributes say is added to what the code says of itself, never put in its place.
        if (blocks.Count == 0) return blocks;
        blocks.AddRange(reader.Read(comments.Of(property)?.Element("remarks")));
        if (property.Data("DurationTransformationAttribute") is not null) blocks.Add(HelpBlock.Words("A time with its unit, as in 90d, 12h, 30m, 45s, 2w or 1d12h, or a TimeSpan. A bare number is refused."));
        if (property.Data("SecretTransformationAttribute") is not null) blocks.Add(HelpBlock.Words("A SecureString, a PSCredential, UTF-8 bytes or text. Text that is typed stays in the shell's history and in memory."));
        if (property.Data("ValidateRangeAttribute") is { } range) blocks.Add(HelpBlock.Words($"From {Number(range, 0)} to {Number(range, 1)}."));
        return blocks;
    }

    private static string Number(CustomAttributeData range, int index) => Convert.ToString(range.ConstructorArguments[index].Value, CultureInfo.InvariantCulture) ?? "";

    private IEnumerable<AcceptedValue> AcceptedValues(PropertyInfo property, Type element)
    {
        List<string> allowed = [.. property.AllData("ValidateSetAttribute").SelectMany(data => data.Values()).OfType<string>()];
        if (!element.IsEnum) return allowed.Select(value => new AcceptedValue(value, []));
        return element.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => allowed.Count == 0 || allowed.Contains(field.Name))
            .Select(field => new AcceptedValue(field.Name, reader.Read(comments.Of(field)?.Element("summary"))));
    }

    private static string? Default(PropertyInfo property, object? cmdlet)
    {
        object? value;
        try
        {
            value = cmdlet is null ? null : property.GetValue(cmdlet);
        }
        catch (TargetInvocationException)
        {
            return null;
        }

        return value switch
        {
            null or "" => null,
            TimeSpan time => Duration(time),
            System.Collections.ICollection many => many.Count == 0 ? null : string.Join(", ", many.Cast<object>()),
            _ when value.GetType().Name == Switch => "False",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
    }

    private static string? Duration(TimeSpan time) => time switch
    {
        { Ticks: 0 } => null,
        { Hours: 0, Minutes: 0, Seconds: 0 } => $"{time.Days}d",
        { Minutes: 0, Seconds: 0 } => $"{(int)time.TotalHours}h",
        { Seconds: 0 } => $"{(int)time.TotalMinutes}m",
        _ => time.ToString("c", CultureInfo.InvariantCulture),
    };
}
