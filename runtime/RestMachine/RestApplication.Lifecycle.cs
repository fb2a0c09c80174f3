using System.ComponentModel;
using RestMachine.Binding;

namespace RestMachine;

/// <content>What the source generator turns lifecycle registrations into.</content>
public sealed partial class RestApplication
{
    /// <summary>Registers a bound startup handler; generated code calls it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public StartupHandler AddStartup(string? name, BoundHandler bound)
    {
        var handler = new StartupHandler(name ?? bound.MethodName ?? bound.Place, name is not null, bound);
        _startup.Add(handler);
        return handler;
    }

    /// <summary>Registers a bound shutdown handler; generated code calls it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ShutdownHandler AddShutdown(string? name, BoundHandler bound)
    {
        var handler = new ShutdownHandler(name ?? bound.MethodName ?? bound.Place, bound);
        _shutdown.Add(handler);
        return handler;
    }
}
