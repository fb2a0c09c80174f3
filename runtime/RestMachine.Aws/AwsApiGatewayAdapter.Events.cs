using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RestMachine.Aws.Events;
using RestMachine.Aws.Invocations;

namespace RestMachine.Aws;

/// <content>Events.</content>
public sealed partial class AwsApiGatewayAdapter
{
    private Func<LambdaEvent, IBufferWriter<byte>, CancellationToken, ValueTask>? _onEvent;

    /// <summary>
    /// What paths have before that which routes are written against, for example <c>/shop</c>. Default:
    /// <see langword="null"/>, by rule: an HTTP API's named stage, and on a custom domain of a REST API (or of payload
    /// format 1.0) what the path has before the part that API Gateway's route matched. A load balancer whose rules leave a
    /// prefix needs this property; an HTTP API's named stage comes off all the same.
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

    /// <summary>
    /// Whether responses leave while they are made (<c>Results.Stream</c>, or a handler that returns a stream), in the
    /// form that Function URLs with the invoke mode RESPONSE_STREAM and REST APIs with the response transfer mode STREAM
    /// read; through others the client sees garbage, and an event does not tell which it is. HTTP APIs and load balancers
    /// cannot stream: they get whole responses in any case, and so does every caller of a class library, whose managed
    /// runtime sends them. Default: whether the environment variable RESTMACHINE_STREAMING is <c>on</c>, which the
    /// construct sets together with the invoke mode.
    /// https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
    /// </summary>
    public bool Streaming { get; set; }

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
        ResponseTarget target,
        CancellationToken cancellation
    )
    {
        if (HasSlept(out var idle))
        {
            return ResumeAndHandleAsync(idle, payload, context, target, cancellation);
        }

        var lambdaEvent = EventRequest.Read(payload, context, BasePath, out var request);
        if (request is null)
        {
            return _onEvent is { } handler
                ? handler(lambdaEvent, target.Output, cancellation)
                : throw UnrecognizedEventException.For(lambdaEvent);
        }

        if (Streaming)
        {
            target.Stream?.Offer(request, lambdaEvent);
        }

        var response = _application.HandleAsync(request, cancellation);
        if (!response.IsCompletedSuccessfully)
        {
            return AnswerLaterAsync(response, request, target);
        }

        Answer(response.Result, request, target);
        return default;
    }

    private async ValueTask AnswerLaterAsync(ValueTask<Response> response, Request request, ResponseTarget target) =>
        Answer(await response, request, target);

    private void Answer(Response response, Request request, ResponseTarget target)
    {
        if (target.Stream is { IsWritten: true } stream)
        {
            if (stream.Failure is { } failure)
            {
                LogFailure(failure, request);
            }

            return;
        }

        IReadOnlyList<string> cookies = [];
        try
        {
            cookies = ResponseFields.CookiesOf(response);
        }
        catch (InvalidOperationException exception)
        {
            LogFailure(exception, request);
            response = new Problem(500) { RequestId = request.Id }.ToResponse();
        }

        var kind = request.LambdaEvent!.Kind;
        if (target.Stream is { IsOffered: true })
        {
            EventResponse.WritePrelude(response, cookies, kind, target.Output);
            target.Output.Write(response.Body.Span);
        }
        else
        {
            EventResponse.Write(response, cookies, kind, target.Output);
        }
    }

    private void LogFailure(Exception exception, Request request) =>
        ApplicationLog.Unhandled(_application.Logger, exception, request.Method, request.Path, request.Id);

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
