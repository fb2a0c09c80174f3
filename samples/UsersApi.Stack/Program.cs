using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AwsApigatewayv2Integrations;
using RestMachine.Cdk;

var app = new App();
var stack = new Stack(app, "UsersApi", new StackProps { Description = "Users, in a database that is closed in time" });

// -c layer=/restmachine/layer/x86_64/latest takes the layer that the layer's own stack has published.
var parameter = app.Node.TryGetContext("layer") as string;
var users = new RestMachineFunction(
    stack,
    "Users",
    new RestMachineFunctionProps
    {
        Project = "../UsersApi",
        MemorySize = 512,
        Timeout = Duration.Seconds(10),
        ShutdownLayer = parameter is null ? null : ShutdownLayer.FromParameter(parameter),
    }
);
var api = new HttpApi(
    stack,
    "Api",
    new HttpApiProps { DefaultIntegration = new HttpLambdaIntegration("UsersIntegration", users) }
);
new CfnOutput(stack, "Url", new CfnOutputProps { Value = api.ApiEndpoint });

app.Synth();
