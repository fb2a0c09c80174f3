using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.RDS;
using Amazon.CDK.AwsApigatewayv2Integrations;
using RestMachine.Cdk;
using InstanceType = Amazon.CDK.AWS.EC2.InstanceType;

const string User = "users";
var app = new App();
var stack = new Stack(
    app,
    "PostgresUsers",
    new StackProps { Description = "Users, over a pool of PostgreSQL connections" }
);

// Nothing here reaches the internet, nor needs to: the password is computed in the function.
var isolated = new SubnetSelection { SubnetType = SubnetType.PRIVATE_ISOLATED };
var vpc = new Vpc(
    stack,
    "Vpc",
    new VpcProps
    {
        MaxAzs = 2,
        NatGateways = 0,
        SubnetConfiguration = [new SubnetConfiguration { Name = "Isolated", SubnetType = SubnetType.PRIVATE_ISOLATED }],
    }
);
var database = new DatabaseInstance(
    stack,
    "Database",
    new DatabaseInstanceProps
    {
        // Newer than the oldest CDK that the constructs work with.
        Engine = DatabaseInstanceEngine.Postgres(
            new PostgresInstanceEngineProps { Version = PostgresEngineVersion.Of("17.6", "17") }
        ),
        InstanceType = InstanceType.Of(InstanceClass.T4G, InstanceSize.MICRO),
        Vpc = vpc,
        VpcSubnets = isolated,
        Credentials = Credentials.FromGeneratedSecret(User),
        DatabaseName = User,
        StorageEncrypted = true,
    }
);

// Shares few connections to the server among all environments, however many there are.
var proxy = database.AddProxy(
    "Proxy",
    new DatabaseProxyOptions
    {
        Secrets = [database.Secret!],
        Vpc = vpc,
        VpcSubnets = isolated,
        IamAuth = true,
        RequireTLS = true,
    }
);
var users = new RestMachineFunction(
    stack,
    "Users",
    new RestMachineFunctionProps
    {
        Description = "Users",
        Project = "../PostgresUsers",
        MemorySize = 512,
        Timeout = Duration.Seconds(10),
        Vpc = vpc,
        VpcSubnets = isolated,
        Environment = new Dictionary<string, string>
        {
            ["DATABASE"] = string.Join(
                ';',
                $"Host={proxy.Endpoint}",
                $"Username={User}",
                $"Database={User}",
                "SSL Mode=VerifyFull",
                "Maximum Pool Size=1",
                "No Reset On Close=true",
                "Timeout=5"
            ),
        },
    }
);
proxy.GrantConnect(users, User);
proxy.Connections.AllowFrom(users, Port.POSTGRES);

var api = new HttpApi(
    stack,
    "Api",
    new HttpApiProps { DefaultIntegration = new HttpLambdaIntegration("UsersIntegration", users) }
);
new CfnOutput(stack, "Url", new CfnOutputProps { Value = api.ApiEndpoint });

app.Synth();
