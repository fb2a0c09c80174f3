namespace RestMachine.Emulator.Protocol;

// The state machine of one runtime process, as the Runtime API sees it.
internal sealed class RuntimeSession
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource atFirstNext = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<Invocation> delivery = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource atRestoreNext = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource restored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Invocation? current;
    private bool answering;

    public RuntimeState State { get; private set; } = RuntimeState.Started;

    // Completes with the first next: the runtime has initialised.
    public Task AtFirstNext => atFirstNext.Task;

    // Completes when the runtime waits to be restored from the snapshot that may now be taken.
    public Task AtRestoreNext => atRestoreNext.Task;

    // Completes when the runtime is back at next after the invocation in progress.
    public Task Ready
    {
        get
        {
            lock (gate)
            {
                return ready.Task;
            }
        }
    }

    // Called only while the runtime is at next.
    public void Deliver(Invocation invocation)
    {
        lock (gate)
        {
            current = invocation;
            State = RuntimeState.Running;
            ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
            delivery.SetResult(invocation);
        }
    }

    // Calling next again while an invocation runs returns the same event.
    public ApiError? Next(out Task<Invocation> next)
    {
        lock (gate)
        {
            next = delivery.Task;
            switch (State)
            {
                case RuntimeState.InitError or RuntimeState.RestoreReady or RuntimeState.RestoreError:
                    return ApiError.Runtime(State, "Ready");
                case RuntimeState.Started or RuntimeState.Restoring or RuntimeState.ResponseSent:
                    State = RuntimeState.Ready;
                    delivery = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    next = delivery.Task;
                    atFirstNext.TrySetResult();
                    ready.TrySetResult();
                    return null;
                default:
                    return null;
            }
        }
    }

    // Asking again while the snapshot is not restored waits for the same restore.
    public ApiError? RestoreNext(out Task restore)
    {
        lock (gate)
        {
            restore = restored.Task;
            if (State is not (RuntimeState.Started or RuntimeState.RestoreReady))
            {
                return ApiError.Runtime(State, "RestoreReady");
            }
            State = RuntimeState.RestoreReady;
            atRestoreNext.TrySetResult();
            return null;
        }
    }

    public void Restore()
    {
        lock (gate)
        {
            State = RuntimeState.Restoring;
            restored.TrySetResult();
        }
    }

    public ApiError? RestoreError()
    {
        lock (gate)
        {
            if (State != RuntimeState.Restoring)
            {
                return ApiError.Runtime(State, "RestoreError");
            }
            State = RuntimeState.RestoreError;
            return null;
        }
    }

    public ApiError? InitError()
    {
        lock (gate)
        {
            if (State != RuntimeState.Started)
            {
                return ApiError.Runtime(State, "InitError");
            }
            State = RuntimeState.InitError;
            return null;
        }
    }

    // Success must be followed by Answer or, when the body could not be read, by Withdraw.
    public ApiError? BeginAnswer(string requestId, string what, out Invocation? invocation)
    {
        lock (gate)
        {
            invocation = current;
            if (current?.RequestId != requestId)
            {
                return ApiError.InvalidRequestId;
            }
            if (State != RuntimeState.Running || answering)
            {
                return ApiError.Runtime(State, what);
            }
            answering = true;
            return null;
        }
    }

    public void Answer(FunctionAnswer answer)
    {
        Invocation answered;
        lock (gate)
        {
            answering = false;
            State = RuntimeState.ResponseSent;
            answered = current!;
        }
        answered.Answer(answer);
    }

    public void Withdraw()
    {
        lock (gate)
        {
            answering = false;
        }
    }
}
