using System.Text.Json.Serialization.Metadata;
using RestMachine.Binding;

namespace RestMachine;

/// <summary>What a result may look at while it becomes a response.</summary>
public sealed class ResultContext
{
    private readonly RestApplicationOptions _options;

    internal ResultContext(Request request, RestApplicationOptions options)
    {
        Request = request;
        _options = options;
    }

    /// <summary>The request that is answered.</summary>
    public Request Request { get; }

    /// <summary>What the application's serializer context knows of a type.</summary>
    /// <exception cref="InvalidOperationException">The context does not know the type.</exception>
    public JsonTypeInfo JsonTypeInfo(Type type) =>
        JsonTypes.Find(_options, type)
        ?? throw new InvalidOperationException(
            $"A result is a {TypeName.Of(type)}; {JsonTypes.HowToAdd(_options, type)}"
        );
}
