using Amazon.CDK;

namespace RestMachine.Cdk;

/// <summary>How a function gets the extension.</summary>
public class RestMachineShutdownProps
{
    /// <summary>
    /// Where the layer comes from. Default: one <see cref="RestMachineLayer"/> for the function's stack and architecture,
    /// made from the binaries that come with this library.
    /// </summary>
    public ShutdownLayer? ShutdownLayer { get; set; }

    /// <summary>
    /// Whether the function is handed over, which is experimental. On a managed runtime the variable
    /// <c>AWS_LAMBDA_EXEC_WRAPPER</c> says so; on an OS-only one the package's bootstrap must, and that of a
    /// <see cref="RestMachineFunction"/> with a project does. Default: <see cref="ShutdownMode.Signal"/>.
    /// </summary>
    public ShutdownMode ShutdownMode { get; set; }

    /// <summary>
    /// The loopback port of <c>POST /shutdown</c>: the variable <c>RESTMACHINE_EXTENSION_PORT</c>, unless the function has
    /// one of its own. Default: 8080, by leaving the variable away.
    /// </summary>
    public double? ExtensionPort { get; set; }

    /// <summary>
    /// The longest that <c>POST /shutdown</c> may take: the variable <c>RESTMACHINE_EXTENSION_TIMEOUT</c>, unless the
    /// function has one of its own. Default: what Lambda gives, 2 seconds, by leaving the variable away.
    /// </summary>
    public Duration? ExtensionTimeout { get; set; }
}
