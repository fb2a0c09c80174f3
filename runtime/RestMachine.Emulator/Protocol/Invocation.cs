namespace RestMachine.Emulator.Protocol;

internal sealed record Invocation(string RequestId, ReadOnlyMemory<byte> Payload, DateTimeOffset Deadline)
{
    private readonly TaskCompletionSource<FunctionAnswer> answered = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    // Names this attempt; a runtime that sends it back is not taken for a late one.
    public string InvocationId { get; } = Guid.NewGuid().ToString();

    public string TraceId { get; init; } = "";

    public string FunctionArn { get; init; } = "";

    // Null: the response is read to its end before anybody gets it.
    public AnswerStream? Stream { get; init; }

    public Task<FunctionAnswer> Answered => answered.Task;

    public void Answer(FunctionAnswer answer) => answered.TrySetResult(answer);
}

// A response, or an error when it has a type.
internal sealed record FunctionAnswer(byte[] Payload, string ContentType, string? ErrorType = null);
