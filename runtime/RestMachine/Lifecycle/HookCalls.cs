namespace RestMachine.Lifecycle;

/// <summary>
/// Calls handlers of one moment, one after the other, while shutdown disposes nothing that they hold.
/// </summary>
internal sealed class HookCalls(ApplicationLifecycle lifecycle, LifecyclePlan plan)
{
    /// <exception cref="SnapshotException">A handler failed; those after it have not run.</exception>
    public async Task CallAsync(IEnumerable<Hook> hooks, CancellationToken cancellation)
    {
        foreach (var hook in hooks)
        {
            try
            {
                if (!await CallAsync(hook, TimeSpan.Zero, cancellation))
                {
                    throw new InvalidOperationException("the shutdown has begun, so it was not called");
                }
            }
            catch (Exception exception)
            {
                throw new SnapshotException(hook, exception);
            }
        }
    }

    /// <summary>False, and not called, once the shutdown run has begun.</summary>
    public async Task<bool> CallAsync(Hook hook, TimeSpan idle, CancellationToken cancellation)
    {
        StartupHandler[] holds = [.. plan.Graph.Holds(hook.Bound)];
        if (!lifecycle.TryBeginRequest(holds))
        {
            return false;
        }

        try
        {
            await hook.Bound.Invoke(hook.Bound.Handler, ArgumentsOf(hook, idle, cancellation));
            return true;
        }
        finally
        {
            lifecycle.EndRequest(holds);
        }
    }

    private object?[] ArgumentsOf(Hook hook, TimeSpan idle, CancellationToken cancellation)
    {
        var sources = plan.Arguments(hook.Bound);
        var arguments = new object?[sources.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (sources[i] is HandlerArgument.Idle)
            {
                arguments[i] = idle;
            }
            else
            {
                sources[i].TryGet(cancellation, out arguments[i]);
            }
        }

        return arguments;
    }
}
