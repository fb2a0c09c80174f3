using Microsoft.CodeAnalysis;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Validation;

/// <summary>What a value is made of: an object, the items of a collection, the values of a dictionary.</summary>
internal static class PartTypes
{
    public static (PartShape Shape, ITypeSymbol Type) Of(ITypeSymbol declared)
    {
        var type = TypeNames.WithoutNullable(declared);
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            return (PartShape.Items, array.ElementType);
        }

        if (type.SpecialType == SpecialType.System_String || ItemOf(type) is not { } item)
        {
            return (PartShape.Object, type);
        }

        return
            item is INamedTypeSymbol { TypeArguments.Length: 2 } entry
            && TypeNames.Is(entry, "System.Collections.Generic.KeyValuePair<TKey, TValue>")
            ? (PartShape.Entries, entry.TypeArguments[1])
            : (PartShape.Items, item);
    }

    /// <summary>Types of the platform state no rules; looking through them would find half of it.</summary>
    public static bool MayHaveRules(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface
        && type.SpecialType == SpecialType.None
        && !IsOfPlatform(type);

    public static bool IsOfPlatform(ITypeSymbol type) => Root(type.ContainingNamespace) is "System";

    /// <summary>The type and what it derives from, the most derived first.</summary>
    public static IEnumerable<INamedTypeSymbol> Lineage(INamedTypeSymbol type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }

        foreach (var inherited in type.TypeKind == TypeKind.Interface ? type.AllInterfaces : [])
        {
            yield return inherited;
        }
    }

    private static ITypeSymbol? ItemOf(ITypeSymbol type) =>
        type
            .AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : [])
            .FirstOrDefault(implemented =>
                implemented.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
            )
            ?.TypeArguments[0];

    private static string? Root(INamespaceSymbol? space) =>
        space is null || space.IsGlobalNamespace ? null
        : space.ContainingNamespace.IsGlobalNamespace ? space.Name
        : Root(space.ContainingNamespace);
}
