namespace RestMachine.Shutdown;

/// <summary>
/// Continuations of a handler run on the run's own threads, never behind what blocks the thread pool. Each finds an idle
/// thread or gets a new one, so a handler that blocks on its own asynchronous code still ends. It has ended when nothing
/// of it is under way any more: <c>async void</c> methods announce themselves to their context.
/// </summary>
/// <param name="threads">Where continuations run.</param>
/// <param name="unhandled">Takes what an <c>async void</c> method threw.</param>
/// <param name="ended">Called when nothing is under way; again if something began afterwards.</param>
internal sealed class HandlerContext(DedicatedThreads threads, Action<Exception> unhandled, Action ended)
    : SynchronizationContext
{
    private int _underWay;

    public override void OperationStarted() => Interlocked.Increment(ref _underWay);

    public override void OperationCompleted()
    {
        if (Interlocked.Decrement(ref _underWay) == 0)
        {
            ended();
        }
    }

    /// <summary>What is posted is under way too: what an <c>async void</c> method threw comes here just before its end.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        OperationStarted();
        threads.Run(() =>
        {
            Call(d, state);
            OperationCompleted();
        });
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
