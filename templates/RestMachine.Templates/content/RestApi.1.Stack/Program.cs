using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AwsApigatewayv2Integrations;
using RestMachine.Cdk;

var app = new App();
var stack = new Stack(app, "STACK-NAME");

var function = new RestMachineFunction(
    stack,
    "Function",
    new RestMachineFunctionProps
    {
        Project = "../RestApi.1",
        MemorySize = 512,
        Timeout = Duration.Seconds(10),
#if (postgres)
        // The connection string: aws ssm put-parameter --name /STACK-NAME/database --type String --value "Host=..."
        Environment = new Dictionary<string, string>
        {
            ["DATABASE"] = Amazon.CDK.AWS.SSM.StringParameter.ValueForStringParameter(stack, "/STACK-NAME/database"),
        },
#endif
    }
);
var api = new HttpApi(
    stack,
    "Api",
    new HttpApiProps { DefaultIntegration = new HttpLambdaIntegration("Integration", function) }
);
new CfnOutput(stack, "Url", new CfnOutputProps { Value = api.ApiEndpoint });

app.Synth();
