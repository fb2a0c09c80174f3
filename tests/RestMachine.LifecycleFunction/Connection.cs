namespace RestMachine.LifecycleFunction;

internal sealed class Connection : IAsyncDisposable
{
    public bool IsOpen { get; private set; } = true;

    public ValueTask DisposeAsync()
    {
        IsOpen = false;
        return ValueTask.CompletedTask;
    }
}
