using Amazon.Lambda.Core;

namespace RestMachine.ManagedRuntime;

/// <summary>What the managed runtime tells a handler about an invocation.</summary>
internal sealed class InvocationContext(Invocation invocation) : ILambdaContext, ILambdaLogger
{
    public string AwsRequestId => invocation.AwsRequestId;

    public IClientContext? ClientContext => null;

    public string FunctionName => Variable("AWS_LAMBDA_FUNCTION_NAME");

    public string FunctionVersion => Variable("AWS_LAMBDA_FUNCTION_VERSION");

    public ICognitoIdentity? Identity => null;

    public string InvokedFunctionArn => invocation.FunctionArn;

    public ILambdaLogger Logger => this;

    public string LogGroupName => Variable("AWS_LAMBDA_LOG_GROUP_NAME");

    public string LogStreamName => Variable("AWS_LAMBDA_LOG_STREAM_NAME");

    public int MemoryLimitInMB => int.Parse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));

    public TimeSpan RemainingTime => invocation.Deadline - TimeProvider.System.GetUtcNow();

    public void Log(string message) => Console.Write(message);

    public void LogLine(string message) => Console.WriteLine(message);

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
