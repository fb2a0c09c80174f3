namespace RestMachine.Aws;

/// <summary>What invoked the function, recognised from the event itself.</summary>
public enum LambdaEventKind
{
    /// <summary>No HTTP event; <see cref="LambdaEvent.Source"/> may know its name.</summary>
    Other,

    /// <summary>An API Gateway HTTP API, payload format 2.0.</summary>
    HttpApi,

    /// <summary>A Lambda Function URL.</summary>
    FunctionUrl,

    /// <summary>An API Gateway REST API, or an HTTP API with payload format 1.0.</summary>
    RestApi,

    /// <summary>An Application Load Balancer.</summary>
    Alb,

    /// <summary>An Application Load Balancer whose target group has multi-value headers enabled.</summary>
    AlbMultiValue,
}
