namespace RestMachine.Extension.Json;

internal sealed class JsonField(string name, JsonValue value)
{
    public string Name { get; } = name;
    public JsonValue Value { get; } = value;
}
