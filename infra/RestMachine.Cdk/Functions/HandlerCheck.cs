using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace RestMachine.Cdk;

/// <summary>A handler's name, held against the assembly that is to have it.</summary>
internal static class HandlerCheck
{
    /// <exception cref="InvalidOperationException">It names nothing that is there.</exception>
    public static void Refuse(string path, string package, string handler)
    {
        if (handler.Split("::") is not [var assembly, var type, var method])
        {
            throw new InvalidOperationException(
                $"{path} has the Handler \"{handler}\": expected \"Assembly::Namespace.Class::Method\"."
            );
        }
        var file = Path.Combine(package, assembly + ".dll");
        if (!File.Exists(file))
        {
            throw new InvalidOperationException(
                $"{path} has the Handler \"{handler}\", but publishes no {assembly}.dll."
            );
        }
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        var found = metadata
            .TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(it => Name(metadata, it) == type)
            .ToArray();
        if (found.Length == 0)
        {
            throw new InvalidOperationException(
                $"{path} has the Handler \"{handler}\", but {assembly}.dll has no class {type}."
            );
        }
        var methods = found[0].GetMethods().Select(it => metadata.GetString(metadata.GetMethodDefinition(it).Name));
        if (!methods.Contains(method, StringComparer.Ordinal))
        {
            throw new InvalidOperationException(
                $"{path} has the Handler \"{handler}\", but {type} has no method {method}."
            );
        }
    }

    private static string Name(MetadataReader metadata, TypeDefinition type)
    {
        var name = metadata.GetString(type.Name);
        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
