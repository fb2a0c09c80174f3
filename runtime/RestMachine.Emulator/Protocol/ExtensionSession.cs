namespace RestMachine.Emulator.Protocol;

// The state machine of one extension, internal or external, as the Extensions API sees it.
internal sealed class ExtensionSession(string name, bool isExternal)
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<ExtensionEvent> delivery = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => name;

    public bool IsExternal => isExternal;

    public Guid Id { get; } = Guid.NewGuid();

    public ExtensionState State { get; private set; } = ExtensionState.Started;

    public IReadOnlyList<string> Events { get; private set; } = [];

    public string? ErrorType { get; private set; }

    // When the SHUTDOWN event left for the extension, in ticks of the time provider.
    public long? ShutdownFetchedAt { get; set; }

    public Task Registered => registered.Task;

    // Completes when the extension is at next; anew after each INVOKE event.
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

    public bool Wants(string eventType) => Events.Contains(eventType, StringComparer.Ordinal);

    public ApiError? Register(IReadOnlyList<string> events)
    {
        lock (gate)
        {
            if (State != ExtensionState.Started)
            {
                return Refuse("Registered");
            }
            State = ExtensionState.Registered;
            Events = events;
            registered.SetResult();
            return null;
        }
    }

    // The event may already be there: then the task is complete.
    public ApiError? Next(out Task<ExtensionEvent> next)
    {
        lock (gate)
        {
            next = delivery.Task;
            if (State is not (ExtensionState.Registered or ExtensionState.Running))
            {
                return Refuse("Ready");
            }
            State = ExtensionState.Ready;
            ready.TrySetResult();
            return null;
        }
    }

    // An event for an extension that is not at next waits for it there.
    public void Deliver(ExtensionEvent happened)
    {
        lock (gate)
        {
            if (happened.Type == ExtensionEvent.Invoke)
            {
                ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            delivery.TrySetResult(happened);
        }
    }

    public void Fetched()
    {
        lock (gate)
        {
            State = ExtensionState.Running;
            delivery = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    // The connection that waited in next is gone: the extension may ask again.
    public void GiveUpNext()
    {
        lock (gate)
        {
            State = State == ExtensionState.Ready ? ExtensionState.Running : State;
        }
    }

    public ApiError? Report(ExtensionState error, string errorType)
    {
        lock (gate)
        {
            var allowed =
                error == ExtensionState.InitError
                    ? State is ExtensionState.Registered
                    : State is ExtensionState.Registered or ExtensionState.Ready or ExtensionState.Running;
            if (State == error)
            {
                return null; // Only the first one counts.
            }
            if (!allowed)
            {
                return Refuse(error.ToString());
            }
            State = error;
            ErrorType = errorType;
            return null;
        }
    }

    public void LaunchFailed(string errorType)
    {
        State = ExtensionState.LaunchError;
        ErrorType = errorType;
    }

    public void Ended()
    {
        lock (gate)
        {
            State = State is ExtensionState.InitError or ExtensionState.ExitError ? State : ExtensionState.Exited;
        }
    }

    private ApiError Refuse(string to) =>
        ApiError.Extension(
            "InvalidExtensionState",
            $"State transition from {State} to {to} failed for extension {name}. "
                + "Error: State transition is not allowed"
        );
}
