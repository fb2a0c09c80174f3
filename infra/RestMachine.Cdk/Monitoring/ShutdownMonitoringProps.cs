using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;

namespace RestMachine.Cdk;

/// <summary>What is watched.</summary>
public class ShutdownMonitoringProps
{
    /// <summary>A function that has the extension.</summary>
    public required Function Function { get; set; }

    /// <summary>Where the function logs to. Default: the function's own, else <c>/aws/lambda/{function name}</c>.</summary>
    public ILogGroup? LogGroup { get; set; }
}
