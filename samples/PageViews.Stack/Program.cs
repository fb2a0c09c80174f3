using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AwsApigatewayv2Integrations;
using RestMachine.Cdk;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;

var app = new App();
var stack = new Stack(
    app,
    "PageViews",
    new StackProps { Description = "Page views, counted in memory and written back" }
);

var table = new Table(
    stack,
    "Table",
    new TableProps
    {
        PartitionKey = new Attribute { Name = "page", Type = AttributeType.STRING },
        BillingMode = BillingMode.PAY_PER_REQUEST,
        RemovalPolicy = RemovalPolicy.DESTROY,
    }
);
var views = new RestMachineFunction(
    stack,
    "Views",
    new RestMachineFunctionProps
    {
        Description = "Page views",
        Project = "../PageViews",
        MemorySize = 512,
        Timeout = Duration.Seconds(10),
        Environment = new Dictionary<string, string> { ["TABLE"] = table.TableName },
    }
);
table.GrantReadWriteData(views);
new ShutdownMonitoring(stack, "Monitoring", new ShutdownMonitoringProps { Function = views });

// -c collector=ARN: a layer with an OpenTelemetry collector, an extension that listens on this port.
if (app.Node.TryGetContext("collector") is string collector)
{
    views.AddLayers(LayerVersion.FromLayerVersionArn(stack, "Collector", collector));
    views.AddEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318");
}

var api = new HttpApi(
    stack,
    "Api",
    new HttpApiProps { DefaultIntegration = new HttpLambdaIntegration("ViewsIntegration", views) }
);
new CfnOutput(stack, "Url", new CfnOutputProps { Value = api.ApiEndpoint });

app.Synth();
