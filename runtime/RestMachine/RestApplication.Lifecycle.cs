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
        var handler = new StartupHandler(_startupNames.Add(name, bound), name is not null, bound);
        _startup.Add(handler);
        return handler;
    }

    /// <summary>What the generated code calls in place of <c>OnShutdown</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ShutdownHandler AddShutdown(string? name, BoundHandler bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        ThrowIfStarted(nameof(OnShutdown));
        var handler = new ShutdownHandler(_shutdownNames.Add(name, bound), bound);
        _shutdown.Add(handler);
        return handler;
    }

    internal void ThrowIfStarted(string method)
    {
        if (_lifecycle is { IsSealed: true })
        {
            throw new InvalidOperationException(
                $"{method} comes too late: the application has started. Call it before."
            );
        }
    }
}
