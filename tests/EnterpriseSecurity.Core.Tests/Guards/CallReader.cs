using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace EnterpriseSecurity.Core.Tests.Guards;

/// <summary>Reads the calls out of an assembly's code.</summary>
internal static partial class CallReader
{
    private static readonly Dictionary<ushort, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value);

    /// <summary>Every call of every method. What the compiler made of lambdas and iterators counts to the method it stands in.</summary>
    public static IEnumerable<Call> Read(string assembly)
    {
        using FileStream file = File.OpenRead(assembly);
        using PEReader image = new(file);
        MetadataReader metadata = image.GetMetadataReader();
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0) continue;
            string caller = CallerName(metadata, method);
            byte[] code = image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!;
            foreach (Call call in ReadBody(metadata, caller, code)) yield return call;
        }
    }

    private static IEnumerable<Call> ReadBody(MetadataReader metadata, string caller, byte[] code)
    {
        // A literal is loaded just before the call, or before the kind of comparison.
        int sinceLiteral = int.MaxValue;
        for (int at = 0; at < code.Length;)
        {
            ushort number = code[at] == 0xFE ? (ushort)(0xFE00 | code[at + 1]) : code[at];
            at += number > 0xFF ? 2 : 1;
            OpCode opCode = Codes[number];
            sinceLiteral = opCode == OpCodes.Ldstr ? 0 : sinceLiteral == int.MaxValue ? sinceLiteral : sinceLiteral + 1;
            if (opCode == OpCodes.Call || opCode == OpCodes.Callvirt)
            {
                EntityHandle target = MetadataTokens.EntityHandle(BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)));
                yield return Resolve(metadata, caller, target) with { HasLiteral = sinceLiteral <= 2 };
            }

            at += opCode.OperandType == OperandType.InlineSwitch ? 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at))) : SizeOf(opCode.OperandType);
        }
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private static Call Resolve(MetadataReader metadata, string caller, EntityHandle target)
    {
        string arguments = "";
        if (target.Kind == HandleKind.MethodSpecification)
        {
            MethodSpecification generic = metadata.GetMethodSpecification((MethodSpecificationHandle)target);
            arguments = string.Join(",", generic.DecodeSignature(new TypeNames(), null));
            target = generic.Method;
        }

        if (target.Kind == HandleKind.MethodDefinition) return new Call(caller, CallerName(metadata, metadata.GetMethodDefinition((MethodDefinitionHandle)target)), arguments);
        MemberReference member = metadata.GetMemberReference((MemberReferenceHandle)target);
        string type = member.Parent.Kind switch
        {
            HandleKind.TypeReference => metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name),
            HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)member.Parent).DecodeSignature(new TypeNames(), null),
            _ => "",
        };
        return new Call(caller, $"{type}.{metadata.GetString(member.Name)}", arguments);
    }

    // Generated names hold the one that was written: <Method>b__0, <Method>g__Local|1_0, type <Method>d__3.
    private static string CallerName(MetadataReader metadata, MethodDefinition method)
    {
        string name = metadata.GetString(method.Name);
        TypeDefinition type = metadata.GetTypeDefinition(method.GetDeclaringType());
        string typeName = metadata.GetString(type.Name);
        while (typeName.StartsWith('<') && !type.GetDeclaringType().IsNil)
        {
            if (Written().Match(typeName) is { Success: true } written && !name.StartsWith('<')) name = written.Groups[1].Value;
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
            typeName = metadata.GetString(type.Name);
        }

        if (Written().Match(name) is { Success: true } inner) name = inner.Groups[1].Value;
        return $"{typeName}.{name}";
    }

    [GeneratedRegex("^<([^<>]+)>")]
    private static partial Regex Written();

    /// <summary>A call.</summary>
    /// <param name="Caller">The type and method it is in.</param>
    /// <param name="Target">The type and method that is called.</param>
    /// <param name="Arguments">Its type arguments.</param>
    internal sealed record Call(string Caller, string Target, string Arguments)
    {
        /// <summary>True when one of the values is a literal.</summary>
        public bool HasLiteral { get; init; }
    }

    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeReference(handle).Name);

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[,]";

        public string GetByReferenceType(string elementType) => elementType;

        public string GetPointerType(string elementType) => elementType;

        public string GetPinnedType(string elementType) => elementType;

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "function";

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(",", typeArguments)}>";

        public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{index}";

        public string GetGenericTypeParameter(object? genericContext, int index) => $"!{index}";
    }
}
