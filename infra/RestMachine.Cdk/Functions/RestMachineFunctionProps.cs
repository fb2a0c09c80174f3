using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;

namespace RestMachine.Cdk;

/// <summary>Every option of a function, and where its code comes from: <see cref="Project"/> or <see cref="Code"/>.</summary>
public class RestMachineFunctionProps : FunctionOptions
{
    /// <summary>
    /// A .NET project file, or a folder with exactly one, relative to the current directory: published with
    /// <c>dotnet publish</c> for the function's architecture whenever the app is synthesized.
    /// </summary>
    public string? Project { get; set; }

    /// <summary>Ready code instead of a project. Needs <see cref="Handler"/> and <see cref="Runtime"/>.</summary>
    public Code? Code { get; set; }

    /// <summary>
    /// Default: <c>bootstrap</c> for Native AOT, the assembly's name for another executable. A class library needs one:
    /// <c>Assembly::Namespace.Class::Method</c>.
    /// </summary>
    public string? Handler { get; set; }

    /// <summary>
    /// Default: provided.al2023 for Native AOT, else the managed runtime of the project's target framework.
    /// </summary>
    public Runtime? Runtime { get; set; }

    /// <summary>
    /// The framework that a project with several <c>TargetFrameworks</c> is published for, such as <c>net10.0</c>. Default:
    /// the project's only one.
    /// </summary>
    public string? Framework { get; set; }

    /// <summary>
    /// MSBuild properties of the publish, such as <c>Version</c>, each as with <c>-p:name=value</c>. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string>? BuildProperties { get; set; }

    /// <summary>
    /// Where the project is published: true for a container, which needs Docker; false for this machine. Default: this
    /// machine, or a container where it cannot, because it has no .NET SDK, or because Native AOT is to be compiled for
    /// another operating system or architecture than its own, or without a linker.
    /// </summary>
    public bool? BuildInContainer { get; set; }

    /// <summary>
    /// The container's image, with a .NET SDK and a linker on Amazon Linux. Default: AWS SAM's build image of the project's
    /// framework and the function's architecture, such as <c>public.ecr.aws/sam/build-dotnet10:latest-arm64</c>.
    /// </summary>
    public DockerImage? BuildImage { get; set; }

    /// <summary>
    /// The folder that a container sees: the project and all that it refers to. Default: the nearest folder above the project
    /// that is a Git clone or has a solution, else the project's own.
    /// </summary>
    public string? SourceDirectory { get; set; }

    /// <summary>
    /// Responses are streamed: the variable <c>RESTMACHINE_STREAMING</c> is <c>on</c>, unless the function has one of its own,
    /// and function URLs that <see cref="RestMachineFunction.AddFunctionUrl"/> makes have the invoke mode RESPONSE_STREAM.
    /// HTTP APIs and load balancers cannot stream. Default: false.
    /// </summary>
    public bool Streaming { get; set; }

    /// <inheritdoc cref="RestMachineShutdownProps.ShutdownLayer"/>
    public ShutdownLayer? ShutdownLayer { get; set; }

    /// <inheritdoc cref="RestMachineShutdownProps.ShutdownMode"/>
    public ShutdownMode ShutdownMode { get; set; }

    /// <inheritdoc cref="RestMachineShutdownProps.ExtensionPort"/>
    public double? ExtensionPort { get; set; }

    /// <inheritdoc cref="RestMachineShutdownProps.ExtensionTimeout"/>
    public Duration? ExtensionTimeout { get; set; }
}
