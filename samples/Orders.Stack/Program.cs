using Amazon.CDK;
using Amazon.CDK.AWS.APIGateway;
using RestMachine.Cdk;

var app = new App();
var stack = new Stack(
    app,
    "Orders",
    new StackProps { Description = "Orders, from a class library for a managed runtime" }
);

var orders = new RestMachineFunction(
    stack,
    "Orders",
    new RestMachineFunctionProps
    {
        Description = "Orders",
        Project = "../Orders",
        Handler = "Orders::Orders.OrdersFunction::Handler",
        MemorySize = 512,
        Timeout = Duration.Seconds(10),
        // Of this repository alone, which can be built without Amazon's packages: what is deployed has the genuine ones.
        BuildProperties = new Dictionary<string, string>
        {
            ["AmazonLambdaPackages"] = System.Environment.GetEnvironmentVariable("AmazonLambdaPackages") ?? "nuget",
        },
    }
);
_ = new LambdaRestApi(stack, "Api", new LambdaRestApiProps { Handler = orders });

app.Synth();
