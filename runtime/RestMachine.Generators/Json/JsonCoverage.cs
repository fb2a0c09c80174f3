using Microsoft.CodeAnalysis;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Json;

/// <summary>
/// The types that the serializer contexts of this project write: those that <c>[JsonSerializable]</c> names and what they
/// are made of. Contexts of other projects are not read, so without one here nothing is known.
/// </summary>
internal sealed class JsonCoverage(Compilation compilation)
{
    private readonly Lazy<(INamedTypeSymbol? Context, HashSet<ITypeSymbol> Types)> _covered = new(() =>
        Read(compilation.Assembly)
    );

    /// <summary>The context to add the type to; null when the type is covered or no context is in sight.</summary>
    public INamedTypeSymbol? ContextWithout(ITypeSymbol type)
    {
        var (context, types) = _covered.Value;
        return type.TypeKind == TypeKind.TypeParameter || types.Contains(type) ? null : context;
    }

    private static (INamedTypeSymbol? Context, HashSet<ITypeSymbol> Types) Read(IAssemblySymbol assembly)
    {
        var types = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        INamedTypeSymbol? first = null;
        foreach (var context in TypesOf(assembly.GlobalNamespace).Where(IsContext))
        {
            first ??= context;
            foreach (var attribute in context.GetAttributes().Where(IsSerializable))
            {
                Cover(attribute.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol, types);
            }
        }

        return (first, types);
    }

    private static void Cover(ITypeSymbol? type, HashSet<ITypeSymbol> types)
    {
        if (type is null || !types.Add(type))
        {
            return;
        }

        if (type is IArrayTypeSymbol array)
        {
            Cover(array.ElementType, types);
            return;
        }

        Cover(type.BaseType, types);
        foreach (var part in PartsOf(type))
        {
            Cover(part, types);
        }
    }

    private static IEnumerable<ITypeSymbol> PartsOf(ITypeSymbol type) =>
        type.GetMembers()
            .Where(member => !member.IsStatic && member.DeclaredAccessibility != Accessibility.Private)
            .Select(member =>
                member switch
                {
                    IPropertySymbol property => property.Type,
                    IFieldSymbol field => field.Type,
                    _ => null,
                }
            )
            .OfType<ITypeSymbol>()
            .Concat(type is INamedTypeSymbol named ? named.TypeArguments : []);

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) =>
        container
            .GetMembers()
            .OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? TypesOf(type).Prepend(type) : TypesOf(member));

    private static bool IsContext(INamedTypeSymbol type) =>
        TypeNames.Is(type.BaseType, "System.Text.Json.Serialization.JsonSerializerContext");

    private static bool IsSerializable(AttributeData attribute) =>
        TypeNames.Is(attribute.AttributeClass, "System.Text.Json.Serialization.JsonSerializableAttribute");
}
