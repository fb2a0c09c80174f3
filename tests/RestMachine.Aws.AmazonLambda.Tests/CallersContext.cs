using Amazon.Lambda.Core;

namespace RestMachine.Aws.AmazonLambda.Tests;

/// <summary>What the managed runtime passes.</summary>
internal sealed class CallersContext
    : ILambdaContext,
        IClientContext,
        IClientApplication,
        ICognitoIdentity,
        ILambdaLogger
{
    public string AwsRequestId => "8476a536-e9f4-11e8-9739-2dfe598c3fcd";

    public IClientContext ClientContext => this;

    public string FunctionName => "users";

    public string FunctionVersion => "7";

    public ICognitoIdentity Identity => this;

    public string InvokedFunctionArn => "arn:aws:lambda:us-east-1:123456789012:function:users:live";

    public ILambdaLogger Logger => this;

    public string LogGroupName => "/aws/lambda/users";

    public string LogStreamName => "2026/11/23/[7]1";

    public int MemoryLimitInMB => 512;

    public TimeSpan RemainingTime => TimeSpan.FromHours(1);

    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string> { ["locale"] = "de_CH" };

    public IClientApplication Client => this;

    public IDictionary<string, string> Custom { get; } = new Dictionary<string, string> { ["tour"] = "blue" };

    public string AppPackageName => "com.example.users";

    public string AppTitle => "Users";

    public string AppVersionCode => "12";

    public string AppVersionName => "1.2";

    public string InstallationId => "i-7";

    public string IdentityId => "identity";

    public string IdentityPoolId => "pool";

    public void Log(string message) => throw new NotSupportedException("Nobody logs here.");

    public void LogLine(string message) => throw new NotSupportedException("Nobody logs here.");
}
