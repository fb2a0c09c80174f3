using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RestMachine.Shutdown;

namespace RestMachine.AspNetCore;

/// <summary>
/// Startup before everything else of the host, the shutdown run after everything else: also of a host that fails while it
/// starts, which nobody stops but everybody disposes.
/// </summary>
internal sealed class ApplicationService : IHostedLifecycleService, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly RestApplication _application;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly CancellationTokenRegistration _registration;
    private long? _stoppingAt;
    private bool _isStarted;

    public ApplicationService(
        RestApplication application,
        IHostApplicationLifetime lifetime,
        IOptions<HostOptions> options,
        ILoggerFactory logging
    )
    {
        _application = application;
        _timeout = options.Value.ShutdownTimeout;
        _time = application.Settings.Time;
        _registration = lifetime.ApplicationStopping.Register(() => _stoppingAt = _time.GetTimestamp());
        application.SupplyLogging(logging);
        application.Lifecycle.Observe(new ShutdownLog(application.CreateLogger("RestMachine.Shutdown")));
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _isStarted = true;
        return _application.Lifecycle.StartAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The server has stopped; whatever still runs was given up by the host.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) =>
        _application.Lifecycle.ShutdownAsync("host", Budget());

    public async ValueTask DisposeAsync()
    {
        await _registration.DisposeAsync();
        if (_isStarted)
        {
            await _application.Lifecycle.ShutdownAsync("host", Budget());
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private ShutdownBudget Budget()
    {
        var passed = _stoppingAt is { } stopping ? _time.GetElapsedTime(stopping) : TimeSpan.Zero;
        var left = _timeout - passed;
        var end = left > Least ? left : Least;
        return new ShutdownBudget(end - Margin, end);
    }
}
