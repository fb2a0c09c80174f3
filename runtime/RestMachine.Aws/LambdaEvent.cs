using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RestMachine.Aws.Events;

namespace RestMachine.Aws;

/// <summary>
/// The event as it came. A handler that has a parameter of this type receives it. Whoever has looked at it during its
/// invocation may keep it; one that nobody has looked at is gone with its invocation.
/// </summary>
public sealed class LambdaEvent
{
    private const int Lent = 0;
    private const int Kept = 1;
    private const int Returned = 2;

    private readonly ReadOnlyMemory<byte> _payload;
    private readonly Slice _requestContext;
    private int _state = Lent;

    internal LambdaEvent(
        ReadOnlyMemory<byte> payload,
        LambdaContext context,
        LambdaEventKind kind,
        Slice requestContext
    )
    {
        _payload = payload;
        Context = context;
        Kind = kind;
        _requestContext = requestContext;
    }

    /// <summary>The event's JSON in UTF-8.</summary>
    /// <exception cref="ObjectDisposedException">First read after the invocation was answered: another event is there.</exception>
    public ReadOnlyMemory<byte> Payload =>
        Interlocked.CompareExchange(ref _state, Kept, Lent) == Returned
            ? throw new ObjectDisposedException(
                nameof(LambdaEvent),
                "The event was looked at for the first time after its invocation had been answered. Read what outlives "
                    + "the invocation (Payload, Authorizer, SourceIp, …) before the handler returns."
            )
            : _payload;

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
    public JsonElement ToJsonElement() => JsonElement.Parse(Payload.Span, EventJson.Document);

    /// <summary>The event as a type of the user's own serializer context.</summary>
    /// <param name="type">For example <c>MyJson.Default.SqsEvent</c>.</param>
    /// <exception cref="JsonException">The event is not of that form.</exception>
    public T? Read<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Payload.Span, type);

    /// <summary>The invocation ends: gives the payload's memory back, unless somebody has seen it; then it is theirs.</summary>
    internal bool TryReturn() => Interlocked.CompareExchange(ref _state, Returned, Lent) != Kept;

    /// <summary>The event's requestContext; undefined when it has none.</summary>
    internal JsonElement RequestContext =>
        field.ValueKind == JsonValueKind.Undefined && !_requestContext.IsEmpty
            ? field = JsonElement.Parse(_requestContext.Of(Payload.Span), EventJson.Document)
            : field;
}
