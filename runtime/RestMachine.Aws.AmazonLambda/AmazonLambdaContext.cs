using System.Text.Json;
using Amazon.Lambda.Core;

namespace RestMachine.Aws;

/// <summary>
/// The context of an executable, which runs without Amazon's client, as Amazon's interface. Members that newer versions of
/// the interface have are public and virtual here: only so does the runtime take them for the interface's there.
/// </summary>
internal class AmazonLambdaContext(LambdaContext context) : ILambdaContext
{
    public string AwsRequestId => context.AwsRequestId;

    public IClientContext? ClientContext =>
        context.ClientContext is { } json ? new AmazonClientContext(JsonElement.Parse(json)) : null;

    public string FunctionName => context.FunctionName;

    public string FunctionVersion => context.FunctionVersion;

    public ICognitoIdentity? Identity =>
        context.CognitoIdentity is { } json ? new AmazonCognitoIdentity(JsonElement.Parse(json)) : null;

    public string InvokedFunctionArn => context.InvokedFunctionArn;

    public ILambdaLogger Logger => ConsoleLogger.Instance;

    public string LogGroupName => context.LogGroupName;

    public string LogStreamName => context.LogStreamName;

    public int MemoryLimitInMB => context.MemoryLimitInMB;

    public TimeSpan RemainingTime => context.RemainingTime;

    public virtual string? TenantId => context.TenantId;

    public virtual string? TraceId => context.TraceId;

    /// <summary>The other way: what the managed runtime passed, as ours.</summary>
    public static LambdaContext Read(ILambdaContext context)
    {
        var function = new FunctionEnvironment
        {
            FunctionName = context.FunctionName ?? "",
            FunctionVersion = context.FunctionVersion ?? "",
            MemoryLimitInMB = context.MemoryLimitInMB,
            LogGroupName = context.LogGroupName ?? "",
            LogStreamName = context.LogStreamName ?? "",
        };
        var time = TimeProvider.System;
        return new LambdaContext(function, time)
        {
            AwsRequestId = context.AwsRequestId ?? "",
            InvokedFunctionArn = context.InvokedFunctionArn ?? "",
            // No function may take longer than 15 minutes; test doubles have zero, or any value, here. Below zero: timed out.
            Deadline =
                context.RemainingTime != TimeSpan.Zero && context.RemainingTime <= TimeSpan.FromHours(1)
                    ? time.GetUtcNow() + context.RemainingTime
                    : null,
            TraceId = AwsApiGatewayAdapter.TraceIdOfTheProcess,
            ClientContext = AmazonClientContext.Write(context.ClientContext),
            CognitoIdentity = AmazonCognitoIdentity.Write(context.Identity),
            AmazonContext = context,
        };
    }
}
