using System.Globalization;
using RestMachine.Extension.ExtensionsApi;
using RestMachine.Extension.Json;
using RestMachine.Extension.Logs;

namespace RestMachine.Extension.Settings;

/// <summary>A value that cannot be used becomes a warning and the default, never an exit: an exit would fail INIT.</summary>
internal sealed class ExtensionSettings
{
    private static readonly Setting<int> PortSetting = new(
        "RESTMACHINE_EXTENSION_PORT",
        "a whole number from 1 to 65535",
        8080,
        "8080",
        text => int.TryParse(text, NumberStyles.None, null, out var port) && port is > 0 and <= 65535 ? port : null
    );

    private static readonly Setting<long> TimeoutSetting = new(
        "RESTMACHINE_EXTENSION_TIMEOUT",
        "seconds above 0.05, which are kept back for the exit, such as 1.5",
        5000,
        "5 seconds",
        text => Thousandths.Parse(text) is > 50 and var milliseconds ? milliseconds : null
    );

    private static readonly Setting<bool> LogFormatSetting = new(
        "AWS_LAMBDA_LOG_FORMAT",
        "Text or JSON",
        false,
        "Text",
        text =>
            text.ToUpperInvariant() switch
            {
                "JSON" => true,
                "TEXT" => false,
                _ => null,
            }
    );

    private static readonly Setting<LogLevel> LogLevelSetting = new(
        "AWS_LAMBDA_LOG_LEVEL",
        "TRACE, DEBUG, INFO, WARN, ERROR or FATAL",
        LogLevel.Info,
        "INFO",
        text => LogLevels.Parse(text)
    );

    private static readonly Setting<bool> MetricsSetting = new(
        "RESTMACHINE_METRICS",
        "on or off",
        false,
        "off",
        text =>
            text.ToUpperInvariant() switch
            {
                "ON" => true,
                "OFF" => false,
                _ => null,
            }
    );

    public int Port { get; private init; }
    public long TimeoutMilliseconds { get; private init; }
    public bool LogsJson { get; private init; }
    public LogLevel LogLevel { get; private init; }

    /// <summary>Four metrics that CloudWatch bills, so nobody gets them unasked.</summary>
    public bool WritesMetrics { get; private init; }

    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>The user asked for more than the platform gives.</summary>
    public bool TimeoutIsCapped { get; private init; }

    public static ExtensionSettings Read(Func<string, string?> environment)
    {
        var warnings = new List<string>();
        var timeout = TimeoutSetting.Read(environment, warnings);
        var timeoutIsSet = environment(TimeoutSetting.Name) is not null && warnings.Count == 0;
        return new ExtensionSettings
        {
            Port = PortSetting.Read(environment, warnings),
            TimeoutMilliseconds = timeout,
            LogsJson = LogFormatSetting.Read(environment, warnings),
            LogLevel = LogLevelSetting.Read(environment, warnings),
            WritesMetrics = MetricsSetting.Read(environment, warnings),
            Warnings = warnings,
            TimeoutIsCapped = timeoutIsSet && timeout > ShutdownEvent.PhaseMilliseconds,
        };
    }

    public void Report(Log log)
    {
        foreach (var warning in Warnings)
        {
            log.Warning(warning);
        }
        if (TimeoutIsCapped)
        {
            log.Info(
                TimeoutSetting.Name
                    + " is "
                    + Thousandths.Format(TimeoutMilliseconds)
                    + " seconds: Lambda ends the whole shutdown phase after 2 seconds, whatever is set"
            );
        }
    }
}
