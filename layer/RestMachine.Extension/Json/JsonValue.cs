namespace RestMachine.Extension.Json;

/// <summary>At most one of these is there; true, false, null and values in arrays that are no objects are nothing.</summary>
internal sealed class JsonValue
{
    public string? Text { get; init; }

    /// <summary>As it is written.</summary>
    public string? Number { get; init; }

    public JsonFields? Object { get; init; }
    public List<JsonFields>? Objects { get; init; }
}
