using Microsoft.CodeAnalysis;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Validation;

/// <summary>Writes an attribute as the expression that makes it.</summary>
internal static class AttributeExpression
{
    public static string Of(AttributeData attribute)
    {
        var arguments = string.Join(", ", attribute.ConstructorArguments.Select(Value));
        var settings = string.Join(
            ", ",
            attribute.NamedArguments.Select(argument => $"{argument.Key} = {Value(argument.Value)}")
        );
        var initializer = settings.Length == 0 ? "" : $" {{ {settings} }}";
        return $"new {TypeNames.Of(attribute.AttributeClass!)}({arguments}){initializer}";
    }

    public static string Value(TypedConstant constant) =>
        constant.Kind switch
        {
            TypedConstantKind.Array when !constant.IsNull =>
                $"new {TypeNames.Of(constant.Type!)} {{ {string.Join(", ", constant.Values.Select(Value))} }}",
            TypedConstantKind.Type when constant.Value is ITypeSymbol type => $"typeof({TypeNames.Of(type)})",
            _ => constant.IsNull ? "null" : Literal.Of(constant.Type!, constant.Value),
        };
}
