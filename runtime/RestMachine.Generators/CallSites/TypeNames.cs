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

    public static string Keyword(object value) =>
        value switch
        {
            byte => "byte",
            sbyte => "sbyte",
            short => "short",
            _ => "ushort",
        };
}
