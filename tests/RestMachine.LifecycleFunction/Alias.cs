namespace RestMachine.LifecycleFunction;

/// <summary>One value that two startup handlers return: it must be disposed once.</summary>
internal sealed class Alias(Connection connection) : IDisposable
{
    public void Dispose() => Console.WriteLine($"alias disposed, connection open: {connection.IsOpen}");
}
