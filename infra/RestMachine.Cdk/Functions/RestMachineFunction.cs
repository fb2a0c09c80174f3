using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using RestMachine.Checks;

namespace RestMachine.Cdk;

/// <summary>A Lambda function from a .NET project, with the extension that lets its shutdown handlers run.</summary>
public class RestMachineFunction : Function
{
    private readonly bool _isStreaming;

    /// <param name="scope">Its parent, in a stack.</param>
    /// <param name="id">Unique in the scope.</param>
    /// <param name="props">At least <see cref="RestMachineFunctionProps.Project"/>.</param>
    /// <exception cref="InvalidOperationException">
    /// The project cannot be published, or what it publishes cannot run on Lambda; the message names the fix.
    /// </exception>
    public RestMachineFunction(Construct scope, string id, RestMachineFunctionProps props)
        : base(scope, id, ToFunctionProps(scope, $"{scope.Node.Path}/{id}".TrimStart('/'), props))
    {
        _isStreaming = props.Streaming;
        if (_isStreaming)
        {
            RestMachineShutdown.Set(this, new SynthesizedFunction(this).Read(), Variables.Streaming, "on");
        }
        RestMachineShutdown.AddTo(
            this,
            new RestMachineShutdownProps
            {
                ShutdownLayer = props.ShutdownLayer,
                ShutdownMode = props.ShutdownMode,
                ExtensionPort = props.ExtensionPort,
                ExtensionTimeout = props.ExtensionTimeout,
            }
        );
    }

    /// <summary>Adds a URL. Its invoke mode is RESPONSE_STREAM by default if the function streams, else BUFFERED.</summary>
    /// <param name="options">Default: signed by AWS_IAM, as CDK's own default is.</param>
    public override FunctionUrl AddFunctionUrl(IFunctionUrlOptions? options = null)
    {
        if (!_isStreaming)
        {
            return base.AddFunctionUrl(options);
        }
        if (options?.InvokeMode == InvokeMode.BUFFERED)
        {
            Annotations
                .Of(this)
                .AddWarningV2(
                    "restmachine:streaming",
                    "The function streams, but its URL's InvokeMode is BUFFERED, which passes on what belongs to the protocol "
                        + "of streams: leave InvokeMode away, or set Streaming to false."
                );
        }
        return base.AddFunctionUrl(
            new FunctionUrlOptions
            {
                AuthType = options?.AuthType,
                Cors = options?.Cors,
                InvokeMode = options?.InvokeMode ?? InvokeMode.RESPONSE_STREAM,
            }
        );
    }

    private static FunctionProps ToFunctionProps(Construct scope, string path, RestMachineFunctionProps props)
    {
        var code = FunctionCode.From(Stack.Of(scope), path, props);
        var result = new FunctionProps
        {
            Code = code.Code,
            Handler = code.Handler,
            Runtime = code.Runtime,
        };
        // By reflection, so that an option of a newer CDK is passed on as well.
        foreach (var option in typeof(FunctionOptions).GetProperties().Where(option => option.CanWrite))
        {
            typeof(FunctionProps).GetProperty(option.Name)!.SetValue(result, option.GetValue(props));
        }
        return result;
    }
}
