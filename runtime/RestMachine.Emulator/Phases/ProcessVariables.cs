using System.Globalization;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.Phases;

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html. An extension sees the function's variables
// without those of the runtime: _HANDLER, LAMBDA_TASK_ROOT, AWS_EXECUTION_ENV, log group and log stream.
internal sealed class ProcessVariables : IDisposable
{
    private const string ExtensionPort = "RESTMACHINE_EXTENSION_PORT";
    private const string RuntimeApi = "AWS_LAMBDA_RUNTIME_API";

    // What a program needs of this machine to start at all.
    private static readonly string[] Inherited =
    [
        "PATH",
        "HOME",
        "DOTNET_ROOT",
        "DOTNET_ROOT_X64",
        "DOTNET_ROOT_ARM64",
        "SSL_CERT_DIR",
        "SSL_CERT_FILE",
    ];

    private readonly LambdaEnvironmentOptions options;
    private readonly FunctionIdentity function;
    private readonly string temporaryDirectory;
    private readonly string runtimeApi;
    private readonly int? reservedPort;

    public ProcessVariables(
        LambdaEnvironmentOptions options,
        FunctionIdentity function,
        string temporaryDirectory,
        int runtimeApiPort
    )
    {
        this.options = options;
        this.function = function;
        this.temporaryDirectory = temporaryDirectory;
        runtimeApi = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{runtimeApiPort}");
        reservedPort = options.EnvironmentVariables.ContainsKey(ExtensionPort) ? null : FreePorts.Take();
        TaskRoot = Path.GetFullPath(options.WorkingDirectory ?? Path.GetDirectoryName(options.Command[0]) ?? "/");
    }

    public string TaskRoot { get; }

    // NAME=VALUE that only processes of this environment carry, as long as its server listens.
    public string Mark { get; } = $"RESTMACHINE_EMULATOR_ENVIRONMENT={Guid.NewGuid():N}";

    public Dictionary<string, string> ForFunction()
    {
        var variables = ForExtension();
        variables["_HANDLER"] = function.Handler;
        variables["LAMBDA_TASK_ROOT"] = TaskRoot;
        variables["AWS_EXECUTION_ENV"] = "AWS_Lambda_provided.al2023";
        variables["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{function.Name}";
        variables["AWS_LAMBDA_LOG_STREAM_NAME"] = $"local/[{FunctionIdentity.Version}]";
        if (options.ExecWrapper is { } wrapper)
        {
            variables["AWS_LAMBDA_EXEC_WRAPPER"] = wrapper;
        }
        return WithOptions(variables);
    }

    public Dictionary<string, string> ForExtension()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = FunctionIdentity.Version,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = options.MemorySize.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = options.SnapStart ? "snap-start" : "on-demand",
            ["AWS_REGION"] = FunctionIdentity.Region,
            ["AWS_DEFAULT_REGION"] = FunctionIdentity.Region,
            ["AWS_ACCESS_KEY_ID"] = "local",
            ["AWS_SECRET_ACCESS_KEY"] = "local",
            ["AWS_SESSION_TOKEN"] = "local",
            ["LAMBDA_RUNTIME_DIR"] = "/var/runtime",
            ["LANG"] = "en_US.UTF-8",
            ["TZ"] = ":UTC",
            ["TMPDIR"] = temporaryDirectory,
        };
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                variables[name] = value;
            }
        }
        if (reservedPort is { } port)
        {
            variables[ExtensionPort] = port.ToString(CultureInfo.InvariantCulture);
        }
        return WithOptions(variables);
    }

    public void Dispose()
    {
        if (reservedPort is { } port)
        {
            FreePorts.Return(port);
        }
    }

    private Dictionary<string, string> WithOptions(Dictionary<string, string> variables)
    {
        foreach (var (name, value) in options.EnvironmentVariables)
        {
            variables[name] = value;
        }
        variables[RuntimeApi] = runtimeApi;
        var mark = Mark.Split('=');
        variables[mark[0]] = mark[1];
        return variables;
    }
}
