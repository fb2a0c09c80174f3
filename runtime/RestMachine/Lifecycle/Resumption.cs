using Microsoft.Extensions.Logging;

namespace RestMachine.Lifecycle;

/// <summary>
/// Notices that the environment was frozen: long by the wall clock between a response and the next event. The monotonic
/// clock will not do, since it may stand still meanwhile.
/// </summary>
internal sealed class Resumption(RestApplication application)
{
    private readonly RestApplicationOptions _options = application.Settings;
    private readonly ILogger _logger = application.CreateLogger("RestMachine.Resume");
    private readonly Hook[] _hooks = [.. application.HooksOf(HookKind.Resume)];
    private long _restingSince;

    /// <summary>
    /// Startup has ended, the response has left or a snapshot was restored: now the environment may freeze.
    /// </summary>
    public void Rest()
    {
        if (_hooks.Length > 0)
        {
            Interlocked.Exchange(ref _restingSince, _options.Time.GetUtcNow().UtcTicks);
        }
    }

    /// <summary>An event has come: true, once, when it was long after the rest began.</summary>
    public bool HasSlept(out TimeSpan idle)
    {
        var since = _hooks.Length == 0 ? 0 : Interlocked.Exchange(ref _restingSince, 0);
        idle = since == 0 ? TimeSpan.Zero : _options.Time.GetUtcNow() - new DateTimeOffset(since, TimeSpan.Zero);
        return idle > _options.ResumeAfter;
    }

    /// <summary>
    /// Runs the handlers; one that fails is logged, and neither the others nor the event suffer from it.
    /// </summary>
    public async Task RunAsync(HookCalls calls, TimeSpan idle, CancellationToken cancellation)
    {
        foreach (var hook in _hooks)
        {
            try
            {
                await calls.CallAsync(hook, idle, cancellation);
            }
#pragma warning disable CA1031 // The failure policy of a thaw: a pool that could not be checked is found out by who uses it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                ApplicationLog.ResumeFailed(_logger, exception, hook.Name, idle);
            }
        }
    }
}
