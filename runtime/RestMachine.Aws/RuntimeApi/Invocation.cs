using System.Buffers.Text;
using System.Text;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>
/// An answer to <c>GET /invocation/next</c>, where it stands in the connection's buffers: valid until the next exchange.
/// Fields that are blank are absent.
/// </summary>
internal readonly ref struct Invocation
{
    /// <summary>Of the year 9999, where dates end.</summary>
    private const long LastMillisecond = 253_402_300_799_999;

    private Invocation(ReadOnlyMemory<byte> payload) => Event = payload;

    /// <summary>The payload, JSON.</summary>
    public ReadOnlyMemory<byte> Event { get; }

    /// <summary>Names the invocation in its response.</summary>
    public ReadOnlySpan<byte> AwsRequestId { get; private init; }

    /// <summary>Names this attempt of it; sent back with the answer.</summary>
    public ReadOnlySpan<byte> InvocationId { get; private init; }

    /// <summary>When Lambda gives the invocation up, in milliseconds since 1970; null if the platform did not say.</summary>
    public long? DeadlineMs { get; private init; }

    public ReadOnlySpan<byte> InvokedFunctionArn { get; private init; }

    /// <summary>AWS X-Ray's header, <c>Root=…;Parent=…;Sampled=…</c>.</summary>
    public ReadOnlySpan<byte> TraceId { get; private init; }

    public ReadOnlySpan<byte> ClientContext { get; private init; }

    public ReadOnlySpan<byte> CognitoIdentity { get; private init; }

    public ReadOnlySpan<byte> TenantId { get; private init; }

    /// <exception cref="IOException">The answer names no invocation.</exception>
    public static Invocation Read(HttpAnswer answer)
    {
        var invocation = new Invocation(answer.Body);
        foreach (var (name, value) in answer.Fields)
        {
            if (name.StartsWith("Lambda-Runtime-"u8) || Ascii.EqualsIgnoreCase(Start(name), "Lambda-Runtime-"u8))
            {
                invocation = With(invocation, name["Lambda-Runtime-".Length..], value);
            }
        }

        return invocation.AwsRequestId.IsEmpty
            ? throw new IOException("The Runtime API's next answer has no Lambda-Runtime-Aws-Request-Id.")
            : invocation;
    }

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> name) => name[..Math.Min(name.Length, 15)];

    private static Invocation With(Invocation read, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        name.Length switch
        {
            14 when Ascii.EqualsIgnoreCase(name, "Aws-Request-Id"u8) => read with { AwsRequestId = value },
            14 when Ascii.EqualsIgnoreCase(name, "Client-Context"u8) => read with { ClientContext = value },
            13 when Ascii.EqualsIgnoreCase(name, "Invocation-Id"u8) => read with { InvocationId = value },
            11 when Ascii.EqualsIgnoreCase(name, "Deadline-Ms"u8) => read with { DeadlineMs = Milliseconds(value) },
            20 when Ascii.EqualsIgnoreCase(name, "Invoked-Function-Arn"u8) => read with { InvokedFunctionArn = value },
            8 when Ascii.EqualsIgnoreCase(name, "Trace-Id"u8) => read with { TraceId = value },
            16 when Ascii.EqualsIgnoreCase(name, "Cognito-Identity"u8) => read with { CognitoIdentity = value },
            13 when Ascii.EqualsIgnoreCase(name, "Aws-Tenant-Id"u8) => read with { TenantId = value },
            _ => read,
        };

    private static long? Milliseconds(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long milliseconds, out var used)
        && used == value.Length
        && milliseconds is >= 0 and <= LastMillisecond
            ? milliseconds
            : null;
}
