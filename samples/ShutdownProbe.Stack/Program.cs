using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using RestMachine.Cdk;

var app = new App();
var stack = new Stack(
    app,
    "ShutdownProbe",
    new StackProps { Description = "Functions that measure how long they have when Lambda ends their environment" }
);
var witness = new LayerVersion(
    stack,
    "Witness",
    new LayerVersionProps
    {
        Code = Code.FromAsset("../ShutdownProbe/witness"),
        Description = "An extension that writes a line every 10 ms until Lambda kills it",
    }
);

// The library registers no internal extension where it does not have the loop.
var ownLoop = new Dictionary<string, string> { ["PROBE_LOOP"] = "own" };
var deaf = new Dictionary<string, string> { ["PROBE_HANDLERS"] = "deaf" };
WithLayer(Add("LayerOnly", "The layer alone", ownLoop));
WithLayer(Add("LayerAndInternal", "The layer, and an internal extension"));
WithLayer(Add("Deaf", "The same, and a handler that ignores everything", deaf));
WithLayer(Add("Handover", "The same, in a session of its own (experimental)", mode: ShutdownMode.Handover));
WithoutLayer(Add("InternalOnly", "An internal extension alone"));
WithoutLayer(Add("Neither", "No extension at all", ownLoop));

app.Synth();

RestMachineFunction Add(
    string name,
    string description,
    Dictionary<string, string>? variables = null,
    ShutdownMode mode = ShutdownMode.Signal
)
{
    var function = new RestMachineFunction(
        stack,
        name,
        new RestMachineFunctionProps
        {
            Description = description,
            Project = "../ShutdownProbe",
            // A whole processor: what is measured is the platform, and not a starved function.
            MemorySize = 1769,
            Timeout = Duration.Seconds(10),
            LoggingFormat = LoggingFormat.JSON,
            LogGroup = new LogGroup(
                stack,
                $"{name}Log",
                new LogGroupProps { Retention = RetentionDays.ONE_DAY, RemovalPolicy = RemovalPolicy.DESTROY }
            ),
            Environment = variables,
            ShutdownMode = mode,
        }
    );
    // By these restmachine probe finds them.
    new CfnOutput(stack, $"{name}Name", new CfnOutputProps { Value = function.FunctionName }).OverrideLogicalId(name);
    return function;
}

void WithLayer(RestMachineFunction function) => function.AddLayers(witness);

// What the construct is there to prevent, and what is to be measured here.
static void WithoutLayer(RestMachineFunction function) =>
    ((CfnFunction)function.Node.DefaultChild!).AddPropertyDeletionOverride("Layers");
