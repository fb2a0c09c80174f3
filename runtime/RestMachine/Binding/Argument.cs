using System.Text.Json.Serialization.Metadata;

namespace RestMachine.Binding;

/// <summary>A parameter together with where its value comes from, decided once, before the first request.</summary>
internal sealed record Argument(BoundParameter Parameter, ArgumentOrigin Origin)
{
    /// <summary>The place among the route's values, for <see cref="ArgumentOrigin.Route"/>.</summary>
    public int RouteIndex { get; init; }

    public StartupHandler? Startup { get; init; }

    public Func<Request, object?>? FromRequest { get; init; }

    public JsonTypeInfo? Json { get; init; }
}

internal enum ArgumentOrigin
{
    Ambient,
    Route,
    Query,
    Request,
    Startup,
    Service,
    JsonBody,
    BytesBody,
    Absent,
}
