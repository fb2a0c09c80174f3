namespace RestMachine.LifecycleFunction;

/// <param name="fault">What is wrong with its disposal.</param>
internal sealed class Connection(string? fault) : IAsyncDisposable
{
    public bool IsOpen { get; private set; } = true;

    public ValueTask DisposeAsync()
    {
        ObjectDisposedException.ThrowIf(!IsOpen && fault == "once", this);
        if (!IsOpen && fault == "hang")
        {
            Console.WriteLine("disposing");
            new ManualResetEventSlim().Wait(CancellationToken.None);
        }

        IsOpen = false;
        return ValueTask.CompletedTask;
    }
}
