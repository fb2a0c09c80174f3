namespace RestMachine.ClassLibraryFunction;

internal sealed class Connection : IDisposable
{
    public bool IsOpen { get; set; } = true;

    public void Dispose() => IsOpen = false;
}
