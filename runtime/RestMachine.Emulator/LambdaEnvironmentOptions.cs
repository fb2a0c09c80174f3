namespace RestMachine.Emulator;

/// <summary>What an execution environment runs, and under which limits.</summary>
public sealed record LambdaEnvironmentOptions
{
    /// <summary>The program that is the runtime process, and its arguments: usually the path of <c>bootstrap</c>.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>
    /// A program that is started instead of <see cref="Command"/> and gets that as its arguments, as Lambda's managed
    /// runtimes do with the one that AWS_LAMBDA_EXEC_WRAPPER names. Default: null, none.
    /// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html#runtime-wrapper
    /// </summary>
    public string? ExecWrapper { get; init; }

    /// <summary>The function's directory, also its LAMBDA_TASK_ROOT. Default: the directory of the program.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// The folder whose files are started as external extensions, all of them, as /opt/extensions on Lambda.
    /// Default: null, no extension.
    /// </summary>
    public string? ExtensionsDirectory { get; init; }

    /// <summary>
    /// Variables of the function and its extensions. They win over what the environment sets, except
    /// AWS_LAMBDA_RUNTIME_API, which is refused.
    /// </summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>AWS_LAMBDA_FUNCTION_NAME. Default: <c>function</c>.</summary>
    public string FunctionName { get; init; } = "function";

    /// <summary>_HANDLER. Default: <c>bootstrap</c>.</summary>
    public string Handler { get; init; } = "bootstrap";

    /// <summary>
    /// Megabytes, 128 to 10,240. Default: 512. When the processes together are resident with more, the function is
    /// killed as on Lambda. The share of a processor that Lambda couples to it is not emulated.
    /// </summary>
    public int MemorySize { get; init; } = 512;

    /// <summary>Limit of an invocation. Default: 30 seconds.</summary>
    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Limit of the init phase. Default: 10 seconds, Lambda's for functions on demand.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The function's part of the shutdown phase's 2,000 ms (500 ms with an internal extension only).
    /// Default: null, by the Lambda documentation 300 ms, and 500 ms when the function registered an internal extension.
    /// AWS's open-source core gives 30 %, 600 ms.
    /// </summary>
    public TimeSpan? RuntimeShare { get; init; }

    /// <summary>
    /// Whether the signals of the shutdown phase go to the process group of the function's process, as in AWS's open-source
    /// core, or to that process alone. Default: true. What Lambda does is unproven.
    /// </summary>
    public bool SignalsProcessGroup { get; init; } = true;

    /// <summary>
    /// Whether everything that the function has started is killed as soon as its process has ended in the shutdown phase,
    /// processes in sessions of their own too. Default: false, as in AWS's open-source core. What Lambda does is unproven.
    /// </summary>
    public bool KillsOrphans { get; init; }

    /// <summary>Whether processes are stopped (SIGSTOP) between invocations. Default: true, as Lambda does.</summary>
    public bool FreezeBetweenInvocations { get; init; } = true;

    /// <summary>
    /// Whether a snapshot is taken at the end of the init phase and the environment restored from it by the first
    /// invocation, as with SnapStart. The processes stay the same; the function's connection to the Runtime API ends with
    /// the restore. Default: false.
    /// </summary>
    /// <remarks>
    /// The calls <c>restore/next</c> and <c>restore/error</c> are those of AWS's runtime clients; AWS documents neither.
    /// </remarks>
    public bool SnapStart { get; init; }

    /// <summary>
    /// The TMPDIR of the processes; it lives through restarts. Default: null, a new directory that is deleted when the
    /// environment ends. Lambda has /tmp; a local environment has its own so that many run side by side.
    /// </summary>
    public string? TemporaryDirectory { get; init; }

    /// <summary>
    /// Port of the HTTP front door on 127.0.0.1; 0 takes a free one. Default: null, no front door;
    /// <see cref="LambdaEnvironment.SendAsync"/> works without it.
    /// </summary>
    public int? FrontDoorPort { get; init; }

    /// <summary>
    /// What the front door and <see cref="LambdaEnvironment.SendAsync"/> stand for: the form of events and responses.
    /// Default: an HTTP API.
    /// </summary>
    public FrontDoorKind FrontDoor { get; init; }

