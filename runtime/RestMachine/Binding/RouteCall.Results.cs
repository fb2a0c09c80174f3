using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RestMachine.Binding;

/// <content>Results.</content>
public sealed partial class RouteCall
{
    /// <summary>The handler returned nothing.</summary>
    public Response Nothing() => MayPass ? Passed : new(204);

    /// <summary>
    /// The handler returned null: 404 for a lookup (GET, HEAD), 204 for an action; a filter lets pass.
    /// </summary>
    public Response Null() =>
        MayPass ? Passed
        : _route.Method is "GET" or "HEAD" ? new Problem(404).ToResponse()
        : new Response(204);

    /// <summary>A response is sent as it is.</summary>
    public Response Response(Response? response) => response ?? Null();

    /// <summary>A result makes its own response.</summary>
    public Response Result(IResult? result) =>
        result is null
            ? Null()
            : result.ToResponse(Context)
                ?? throw new InvalidOperationException($"{TypeName.Of(result.GetType())}.ToResponse made no response.");

    /// <summary>Text is <c>text/plain</c>, unless the client prefers another representation.</summary>
    public Response Text(string? text) =>
        text is null ? Null()
        : Accepts is null ? new Response(200, MediaType.Text, Encoding.UTF8.GetBytes(text))
        : Context.Write(200, text);

    /// <summary>Bytes are <c>application/octet-stream</c>, unless the client prefers another representation.</summary>
    public Response Bytes(byte[]? bytes) =>
        bytes is null ? Null()
        : Accepts is null ? new Response(200, MediaType.Bytes, bytes)
        : Context.Write(200, bytes);

    /// <summary>A stream is <c>application/octet-stream</c>, read piece by piece, disposed after the request.</summary>
    public Response Stream(Stream? content) =>
        content is null ? Null() : Result(new StreamResult(content, MediaType.Bytes));

    /// <summary>Everything else is JSON, unless the client prefers another representation.</summary>
    public Response Json<T>(T value) =>
        value is null ? Null()
        : !Negotiation.IsPlainJson(_route.Application.Settings, Request) ? Context.Write(200, value)
        : new Response(200, MediaType.Json, JsonSerializer.SerializeToUtf8Bytes(value, Type<T>()));

    /// <summary>A nullable value is JSON or nothing.</summary>
    public Response NullableJson<T>(T? value)
        where T : struct => value is { } present ? Json(present) : Null();

    /// <summary>A value of which only the run knows the type.</summary>
    public Response Untyped(object? value) =>
        value switch
        {
            null => Null(),
            Response response => response,
            IResult result => Result(result),
            string text => Text(text),
            byte[] bytes => Bytes(bytes),
            Stream content => Stream(content),
            _ => Result(new ObjectResult(value)),
        };

    private ResultContext Context => new(Request, _route.Application.Settings) { Exchange = _exchange };

    private string? Accepts => Request.Headers["Accept"];

    private JsonTypeInfo<T> Type<T>() =>
        (JsonTypeInfo<T>)(
            _route.Json
            ?? throw new InvalidOperationException(JsonTypes.HowToAdd(_route.Application.Settings, typeof(T)))
        );
}
