using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;

namespace RestMachine.Cdk.Tests.Shutdown;

/// <summary>A stack with functions such as users have, and the layers that the tests give to them.</summary>
internal sealed class UserFunctions(LayerFolder folder)
{
    public App App { get; init; } = new();

    public Stack Stack => field ??= new Stack(App, "Stack");

    public RestMachineLayer Layer(Architecture architecture) =>
        new(
            Stack,
            $"Layer{architecture.Name}",
            new RestMachineLayerProps { Architecture = architecture, LayerDirectory = folder.Path }
        );

    public RestMachineShutdownProps WithLayer() =>
        new() { ShutdownLayer = ShutdownLayer.FromLayer(Layer(Architecture.X86_64)) };

    public Function Add(Action<FunctionProps>? change = null, string id = "Function")
    {
        var props = new FunctionProps
        {
            Runtime = Runtime.PYTHON_3_12,
            Handler = "index.handler",
            Code = Code.FromInline("def handler(event, context): pass"),
        };
        change?.Invoke(props);
        return new Function(Stack, id, props);
    }
}
