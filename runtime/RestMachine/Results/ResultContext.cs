using System.Text.Json.Serialization.Metadata;
using RestMachine.Binding;
using RestMachine.Requests;

namespace RestMachine;

/// <summary>What a result may look at while it becomes a response.</summary>
public sealed class ResultContext
{
    internal ResultContext(Request request, RestApplicationOptions options)
    {
        Request = request;
        Settings = options;
    }

    /// <summary>The request that is answered.</summary>
    public Request Request { get; }

    internal RestApplicationOptions Settings { get; }

    /// <summary>What lives as long as the request.</summary>
    internal Exchange? Exchange { get; init; }

    /// <summary>Disposes the value after the request.</summary>
    internal void Own(IAsyncDisposable value) => Exchange?.Scope.Own(value);

    /// <summary>The value in the representation that the client prefers; null is JSON's null.</summary>
    internal Response Write<T>(int status, T value) =>
        value is null
        || (typeof(T) != typeof(string) && typeof(T) != typeof(byte[]) && Negotiation.IsPlainJson(Settings, Request))
            ? new JsonResult<T>(status, value).ToResponse(this)
            : Negotiation.Write(status, value, typeof(T), this);

    /// <summary>What the application's serializer context knows of a type.</summary>
    /// <exception cref="InvalidOperationException">The context does not know the type.</exception>
    public JsonTypeInfo JsonTypeInfo(Type type) =>
        JsonTypes.Find(Settings, type)
        ?? throw new InvalidOperationException(
            $"A result is a {TypeName.Of(type)}; {JsonTypes.HowToAdd(Settings, type)}"
        );
}
