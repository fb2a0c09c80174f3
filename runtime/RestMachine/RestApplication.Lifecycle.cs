using System.ComponentModel;
using RestMachine.Binding;
using RestMachine.Lifecycle;

namespace RestMachine;

public sealed partial class RestApplication
{
    private readonly HandlerNames _startupNames = new(nameof(OnStartup));
    private readonly HandlerNames _shutdownNames = new(nameof(OnShutdown));
    private readonly List<StartupHandler> _startup = [];
    private readonly List<ShutdownHandler> _shutdown = [];
    private ApplicationLifecycle? _lifecycle;

    /// <summary>Startup graph and shutdown order of this application.</summary>
    public ApplicationLifecycle Lifecycle => _lifecycle ??= new ApplicationLifecycle(this);

    internal IReadOnlyList<StartupHandler> StartupHandlers => _startup;

    internal IReadOnlyList<ShutdownHandler> ShutdownHandlers => _shutdown;

    /// <summary>What the generated code calls in place of <c>OnStartup</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public StartupHandler AddStartup(string? name, BoundHandler bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        ThrowIfStarted(nameof(OnStartup));
        var handler = new StartupHandler(this, _startupNames.Add(name, bound), name, bound);
        _startup.Add(handler);
        return handler;
    }

    /// <summary>What the generated code calls in place of <c>OnShutdown</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ShutdownHandler AddShutdown(string? name, BoundHandler bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        ThrowIfStarted(nameof(OnShutdown));
        var handler = new ShutdownHandler(this, _shutdownNames.Add(name, bound), bound);
        _shutdown.Add(handler);
        return handler;
    }

    private void TakeHandlers(RestApplication other)
    {
        foreach (var handler in other._startup)
        {
            handler.Name = _startupNames.Take(handler.Name, handler.Bound);
        }

        foreach (var handler in other._shutdown)
        {
            handler.Name = _shutdownNames.Take(handler.Name, handler.Bound);
        }

        TakeHooks(other);
        _startup.AddRange(other._startup);
        _shutdown.AddRange(other._shutdown);
    }

    internal void ThrowIfStarted(string method)
    {
        if (MountedIn is { } place)
        {
            throw new InvalidOperationException(
                $"{method} comes too late: the application is mounted at {place.Prefix}. Call it before Mount."
            );
        }

        if (_lifecycle is { IsSealed: true })
        {
            throw new InvalidOperationException(
                $"{method} comes too late: the application has started. Call it before."
            );
        }
    }
}
