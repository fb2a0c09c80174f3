using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RestMachine.Aws.Events;

namespace RestMachine.Aws;

/// <summary>
/// The event as it came. A handler that has a parameter of this type receives it; it is valid until the invocation is
/// answered.
/// </summary>
public sealed class LambdaEvent
{
    private readonly Slice _requestContext;

    internal LambdaEvent(
        ReadOnlyMemory<byte> payload,
        LambdaContext context,
        LambdaEventKind kind,
        Slice requestContext
    )
    {
        Payload = payload;
        Context = context;
        Kind = kind;
        _requestContext = requestContext;
    }

    /// <summary>The event's JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>What Lambda says about the invocation.</summary>
    public LambdaContext Context { get; }

    /// <summary>What invoked the function.</summary>
    public LambdaEventKind Kind { get; }

    /// <summary>
    /// The name of the service that sent an event of kind <see cref="LambdaEventKind.Other"/>, for example <c>Amazon SQS</c>
    /// or <c>EventBridge schedule</c>; <see langword="null"/> when it is not recognised.
    /// </summary>
    public string? Source => field ??= Kind == LambdaEventKind.Other ? EventSource.NameOf(Payload) : null;

    /// <summary>The event as a document of its own, which outlives the invocation.</summary>
    public JsonElement ToJsonElement() => JsonElement.Parse(Payload.Span);

    /// <summary>The event as a type of the user's own serializer context.</summary>
    /// <param name="type">For example <c>MyJson.Default.SqsEvent</c>.</param>
    /// <exception cref="JsonException">The event is not of that form.</exception>
    public T? Read<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Payload.Span, type);

    /// <summary>The event's requestContext; undefined when it has none.</summary>
    internal JsonElement RequestContext =>
        field.ValueKind == JsonValueKind.Undefined && !_requestContext.IsEmpty
            ? field = JsonElement.Parse(_requestContext.Of(Payload.Span))
            : field;
}
