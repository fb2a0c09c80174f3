using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using RestMachine.Cdk;

var app = new App();
var stack = new Stack(
    app,
    "OtherRuntimes",
    new StackProps { Description = "Functions in Python and Node.js that end in order" }
);

// As any app has them: nothing here knows of the extension.
var python = new Function(
    stack,
    "Python",
    new FunctionProps
    {
        Description = "Python",
        Runtime = Runtime.PYTHON_3_12,
        Handler = "app.handler",
        Code = Code.FromAsset("python"),
    }
);
var node = new Function(
    stack,
    "Node",
    new FunctionProps
    {
        Description = "Node.js",
        // Newer than the oldest CDK that the constructs work with.
        Runtime = new Runtime("nodejs22.x", RuntimeFamily.NODEJS),
        Handler = "index.handler",
        Code = Code.FromAsset("nodejs"),
    }
);

// The one line. The port is that of POST /shutdown, which these functions have no use for: one that they leave alone.
Aspects.Of(app).Add(new RestMachineShutdownAspect(new RestMachineShutdownProps { ExtensionPort = 9108 }));

new CfnOutput(stack, "PythonFunction", new CfnOutputProps { Value = python.FunctionName });
new CfnOutput(stack, "NodeFunction", new CfnOutputProps { Value = node.FunctionName });

app.Synth();
