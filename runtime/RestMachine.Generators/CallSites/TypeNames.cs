using Microsoft.CodeAnalysis;

namespace RestMachine.Generators.CallSites;

/// <summary>Types as the generated code writes them: from <c>global::</c>, nullable annotations left out.</summary>
internal static class TypeNames
{
    public static string Of(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The name by which a compilation finds the type: nested ones behind a plus.</summary>
    public static string MetadataOf(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{MetadataOf(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName
        : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    public static ITypeSymbol WithoutNullable(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    /// <summary>Looks at the short name first: writing the full one is most of what reading a call costs.</summary>
    public static bool Is(ITypeSymbol? type, string fullName) =>
        type is not null && fullName.Contains(type.Name) && type.OriginalDefinition.ToDisplayString() == fullName;

    /// <summary>
    /// False for a mistake of the user's, and for what another generator writes, which this one never sees.
    /// </summary>
    public static bool IsKnown(IMethodSymbol method) =>
        IsKnown(method.ReturnType) && method.Parameters.All(parameter => IsKnown(parameter.Type));

    private static bool IsKnown(ITypeSymbol type) =>
        type switch
        {
            IErrorTypeSymbol => false,
            IArrayTypeSymbol array => IsKnown(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.All(IsKnown)
                && (named.ContainingType is null || IsKnown(named.ContainingType)),
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
