using Microsoft.CodeAnalysis;
using RestMachine.Generators.CallSites;
using RestMachine.Generators.Validation;

namespace RestMachine.Generators.Json;

/// <summary>
/// The types of which a serializer context has metadata: those that were named, and what System.Text.Json's own
/// generator finds in them. A type of the platform is made of nothing but its type arguments: it has a converter of its
/// own.
/// </summary>
internal sealed class CoveredTypes
{
    private const string Serialization = "System.Text.Json.Serialization.";

    private readonly HashSet<ITypeSymbol> _types = new(SymbolEqualityComparer.Default);

    public bool Contains(ITypeSymbol type) => _types.Contains(type);

    public void Add(ITypeSymbol type)
    {
        if (_types.Add(type))
        {
            foreach (var part in PartsOf(type))
            {
                Add(part);
            }
        }
    }

    private static IEnumerable<ITypeSymbol> PartsOf(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => [array.ElementType],
            INamedTypeSymbol named when PartTypes.IsOfPlatform(named) => named.TypeArguments,
            _ when ItemsOf(type).ToArray() is { Length: > 0 } items => items,
            _ => Lineage(type).SelectMany(MembersOf).Concat(DerivedOf(type)),
        };

    private static IEnumerable<ITypeSymbol> ItemsOf(ITypeSymbol type) =>
        type
            .AllInterfaces.Where(implemented =>
                implemented.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
            )
            .Select(items => items.TypeArguments[0]);

    private static IEnumerable<ITypeSymbol> Lineage(ITypeSymbol type)
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

    private static IEnumerable<ITypeSymbol> MembersOf(ITypeSymbol type) =>
        type.GetMembers()
            .Where(IsWritten)
            .Select(member => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type);

    private static bool IsWritten(ISymbol member) =>
        member is { IsStatic: false } and (IPropertySymbol { IsIndexer: false } or IFieldSymbol)
        && (member.DeclaredAccessibility == Accessibility.Public || Has(member, "JsonIncludeAttribute"))
        && !Has(member, "JsonIgnoreAttribute");

    private static IEnumerable<ITypeSymbol> DerivedOf(ITypeSymbol type) =>
        type.GetAttributes()
            .Where(attribute => TypeNames.Is(attribute.AttributeClass, $"{Serialization}JsonDerivedTypeAttribute"))
            .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value)
            .OfType<ITypeSymbol>();

    private static bool Has(ISymbol member, string attribute) =>
        member.GetAttributes().Any(found => TypeNames.Is(found.AttributeClass, Serialization + attribute));
}
