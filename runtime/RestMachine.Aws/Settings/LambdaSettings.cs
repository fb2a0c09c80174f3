using System.Globalization;

namespace RestMachine.Aws.Settings;

/// <summary>What the execution environment says, read once. Bad values: one warning each, and the default.</summary>
internal sealed class LambdaSettings
{
    public const string PortVariable = "RESTMACHINE_EXTENSION_PORT";
    public const string TimeoutVariable = "RESTMACHINE_EXTENSION_TIMEOUT";
    public const string EndpointVariable = "RESTMACHINE_ENDPOINT";
    public const string StreamingVariable = "RESTMACHINE_STREAMING";
    public const string LogFormatVariable = "AWS_LAMBDA_LOG_FORMAT";
    public const string LogLevelVariable = "AWS_LAMBDA_LOG_LEVEL";
    public const string ConcurrencyVariable = "AWS_LAMBDA_MAX_CONCURRENCY";
    public const string InitializationVariable = "AWS_LAMBDA_INITIALIZATION_TYPE";
    public const string HandoverVariable = "RESTMACHINE_HANDOVER";
    public const int DefaultPort = 8080;

    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(5);

    private readonly List<string> _warnings = [];

    private readonly Func<string, string?> _variable;

    private LambdaSettings(Func<string, string?> variable) => _variable = variable;

    /// <summary><c>host:port</c> of the Runtime API; null outside Lambda.</summary>
    public string? RuntimeApi { get; private init; }

    /// <summary>
    /// How many invocations run side by side on a managed instance; null on demand.
    /// https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-runtimes.html
    /// </summary>
    public int? Concurrency { get; private init; }

    /// <summary>
    /// Whether Lambda takes a snapshot at the end of INIT.
    /// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    /// </summary>
    public bool IsSnapStart { get; private init; }

    /// <summary>The process that has started this one to hand it over; it sets the variable, nobody else does.</summary>
    public int? Wrapper { get; private init; }

    public int Port { get; private init; } = DefaultPort;

    /// <summary>The user's bound on a shutdown run; the platform's 2 s caps it.</summary>
    public TimeSpan Timeout { get; private init; } = s_defaultTimeout;

    public bool HasEndpoint { get; private init; } = true;

    /// <summary>Whether responses are streamed; the construct says so together with the function URL's invoke mode.</summary>
    public bool IsStreaming { get; private init; }

    public bool IsJsonLog { get; private init; }

    public LogSeverity LogLevel { get; private init; } = LogSeverity.Info;

    /// <summary>Sentences for the log, each naming variable, value, what is expected and what is used.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>After a restore; its warnings are those that were told at INIT.</summary>
    public LambdaSettings ReadAgain() => Read(_variable);

    public static LambdaSettings FromEnvironment() => Read(Environment.GetEnvironmentVariable);

    public static LambdaSettings Read(Func<string, string?> variable)
    {
        var warnings = new List<string>();
        var settings = new LambdaSettings(variable)
        {
            RuntimeApi = variable("AWS_LAMBDA_RUNTIME_API") is { Length: > 0 } address ? address : null,
            Concurrency = ReadConcurrency(variable(ConcurrencyVariable), warnings),
            IsSnapStart = variable(InitializationVariable) == "snap-start",
            Wrapper = ReadWrapper(variable(HandoverVariable), warnings),
            Port = ReadPort(variable(PortVariable), warnings),
            Timeout = ReadTimeout(variable(TimeoutVariable), warnings),
            HasEndpoint = ReadSwitch(EndpointVariable, variable(EndpointVariable), isOn: true, warnings),
            IsStreaming = ReadSwitch(StreamingVariable, variable(StreamingVariable), isOn: false, warnings),
            IsJsonLog = ReadFormat(variable(LogFormatVariable), warnings),
            LogLevel = ReadLevel(variable(LogLevelVariable), warnings),
        };
        settings._warnings.AddRange(warnings);
        return settings;
    }

    private static int? ReadConcurrency(string? value, List<string> warnings)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        warnings.Add($"{ConcurrencyVariable} is '{value}', expected a number above 0; using 1");
        return 1;
    }

    private static int? ReadWrapper(string? value, List<string> warnings)
    {
        if (value is null)
        {
            return null;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process > 0)
        {
            return process;
        }

        warnings.Add(
            $"{HandoverVariable} is '{value}', expected the number of a process, which restmachine-handover sets; "
                + "going on without handover"
        );
        return null;
    }

    private static int ReadPort(string? value, List<string> warnings)
    {
        if (value is null)
        {
            return DefaultPort;
        }

        if (
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65536
        )
        {
            return port;
        }

        warnings.Add($"{PortVariable} is '{value}', expected a port from 1 to 65535; using {DefaultPort}");
        return DefaultPort;
    }

    private static TimeSpan ReadTimeout(string? value, List<string> warnings)
    {
        if (value is null)
        {
            return s_defaultTimeout;
        }

        var isNumber = decimal.TryParse(
            value,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var seconds
        );
        // A day is enough for every timer. That Lambda grants less, the extension notes.
        var time = TimeSpan.FromMilliseconds((long)(Math.Min(seconds, 86_400) * 1000));
        if (!isNumber || time <= ShutdownBudgets.Margin)
        {
            warnings.Add(
                $"{TimeoutVariable} is '{value}', expected seconds above "
                    + $"{ShutdownBudgets.Margin.TotalSeconds.ToString(CultureInfo.InvariantCulture)}"
                    + ", which are kept back for the exit, for example 1.5; "
                    + $"using {s_defaultTimeout.TotalSeconds}"
            );
            return s_defaultTimeout;
        }

        return time;
    }

    private static bool ReadSwitch(string name, string? value, bool isOn, List<string> warnings)
    {
        if (string.Equals(value, isOn ? "off" : "on", StringComparison.OrdinalIgnoreCase))
        {
            return !isOn;
        }

        var usual = isOn ? "on" : "off";
        if (value is not null && !string.Equals(value, usual, StringComparison.OrdinalIgnoreCase))
        {
            warnings.Add($"{name} is '{value}', expected on or off; using {usual}");
        }

        return isOn;
    }

    private static bool ReadFormat(string? value, List<string> warnings)
    {
        var isJson = string.Equals(value, "JSON", StringComparison.OrdinalIgnoreCase);
        if (value is not null && !isJson && !string.Equals(value, "Text", StringComparison.OrdinalIgnoreCase))
        {
            warnings.Add($"{LogFormatVariable} is '{value}', expected Text or JSON; using Text");
        }

        return isJson;
    }

    private static LogSeverity ReadLevel(string? value, List<string> warnings)
    {
        switch (value?.ToUpperInvariant())
        {
            case "TRACE":
                return LogSeverity.Trace;
            case "DEBUG":
                return LogSeverity.Debug;
            case null or "INFO":
                return LogSeverity.Info;
            case "WARN":
                return LogSeverity.Warn;
            case "ERROR":
                return LogSeverity.Error;
            case "FATAL":
                return LogSeverity.Fatal;
            default:
                warnings.Add(
                    $"{LogLevelVariable} is '{value}', expected TRACE, DEBUG, INFO, WARN, ERROR or FATAL; using INFO"
                );
                return LogSeverity.Info;
        }
    }
}
