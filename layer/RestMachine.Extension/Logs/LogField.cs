using RestMachine.Extension.Json;

namespace RestMachine.Extension.Logs;

/// <summary>A fact beside the message, shown in JSON only: the message already says it.</summary>
/// <param name="name">In camel case.</param>
/// <param name="json">A JSON value.</param>
internal readonly struct LogField(string name, string json)
{
    public string Name => name;
    public string Json => json;

    public LogField(string name, long number)
        : this(name, number.ToString(default(IFormatProvider))) { }

    public static LogField Of(string name, long? number) =>
        new(name, number is { } known ? known.ToString(default(IFormatProvider)) : "null");

    public static LogField Of(string name, string? text) => new(name, text is null ? "null" : JsonText.Quote(text));
}
