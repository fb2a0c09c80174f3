using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using RestMachine.Cdk;

// Usage: RestMachine.CdkApp PROJECT ARCHITECTURE [BUILD_IN_CONTAINER]
var app = new App();
var stack = new Stack(app, "Stack");
try
{
    new RestMachineFunction(
        stack,
        "Function",
        new RestMachineFunctionProps
        {
            Project = args[0],
            Architecture = args[1] == "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
            BuildInContainer = args.Length > 2 ? bool.Parse(args[2]) : null,
            ShutdownLayer = ShutdownLayer.FromArn("arn:aws:lambda:eu-west-1:123456789012:layer:any:1"),
        }
    );
}
catch (InvalidOperationException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
app.Synth();
return 0;
