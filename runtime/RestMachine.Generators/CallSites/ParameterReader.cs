using Microsoft.CodeAnalysis;
using RestMachine.Generators.Validation;

namespace RestMachine.Generators.CallSites;

/// <summary>Reads one parameter: names and attributes from the method, types from the delegate.</summary>
internal static class ParameterReader
{
    public static HandlerParameter Read(RegistrationKind kind, IParameterSymbol parameter, IParameterSymbol declared)
    {
        var type = TypeNames.Of(declared.Type);
        var value = TypeNames.WithoutNullable(declared.Type);
        var modifier = declared.IsParams ? "params " : "";
        var declaration = $"{modifier}{type} p{declared.Ordinal}{DefaultOf(declared, " = ")}";
        var source = SourceAttribute.Of(parameter);
        var meaning = KnownTypes.KindOf(kind, source, declared.Type, out var parser);
        return new HandlerParameter(parameter.Name, type, TypeNames.Of(value), declaration, meaning, parser)
        {
            Source = source is { Source: not SourceAttribute.Named } ? source.Source : null,
            ValueName = source?.Name,
            ServiceKey = source?.Key,
            LogCategory = KnownTypes.CategoryOf(declared.Type),
            Validation = MayBeBody(kind, source, meaning) ? ValidationReader.Read(value) : null,
            Rules = ParameterRules.AreNotHeldTo(kind, meaning) ? null : ParameterRules.Read(parameter, value),
            IsOptional = parameter.HasExplicitDefaultValue || parameter.IsParams || MayBeNull(parameter.Type),
            IsNullableValue = !SymbolEqualityComparer.Default.Equals(value, declared.Type),
            Default = HasDefaultValue(parameter) ? DefaultOf(parameter, "") : null,
        };
    }

    public static bool MayBeBody(RegistrationKind kind, SourceAttribute? source, ParameterKind meaning) =>
        !Registration.IsLifecycle(kind) && meaning == ParameterKind.Value && source is null or { Source: "Body" };

    private static string DefaultOf(IParameterSymbol parameter, string prefix) =>
        parameter.HasExplicitDefaultValue ? prefix + Literal.Of(parameter.Type, parameter.ExplicitDefaultValue) : "";

    private static bool HasDefaultValue(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue && (parameter.ExplicitDefaultValue is not null || !MayBeNull(parameter.Type));

    private static bool MayBeNull(ITypeSymbol type) =>
        type.NullableAnnotation == NullableAnnotation.Annotated
        || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
