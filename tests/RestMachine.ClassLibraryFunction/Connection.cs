namespace RestMachine.ClassLibraryFunction;

internal sealed class Connection
{
    public bool IsOpen { get; set; } = true;
}
