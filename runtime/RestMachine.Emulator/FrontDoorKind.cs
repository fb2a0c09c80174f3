namespace RestMachine.Emulator;

/// <summary>What stands between HTTP and the function: the form of its events and responses.</summary>
public enum FrontDoorKind
{
    /// <summary>An API Gateway HTTP API, payload format 2.0; it decodes the path.</summary>
    HttpApi,

    /// <summary>A Lambda Function URL; payload format 2.0, the path as it was sent.</summary>
    FunctionUrl,

    /// <summary>An API Gateway REST API with one greedy resource, in the stage <c>local</c>.</summary>
    RestApi,

    /// <summary>An Application Load Balancer.</summary>
    Alb,

    /// <summary>An Application Load Balancer whose target group has multi-value headers enabled.</summary>
    AlbMultiValue,
}
