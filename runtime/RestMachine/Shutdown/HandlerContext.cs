using System.Runtime.ExceptionServices;

namespace RestMachine.Shutdown;

/// <summary>
/// Continuations of a handler run on the run's own threads, never behind what blocks the thread pool. Each finds an idle
/// thread or gets a new one, so a handler that blocks on its own asynchronous code still ends.
/// </summary>
internal sealed class HandlerContext(DedicatedThreads threads, Action<Exception> unhandled) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state)
    {
        // How an async void method throws: heard at once, the step cannot end before it.
        if (state is ExceptionDispatchInfo thrown)
        {
            unhandled(thrown.SourceException);
            return;
        }

        threads.Run(() => Call(d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => Call(d, state);

    public override SynchronizationContext CreateCopy() => this;

    private void Call(SendOrPostCallback callback, object? state)
    {
        var previous = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
#pragma warning disable CA1031 // What an async void method throws comes here, and would end the process in the middle of the run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            unhandled(exception);
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }
}
