using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RestMachine.Aws.Settings;

namespace RestMachine.Aws.Logging;

/// <summary>
/// The framework's own lines on standard output, as text or as one JSON object a line. Written to the descriptor
/// itself: the managed runtime's console would wrap a JSON line in another one.
/// </summary>
internal sealed class FunctionLog(LambdaSettings settings, TimeProvider time, Action<byte[]> output) : ILoggerFactory
{
    private readonly Lock _gate = new();
    private LambdaSettings _settings = settings;

    /// <summary>
    /// The invocation that runs, for JSON lines, by the name that AWS's runtimes write; null between invocations, and where
    /// they run side by side.
    /// </summary>
    public string? AwsRequestId { get; set; }

    public FunctionLog(LambdaSettings settings, TimeProvider time)
        : this(settings, time, WriteTo(new StandardOutput())) { }

    public bool IsEnabled(LogSeverity level) => level >= _settings.LogLevel;

    public ILogger CreateLogger(string categoryName) => new FunctionLogger(this);

    /// <exception cref="NotSupportedException">The function's log is one place: Lambda's.</exception>
    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("Supply RestApplicationOptions.Logging to log elsewhere.");

    /// <summary>Level and format as they are now.</summary>
    public void Renew(LambdaSettings settings) => _settings = settings;

    public void Dispose() { }

    public void Info(string message) => Write(LogSeverity.Info, message);

    public void Warn(string message) => Write(LogSeverity.Warn, message);

    public void Error(string message) => Write(LogSeverity.Error, message);

    /// <param name="level">From which on it is written depends on the settings.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="fields">Facts beside it, shown in JSON only: the message already says them.</param>
    public void Write(LogSeverity level, string message, params ReadOnlySpan<LogField> fields)
    {
        if (!IsEnabled(level))
        {
            return;
        }

        var line = _settings.IsJsonLog
            ? Json(level, message, fields)
            : Encoding.UTF8.GetBytes($"[Function] {Mark(level)}{LogText.OneLine(message)}\n");
        lock (_gate)
        {
            output(line);
        }
    }

    private static Action<byte[]> WriteTo(StandardOutput output) => line => output.Write(line);

    private byte[] Json(LogSeverity level, string message, ReadOnlySpan<LogField> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("timestamp"u8, time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            json.WriteString("level"u8, level.ToString().ToUpperInvariant());
            json.WriteString("message"u8, $"[Function] {LogText.Cut(message)}");
            if (AwsRequestId is { } id)
            {
                json.WriteString("requestId"u8, id);
            }

            foreach (var field in fields)
            {
                field.Write(json);
            }

            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static string Mark(LogSeverity level) =>
        level >= LogSeverity.Error ? "Error: "
        : level == LogSeverity.Warn ? "Warning: "
        : "";
}