    /// <summary>
    /// The media types that a REST API takes for binary, such as <c>image/*</c> or <c>*/*</c>: content of such a type arrives
    /// in base64, and a response in base64 is decoded for clients that accept such a type first. Everything else passes as
    /// text. Other doors have no such setting. Default: none, as API Gateway's.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html</remarks>
    public IReadOnlyList<string> BinaryMediaTypes { get; init; } = [];

    /// <summary>
    /// Whether the front door passes a streamed response on while it is made: a Function URL with the invoke mode
    /// RESPONSE_STREAM, a REST API with the response transfer mode STREAM. Default: false, both BUFFERED. The function has
    /// to be told by itself, for example with RESTMACHINE_STREAMING=on.
    /// </summary>
    public bool Streaming { get; init; }

    /// <summary>
    /// Called with every line of the log, in order, one at a time. It must not block. Once it has thrown it is not called
    /// again. Default: null.
    /// </summary>
    public Action<LogLine>? Log { get; init; }

    /// <summary>
    /// Called with every step of the environment's life as soon as it is noticed, one at a time. It must not block. Once
    /// it has thrown it is not called again. Default: null.
    /// </summary>
    public Action<LifecycleEvent>? Lifecycle { get; init; }

    internal static void ThrowIfUnusable(LambdaEnvironmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("The emulator runs Linux programs: use Linux, WSL or a container.");
        }
        if (options.FindError() is { } error)
        {
            throw new ArgumentException(error, nameof(options));
        }
    }

    // What is wrong, in a sentence that names the option; null: nothing.
    private string? FindError() =>
        Command.Count == 0 || string.IsNullOrEmpty(Command[0])
            ? "Command is empty: expected the program to run, such as \"/var/task/bootstrap\"."
        : !File.Exists(Command[0]) ? $"Command names \"{Command[0]}\", but there is no such file."
        : ExecWrapper is not null && !File.Exists(ExecWrapper)
            ? $"ExecWrapper names \"{ExecWrapper}\", but there is no such file."
        : ExtensionsDirectory is not null && !Directory.Exists(ExtensionsDirectory)
            ? $"ExtensionsDirectory names \"{ExtensionsDirectory}\", but there is no such directory."
        : EnvironmentVariables.ContainsKey("AWS_LAMBDA_RUNTIME_API")
            ? "EnvironmentVariables sets AWS_LAMBDA_RUNTIME_API, which the emulator sets itself."
        : MemorySize is < 128 or > 10_240 ? $"MemorySize is {MemorySize}: expected 128 to 10240 megabytes."
        : !IsDuration(FunctionTimeout) ? $"FunctionTimeout is {FunctionTimeout}: {ExpectedDuration}"
        : !IsDuration(InitTimeout) ? $"InitTimeout is {InitTimeout}: {ExpectedDuration}"
        : RuntimeShare is { } share && (share <= TimeSpan.Zero || share > TimeSpan.FromSeconds(2))
            ? $"RuntimeShare is {share.TotalMilliseconds} ms: expected more than 0 and at most 2000 ms."
        : FrontDoorPort is < 0 or > 65_535 ? $"FrontDoorPort is {FrontDoorPort}: expected 0 to 65535."
        : !Enum.IsDefined(FrontDoor) ? $"FrontDoor is {FrontDoor}: expected a FrontDoorKind."
        : Streaming && FrontDoor is not (FrontDoorKind.FunctionUrl or FrontDoorKind.RestApi)
            ? $"Streaming is on, but FrontDoor is {FrontDoor}: only FunctionUrl and RestApi can stream."
        : BinaryMediaTypes.Count > 0 && FrontDoor != FrontDoorKind.RestApi
            ? $"BinaryMediaTypes is set, but FrontDoor is {FrontDoor}: only RestApi has them."
        : null;

    private const string ExpectedDuration = "expected more than zero and at most 15 minutes.";

    private static bool IsDuration(TimeSpan value) => value > TimeSpan.Zero && value <= TimeSpan.FromMinutes(15);
}
