namespace RestMachine.ManagedRuntime;

internal sealed record Invocation(string AwsRequestId, Stream Event) : IDisposable
{
    public required string FunctionArn { get; init; }

    public required DateTimeOffset Deadline { get; init; }

    public void Dispose() => Event.Dispose();
}
