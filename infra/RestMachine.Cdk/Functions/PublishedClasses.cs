using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace RestMachine.Cdk;

/// <summary>The classes in the assemblies of a package, read without loading them.</summary>
internal sealed class PublishedClasses(string package) : IDisposable
{
    private readonly Dictionary<string, PEReader> images = new(StringComparer.OrdinalIgnoreCase);

    public bool HasAssembly(string name) => File.Exists(PathOf(name));

    /// <param name="assembly">Its name, without .dll.</param>
    /// <param name="name">With its namespace; a class within a class after a plus, as in reflection.</param>
    public Class? Find(string assembly, string name)
    {
        var metadata = Open(assembly);
        foreach (var handle in metadata.TypeDefinitions)
        {
            if (NameOf(metadata, metadata.GetTypeDefinition(handle)) == name)
            {
                return new Class(metadata, metadata.GetTypeDefinition(handle));
            }
        }
        return null;
    }

    /// <summary>Whether the class has the method or inherits it; true where a base class is in no assembly here.</summary>
    public bool HasMethod(Class? type, string method)
    {
        while (type is { } at)
        {
            var names = at.Definition.GetMethods().Select(at.Metadata.GetMethodDefinition);
            if (names.Any(it => at.Metadata.StringComparer.Equals(it.Name, method)))
            {
                return true;
            }
            if (!TryGetBase(at, out type))
            {
                return true;
            }
        }
        return false;
    }

    public void Dispose()
    {
        foreach (var image in images.Values)
        {
            image.Dispose();
        }
    }

    /// <returns>False: the base class is of an assembly that the package does not have.</returns>
    private bool TryGetBase(Class type, out Class? baseClass)
    {
        var metadata = type.Metadata;
        var handle = type.Definition.BaseType;
        if (handle.Kind == HandleKind.TypeSpecification)
        {
            handle = GenericTypeOf(metadata, (TypeSpecificationHandle)handle);
        }
        baseClass = null;
        if (handle.IsNil)
        {
            return true;
        }
        if (handle.Kind == HandleKind.TypeDefinition)
        {
            baseClass = new Class(metadata, metadata.GetTypeDefinition((TypeDefinitionHandle)handle));
            return true;
        }
        var reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
        var name = $"{metadata.GetString(reference.Namespace)}.{metadata.GetString(reference.Name)}";
        if (name == "System.Object")
        {
            return true;
        }
        if (reference.ResolutionScope.Kind != HandleKind.AssemblyReference)
        {
            return false;
        }
        var scope = metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope);
        var assembly = metadata.GetString(scope.Name);
        baseClass = HasAssembly(assembly) ? Find(assembly, name) : null;
        return baseClass is not null;
    }

    // ECMA-335, II.23.2.14: GENERICINST, CLASS or VALUETYPE, then the generic type.
    private static EntityHandle GenericTypeOf(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        _ = signature.ReadSignatureTypeCode();
        _ = signature.ReadByte();
        return signature.ReadTypeHandle();
    }

    private static string NameOf(MetadataReader metadata, TypeDefinition type)
    {
        var name = metadata.GetString(type.Name);
        if (type.GetDeclaringType() is { IsNil: false } outer)
        {
            return $"{NameOf(metadata, metadata.GetTypeDefinition(outer))}+{name}";
        }
        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    private MetadataReader Open(string assembly)
    {
        if (!images.TryGetValue(assembly, out var image))
        {
            image = images[assembly] = new PEReader(File.OpenRead(PathOf(assembly)));
        }
        return image.GetMetadataReader();
    }

    private string PathOf(string assembly) => Path.Combine(package, $"{assembly}.dll");

    internal readonly record struct Class(MetadataReader Metadata, TypeDefinition Definition);
}
