using System.Text;

namespace RestMachine.Emulator;

/// <summary>What Lambda's Invoke API would answer.</summary>
public sealed record InvocationResult
{
    /// <summary>The id that START, END and REPORT carry.</summary>
    public required string RequestId { get; init; }

    /// <summary>The function's response; after an error the JSON with <c>errorType</c> and <c>errorMessage</c>.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Content type of the response as the function sent it, <c>application/json</c> if it sent none.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>
    /// Null after success; otherwise the type the function sent, or the platform's: <c>Runtime.ExitError</c>,
    /// <c>Extension.Crash</c>, <c>Sandbox.Timedout</c>, <c>Function.ResponseSizeTooLarge</c>, ….
    /// </summary>
    public string? ErrorType { get; init; }

    /// <summary>Whether the function answered without an error.</summary>
    public bool Succeeded => ErrorType is null;

    /// <summary>Whether the invocation ran into the function's time-out.</summary>
    public bool TimedOut { get; init; }

    /// <summary>From the start of the invocation to the end of the response.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>
    /// What the reset did that followed a time-out or a crash; null when the environment lives on. The processes start
    /// again with the next invocation.
    /// </summary>
    public ShutdownReport? Reset { get; init; }

    /// <summary>The payload as UTF-8 text.</summary>
    public string PayloadText => Encoding.UTF8.GetString(Payload.Span);
}
