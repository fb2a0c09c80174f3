using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RestMachine.Aws.Events;

namespace RestMachine.Aws;

/// <content>Events.</content>
public sealed partial class AwsApiGatewayAdapter
{
    private Func<LambdaEvent, IBufferWriter<byte>, CancellationToken, ValueTask>? _onEvent;

    /// <summary>
    /// What paths have before that which routes are written against, for example <c>/shop</c>. Default:
    /// <see langword="null"/>, by rule: an HTTP API's stage on API Gateway's own domain, and on a custom domain what the
    /// path has before the part that API Gateway's route matched. The route <c>$default</c> on a custom domain with a base
    /// path needs this property, and so does a load balancer whose rules leave a prefix.
    /// </summary>
    public string? BasePath
    {
        get;
        set =>
            field = value is null or ['/', .. { Length: > 0 }] and not [.., '/']
                ? value
                : throw new ArgumentException(
                    $"BasePath is \"{value}\": expected a slash first, and none last, for example \"/shop\".",
                    nameof(value)
                );
    }

    internal FunctionEnvironment Function { get; private set; } =
        FunctionEnvironment.Read(Environment.GetEnvironmentVariable);

    /// <summary>
    /// Handles every event that is no HTTP event: warmers, schedules, queues; the invocation is answered with null.
    /// What the handler throws fails the invocation.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is such a handler already.</exception>
    public void OnEvent(Func<LambdaEvent, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        SetEventHandler(
            async (lambdaEvent, output, cancellation) =>
            {
                await handler(lambdaEvent, cancellation);
                output.Write("null"u8);
            }
        );
    }

    /// <summary>As the other one, with an answer, for example a queue's partial batch response.</summary>
    /// <param name="handler">Makes the answer.</param>
    /// <param name="type">How it is written, for example <c>MyJson.Default.SqsBatchResponse</c>.</param>
    /// <exception cref="InvalidOperationException">There is such a handler already.</exception>
    public void OnEvent<T>(Func<LambdaEvent, CancellationToken, Task<T>> handler, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(type);
        SetEventHandler(
            async (lambdaEvent, output, cancellation) =>
            {
                var answer = await handler(lambdaEvent, cancellation);
                using var json = new Utf8JsonWriter(output);
                JsonSerializer.Serialize(json, answer, type);
            }
        );
    }

    /// <summary>
    /// Answers one event; where the handler completes synchronously, this does. What an <c>OnEvent</c> handler throws
    /// comes through; what a route's handler throws does not. On an exception the output holds garbage.
    /// </summary>
    /// <exception cref="UnrecognizedEventException">No HTTP event, and no handler takes others.</exception>
    internal ValueTask HandleAsync(
        ReadOnlyMemory<byte> payload,
        LambdaContext context,
        IBufferWriter<byte> output,
        CancellationToken cancellation
    )
    {
        if (HasSlept(out var idle))
        {
            return ResumeAndHandleAsync(idle, payload, context, output, cancellation);
        }

        var lambdaEvent = EventRequest.Read(payload, context, BasePath, out var request);
        if (request is null)
        {
            return _onEvent is { } handler
                ? handler(lambdaEvent, output, cancellation)
                : throw UnrecognizedEventException.For(lambdaEvent);
        }

        var response = _application.HandleAsync(request, cancellation);
        if (!response.IsCompletedSuccessfully)
        {
            return AnswerLaterAsync(response, request, output);
        }

        Answer(response.Result, request, output);
        return default;
    }

    private async ValueTask AnswerLaterAsync(
        ValueTask<Response> response,
        Request request,
        IBufferWriter<byte> output
    ) => Answer(await response, request, output);

    private void Answer(Response response, Request request, IBufferWriter<byte> output)
    {
        IReadOnlyList<string> cookies = [];
        try
        {
            cookies = ResponseFields.Cookies(response);
        }
        catch (InvalidOperationException exception)
        {
            RequestLog.Unhandled(_application.Logger, exception, request.Method, request.Path, request.Id);
            response = new Problem(500) { RequestId = request.Id }.ToResponse();
        }

        EventResponse.Write(response, cookies, request.LambdaEvent!.Kind, output);
    }

    private void SetEventHandler(Func<LambdaEvent, IBufferWriter<byte>, CancellationToken, ValueTask> handler)
    {
        if (_onEvent is not null)
        {
            throw new InvalidOperationException(
                "OnEvent was called twice: one handler takes every event that is no HTTP event; look at its Source."
            );
        }

        _onEvent = handler;
    }
}
