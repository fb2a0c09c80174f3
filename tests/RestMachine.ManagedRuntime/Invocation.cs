namespace RestMachine.ManagedRuntime;

internal sealed record Invocation(string AwsRequestId, Stream Event) : IDisposable
{
    public void Dispose() => Event.Dispose();
}
