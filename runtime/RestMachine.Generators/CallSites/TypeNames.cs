using Microsoft.CodeAnalysis;

namespace RestMachine.Generators.CallSites;

/// <summary>Types as the generated code writes them: from <c>global::</c>, nullable annotations left out.</summary>
internal static class TypeNames
{
    public static string Of(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    public static ITypeSymbol WithoutNullable(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    public static bool Is(ITypeSymbol? type, string fullName) => type?.OriginalDefinition.ToDisplayString() == fullName;

    /// <summary>False for a mistake of the user's, and for what another generator writes, which this one never sees.</summary>
    public static bool IsKnown(IMethodSymbol method) =>
        IsKnown(method.ReturnType) && method.Parameters.All(parameter => IsKnown(parameter.Type));

    private static bool IsKnown(ITypeSymbol type) =>
        type switch
        {
            IErrorTypeSymbol => false,
            IArrayTypeSymbol array => IsKnown(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.All(IsKnown),
            _ => true,
        };

    public static string Keyword(object value) =>
        value switch
        {
            byte => "byte",
            sbyte => "sbyte",
            short => "short",
            _ => "ushort",
        };
}
