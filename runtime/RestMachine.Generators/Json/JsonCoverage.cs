using Microsoft.CodeAnalysis;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Json;

/// <summary>
/// The types that serializer contexts write: those that <c>[JsonSerializable]</c> names and what they are made of. Without
/// a context in this project, or with a writer that may know any type, nothing can be said.
/// </summary>
internal sealed class JsonCoverage(Compilation compilation)
{
    private readonly Lazy<INamedTypeSymbol?> _context = new(() => ContextOf(compilation.Assembly));

    private readonly Lazy<HashSet<ITypeSymbol>> _own = new(() => Read([compilation.Assembly]));

    private readonly Lazy<HashSet<ITypeSymbol>> _referenced = new(() =>
        Read(compilation.SourceModule.ReferencedAssemblySymbols.Where(MayHaveContexts))
    );

    /// <summary>The context to add the type to; null when the type is covered or nothing can be said.</summary>
    public INamedTypeSymbol? ContextWithout(ITypeSymbol type) =>
        type.TypeKind == TypeKind.TypeParameter
        || _context.Value is null
        || _own.Value.Contains(type)
        || _referenced.Value.Contains(type)
            ? null
            : _context.Value;

    private static INamedTypeSymbol? ContextOf(IAssemblySymbol assembly)
    {
        var types = TypesOf(assembly.GlobalNamespace).ToArray();
        return types.Any(IsWriter) ? null : Array.Find(types, IsContext);
    }

    private static HashSet<ITypeSymbol> Read(IEnumerable<IAssemblySymbol> assemblies)
    {
        var types = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        foreach (
            var attribute in assemblies
                .SelectMany(assembly => TypesOf(assembly.GlobalNamespace))
                .Where(IsContext)
                .SelectMany(context => context.GetAttributes())
                .Where(IsSerializable)
        )
        {
            Cover(attribute.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol, types);
        }

        return types;
    }

    /// <summary>Not the platform's hundreds of assemblies, which have none for others.</summary>
    private static bool MayHaveContexts(IAssemblySymbol assembly) =>
        !assembly.Name.StartsWith("System.", StringComparison.Ordinal)
        && !assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal)
        && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(name => name.Name == "System.Text.Json"));

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

    private static bool IsWriter(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(implemented => TypeNames.Is(implemented, "RestMachine.IResponseWriter"));

    private static bool IsContext(INamedTypeSymbol type) =>
        TypeNames.Is(type.BaseType, "System.Text.Json.Serialization.JsonSerializerContext");

    private static bool IsSerializable(AttributeData attribute) =>
        TypeNames.Is(attribute.AttributeClass, "System.Text.Json.Serialization.JsonSerializableAttribute");
}
