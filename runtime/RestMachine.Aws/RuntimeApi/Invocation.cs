namespace RestMachine.Aws.RuntimeApi;

/// <summary>An answer to <c>GET /invocation/next</c>. The event is valid until the next exchange.</summary>
/// <param name="AwsRequestId">Names the invocation in its response.</param>
/// <param name="Deadline">When Lambda gives the invocation up; null if the platform did not say.</param>
/// <param name="Event">The payload, JSON.</param>
internal sealed record Invocation(string AwsRequestId, DateTimeOffset? Deadline, ReadOnlyMemory<byte> Event);
