using System.Reflection;
using System.Runtime.Loader;

namespace RestMachine.ManagedRuntime;

/// <summary><c>_HANDLER</c>: <c>Assembly::Namespace.Type::Method</c>.</summary>
internal sealed record HandlerName(string Assembly, string Type, string Method)
{
    public static HandlerName FromEnvironment()
    {
        var text = Environment.GetEnvironmentVariable("_HANDLER");
        return text?.Split("::") is [var assembly, var type, var method]
            ? new HandlerName(assembly, type, method)
            : throw new InvalidOperationException($"_HANDLER is '{text}': expected Assembly::Namespace.Type::Method.");
    }

    /// <summary>Loads the assembly, constructs the type and binds the method to the one object there will be.</summary>
    public Func<Stream, Task<Stream>> Load()
    {
        var type = LoadAssembly().GetType(Type, throwOnError: true)!;
        var target = Activator.CreateInstance(type, BindingFlags.DoNotWrapExceptions, null, null, null)!;
        return type.GetMethod(Method, [typeof(Stream)])!.CreateDelegate<Func<Stream, Task<Stream>>>(target);
    }

    private Assembly LoadAssembly()
    {
        var root = Environment.GetEnvironmentVariable("LAMBDA_TASK_ROOT")!;
        var path = Path.Combine(root, $"{Assembly}.dll");
        var dependencies = new AssemblyDependencyResolver(path);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            dependencies.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
        return AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
    }
}
