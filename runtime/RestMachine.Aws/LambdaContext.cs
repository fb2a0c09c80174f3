namespace RestMachine.Aws;

/// <summary>
/// What Lambda says about an invocation and its function. A handler that has a parameter of this type receives it.
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-next
/// </summary>
public sealed class LambdaContext
{
    private readonly FunctionEnvironment _function;
    private readonly TimeProvider _time;

    /// <summary>A context for tests of handlers; of its function it knows what the process's variables say.</summary>
    public LambdaContext()
        : this(FunctionEnvironment.Read(Environment.GetEnvironmentVariable), TimeProvider.System) { }

    internal LambdaContext(FunctionEnvironment function, TimeProvider time)
    {
        _function = function;
        _time = time;
    }

    /// <summary>Identifies the invocation.</summary>
    public string AwsRequestId { get; init; } = "";

    /// <summary>The function's name. Default outside Lambda: empty.</summary>
    public string FunctionName => _function.FunctionName;

    /// <summary>The function's version, <c>$LATEST</c> or a number. Default outside Lambda: empty.</summary>
    public string FunctionVersion => _function.FunctionVersion;

    /// <summary>The memory that is configured, in megabytes. Default outside Lambda: 0.</summary>
    public int MemoryLimitInMB => _function.MemoryLimitInMB;

    /// <summary>The log group. Default outside Lambda: empty.</summary>
    public string LogGroupName => _function.LogGroupName;

    /// <summary>The log stream of this execution environment. Default outside Lambda: empty.</summary>
    public string LogStreamName => _function.LogStreamName;

    /// <summary>The ARN, version or alias that was invoked. Default: empty.</summary>
    public string InvokedFunctionArn { get; init; } = "";

    /// <summary>The X-Ray trace header; <see langword="null"/> when the invocation has none.</summary>
    public string? TraceId { get; init; }

    /// <summary>When Lambda gives the invocation up; <see langword="null"/> when it did not say.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The client context as JSON, sent by the AWS mobile SDKs and by direct invocations.</summary>
    public string? ClientContext { get; init; }

    /// <summary>The Amazon Cognito identity of a mobile caller as JSON.</summary>
    public string? CognitoIdentity { get; init; }

    /// <summary>The tenant, in functions with tenant isolation.</summary>
    public string? TenantId { get; init; }

    /// <summary>The invocation's event, once it has been read.</summary>
    internal LambdaEvent? Event { get; set; }

    /// <summary>What the managed runtime passed, if the bridge to Amazon's packages is in use.</summary>
    internal object? AmazonContext { get; init; }

    /// <summary>The time until <see cref="Deadline"/>, never negative; <see cref="TimeSpan.MaxValue"/> without one.</summary>
    public TimeSpan RemainingTime
    {
        get
        {
            if (Deadline is not { } deadline)
            {
                return TimeSpan.MaxValue;
            }

            var left = deadline - _time.GetUtcNow();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
