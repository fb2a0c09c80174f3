using Microsoft.CodeAnalysis;

namespace RestMachine.Generators.CallSites;

/// <summary>Reads one parameter: names and attributes from the method, types from the delegate.</summary>
internal static class ParameterReader
{
    public static HandlerParameter Read(IParameterSymbol parameter, IParameterSymbol declared)
    {
        var type = TypeNames.Of(declared.Type);
        return new HandlerParameter(
            parameter.Name,
            type,
            TypeNames.Of(TypeNames.WithoutNullable(declared.Type)),
            $"{(declared.IsParams ? "params " : "")}{type} p{declared.Ordinal}{DefaultOf(declared, " = ")}",
            NamedValue(parameter),
            parameter.HasExplicitDefaultValue || parameter.IsParams || MayBeNull(parameter.Type),
            HasDefaultValue(parameter) ? DefaultOf(parameter, "") : null
        );
    }

    private static string DefaultOf(IParameterSymbol parameter, string prefix) =>
        parameter.HasExplicitDefaultValue ? prefix + Literal.Of(parameter.Type, parameter.ExplicitDefaultValue) : "";

    private static bool HasDefaultValue(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue && (parameter.ExplicitDefaultValue is not null || !MayBeNull(parameter.Type));

    private static bool MayBeNull(ITypeSymbol type) =>
        type.NullableAnnotation == NullableAnnotation.Annotated
        || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static string? NamedValue(IParameterSymbol parameter) =>
        parameter
            .GetAttributes()
            .Where(attribute => TypeNames.Is(attribute.AttributeClass, "RestMachine.NamedAttribute"))
            .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value as string)
            .FirstOrDefault();
}
