namespace RestMachine.Shutdown;

/// <summary>Runs one handler with its continuations on the calling thread, never on the thread pool.</summary>
internal sealed class HandlerContext : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _done;

    public static void Run(Func<ValueTask> handler)
    {
        var context = new HandlerContext();
        var previous = Current;
        SetSynchronizationContext(context);
        try
        {
            var task = context.RunAsync(handler);
            context.Pump();
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_posted)
        {
            if (!_done)
            {
                _posted.Enqueue((d, state));
                Monitor.Pulse(_posted);
                return;
            }
        }

        // The handler has ended; what it left behind is ordinary background work.
        ThreadPool.QueueUserWorkItem(static work => work.d(work.state), (d, state), preferLocal: false);
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            d(state);
            return;
        }

        using var sent = new ManualResetEventSlim();
        Post(
            _ =>
            {
                try
                {
                    d(state);
                }
                finally
                {
                    sent.Set();
                }
            },
            state: null
        );
        sent.Wait();
    }

    public override SynchronizationContext CreateCopy() => this;

    private async Task RunAsync(Func<ValueTask> handler)
    {
        try
        {
            await handler();
        }
        finally
        {
            lock (_posted)
            {
                _done = true;
                Monitor.Pulse(_posted);
            }
        }
    }

    private void Pump()
    {
        while (TryTake(out var work))
        {
            work.Callback(work.State);
        }
    }

    private bool TryTake(out (SendOrPostCallback Callback, object? State) work)
    {
        lock (_posted)
        {
            while (_posted.Count == 0 && !_done)
            {
                Monitor.Wait(_posted);
            }

            return _posted.TryDequeue(out work);
        }
    }
}
