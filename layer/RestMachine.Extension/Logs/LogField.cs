using RestMachine.Extension.Json;

namespace RestMachine.Extension.Logs;

/// <summary>A fact beside the message, shown in JSON only: the message already says it.</summary>
/// <param name="Name">In camel case.</param>
/// <param name="Json">A JSON value.</param>
internal readonly record struct LogField(string Name, string Json)
{
    public LogField(string name, long number)
        : this(name, number.ToString(default(IFormatProvider))) { }

    public static LogField Of(string name, string? text) => new(name, text is null ? "null" : JsonText.Quote(text));
}
