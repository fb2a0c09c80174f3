namespace RestMachine.Cdk;

/// <summary>A handler's name, held against the assembly that is to have it.</summary>
internal static class HandlerCheck
{
    /// <exception cref="InvalidOperationException">It names nothing that is there.</exception>
    public static void Refuse(string path, string package, string handler, bool isExecutable = false)
    {
        if (FindError(package, handler, isExecutable) is { } error)
        {
            throw new InvalidOperationException($"{path} has the Handler \"{handler}\"{error}");
        }
    }

    private static string? FindError(string package, string handler, bool isExecutable)
    {
        if (isExecutable && !handler.Contains("::", StringComparison.Ordinal))
        {
            return File.Exists(Path.Combine(package, $"{handler}.dll")) ? null : $", but publishes no {handler}.dll.";
        }
        if (handler.Split("::") is not [var assembly, var type, var method])
        {
            return ": expected \"Assembly::Namespace.Class::Method\".";
        }
        using var classes = new PublishedClasses(package);
        return !classes.HasAssembly(assembly) ? $", but publishes no {assembly}.dll."
            : classes.Find(assembly, type) is not { } found
                ? $", but {assembly}.dll has no class {type}; a class within a class is Outer+Inner."
            : !classes.HasMethod(found, method) ? $", but {type} has no method {method}."
            : null;
    }
}
