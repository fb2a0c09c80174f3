using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;

namespace RestMachine.Cdk;

/// <summary>A Lambda function from a .NET project, with the extension that lets its shutdown handlers run.</summary>
public class RestMachineFunction : Function
{
    /// <param name="scope">Its parent, in a stack.</param>
    /// <param name="id">Unique in the scope.</param>
    /// <param name="props">At least <see cref="RestMachineFunctionProps.Project"/>.</param>
    /// <exception cref="InvalidOperationException">
    /// The project cannot be published, or what it publishes cannot run on Lambda; the message names the fix.
    /// </exception>
    public RestMachineFunction(Construct scope, string id, RestMachineFunctionProps props)
        : base(scope, id, ToFunctionProps(scope, $"{scope.Node.Path}/{id}".TrimStart('/'), props)) =>
        RestMachineShutdown.AddTo(
            this,
            new RestMachineShutdownProps
            {
                ShutdownLayer = props.ShutdownLayer,
                ExtensionPort = props.ExtensionPort,
                ExtensionTimeout = props.ExtensionTimeout,
            }
        );

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
