using Microsoft.CodeAnalysis;
using RestMachine.Generators.CallSites;
using RestMachine.Generators.Validation;

namespace RestMachine.Generators.Json;

/// <summary>
/// The types that serializer contexts write. Without a context in this project, or with a writer that may know any
/// type, nothing can be said.
/// </summary>
internal sealed class JsonCoverage(Compilation compilation)
{
    private readonly Lazy<INamedTypeSymbol?> _context = new(() => ContextOf(compilation.Assembly));

    private readonly Lazy<CoveredTypes> _own = new(() => Read([compilation.Assembly]));

    private readonly Lazy<CoveredTypes> _referenced = new(() =>
        Read(compilation.SourceModule.ReferencedAssemblySymbols.Where(MayHaveContexts))
    );

    /// <summary>The context to add the type to; null when the type is covered or nothing can be said.</summary>
    public INamedTypeSymbol? ContextWithout(ITypeSymbol type) =>
        IsOpen(type) || _context.Value is null || _own.Value.Contains(type) || _referenced.Value.Contains(type)
            ? null
            : _context.Value;

    /// <summary>Only the caller of a generic method knows the type.</summary>
    private static bool IsOpen(ITypeSymbol type) =>
        type switch
        {
            ITypeParameterSymbol => true,
            IArrayTypeSymbol array => IsOpen(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.Any(IsOpen),
            _ => false,
        };

    private static INamedTypeSymbol? ContextOf(IAssemblySymbol assembly)
    {
        var types = TypesOf(assembly.GlobalNamespace).ToArray();
        return types.Any(IsWriter) ? null : Array.Find(types, IsContext);
    }

    private static CoveredTypes Read(IEnumerable<IAssemblySymbol> assemblies)
    {
        var covered = new CoveredTypes();
        var named = assemblies
            .SelectMany(assembly => TypesOf(assembly.GlobalNamespace))
            .Where(IsContext)
            .SelectMany(context => context.GetAttributes())
            .Where(IsSerializable)
            .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value)
            .OfType<ITypeSymbol>();
        foreach (var type in named)
        {
            covered.Add(type);
        }

        return covered;
    }

    /// <summary>Not the platform's hundreds of assemblies, which have none for others.</summary>
    private static bool MayHaveContexts(IAssemblySymbol assembly) =>
        !assembly.Name.StartsWith("System.", StringComparison.Ordinal)
        && !assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal)
        && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(name => name.Name == "System.Text.Json"));

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
