using System.Text.Json.Serialization.Metadata;

namespace RestMachine.Binding;

/// <summary>A parameter together with where its value comes from, decided once, before the first request.</summary>
internal sealed record Argument(BoundParameter Parameter, ArgumentOrigin Origin)
{
    /// <summary>The name by which query, header or form have it.</summary>
    public string Name { get; init; } = Parameter.ValueName ?? Parameter.Name;

    /// <summary>The place among the route's values, for <see cref="ArgumentOrigin.Route"/>.</summary>
    public int RouteIndex { get; init; }

    public StartupHandler? Startup { get; init; }

    public Func<Request, object?>? FromRequest { get; init; }

    /// <summary>What makes the value for each request, for <see cref="ArgumentOrigin.Dependency"/>.</summary>
    public BoundCall? Dependency { get; init; }

    /// <summary>
    /// Whether the value of that name in the route's template, where it has one, goes before the query's.
    /// </summary>
    public bool PrefersPath { get; init; }

    public JsonTypeInfo? Json { get; init; }

    /// <summary>Whether it is the body as a whole.</summary>
    public bool IsBody =>
        Origin
            is ArgumentOrigin.JsonBody
                or ArgumentOrigin.BytesBody
                or ArgumentOrigin.TextBody
                or ArgumentOrigin.StreamBody;

    /// <summary>Whether it is the form or a part of it.</summary>
    public bool IsForm => Origin is ArgumentOrigin.Form or ArgumentOrigin.WholeForm or ArgumentOrigin.File;
}

internal enum ArgumentOrigin
{
    Ambient,
    Route,
    Query,
    Request,
    Startup,
    Service,
    Dependency,
    JsonBody,
    BytesBody,
    TextBody,
    StreamBody,
    Header,
    Segment,
    Form,
    WholeForm,
    File,
    Absent,
}
