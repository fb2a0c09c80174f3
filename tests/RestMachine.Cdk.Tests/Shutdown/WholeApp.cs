using Amazon.CDK;
using Amazon.CDK.Assertions;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.CloudFront.Experimental;
using Amazon.CDK.AWS.CloudFront.Origins;
using Amazon.CDK.AWS.Lambda;
using Amazon.JSII.Runtime.Deputy;
using Constructs;
using Annotations = Amazon.CDK.Assertions.Annotations;
using CfnFunction = Amazon.CDK.AWS.Lambda.CfnFunction;
using CfnFunctionProps = Amazon.CDK.AWS.Lambda.CfnFunctionProps;
using Function = Amazon.CDK.AWS.Lambda.Function;
using FunctionProps = Amazon.CDK.AWS.Lambda.FunctionProps;

namespace RestMachine.Cdk.Tests.Shutdown;

public sealed class WholeApp(LayerFolder folder)
{
    private readonly UserFunctions _functions = new(folder);

    [Fact]
    public void GetsTheLayerOnEveryFunctionOnce()
    {
        var props = _functions.WithLayer();
        RestMachineShutdown.AddTo(_functions.Add(id: "First"), props);
        _functions.Add(id: "Second");

        Aspects.Of(_functions.App).Add(new RestMachineShutdownAspect(props));

        LayerCounts().ShouldBe([1, 1]);
    }

    [Fact]
    public void KeepsFunctionsThatCannotTakeTheLayerAndSaysWhy()
    {
        _functions.Add(props =>
            (props.Runtime, props.Code) = (new Runtime("go1.x", RuntimeFamily.GO), Code.FromAsset(folder.Path))
        );

        Aspects.Of(_functions.App).Add(new RestMachineShutdownAspect(_functions.WithLayer()));

        LayerCounts().ShouldBe([0]);
        Annotations
            .FromStack(_functions.Stack)
            .HasWarning("/Stack/Function", Match.StringLikeRegexp("^Skipped: Stack/Function has the runtime go1.x"));
    }

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("eu-west-1")]
    public void LeavesFunctionsAtTheEdgeAndSaysWhy(string region)
    {
        var env = new Amazon.CDK.Environment { Region = region, Account = "123456789012" };
        new EdgeFunction(
            new Stack(_functions.App, "Web", new StackProps { Env = env }),
            "Edge",
            new EdgeFunctionProps
            {
                Runtime = Runtime.NODEJS_20_X,
                Handler = "index.handler",
                Code = Code.FromInline("exports.handler = async () => {};"),
            }
        );
        Aspects
            .Of(_functions.App)
            .Add(new RestMachineShutdownAspect(new RestMachineShutdownProps { ExtensionPort = 9090 }));

        Skipped()
            .ShouldHaveSingleItem()
            .ShouldContain("is a Lambda@Edge function, which has neither layers nor variables");
    }

    [Fact]
    public void LeavesAPlainFunctionThatADistributionNames()
    {
        AddDistribution(AtTheEdge());

        Aspects
            .Of(_functions.App)
            .Add(new RestMachineShutdownAspect(new RestMachineShutdownProps { ExtensionPort = 9090 }));

        Skipped()
            .ShouldBe([
                "Skipped: Web/Function is a Lambda@Edge function, which has neither layers nor variables: RestMachine's "
                    + "shutdown handlers cannot run there. [ack: restmachine:skipped]",
            ]);
    }

    [Fact]
    public void FindsOutThatADistributionNamesAFunctionAfterIt()
    {
        var function = AtTheEdge();
        RestMachineShutdown.AddTo(function, new RestMachineShutdownProps());

        AddDistribution(function);

        Skipped().ShouldHaveSingleItem().ShouldStartWith("The function is a Lambda@Edge function, which has neither");
    }

    [Fact]
    public void IsAStageWhereTheAppHasStages()
    {
        var stage = new Stage(_functions.App, "Dev");
        var stack = new Stack(stage, "Stack");
        var nested = new NestedStack(stack, "Nested");
        foreach (var scope in new[] { stack, nested })
        {
            new Function(
                scope,
                "Function",
                new FunctionProps
                {
                    Runtime = Runtime.PYTHON_3_12,
                    Handler = "index.handler",
                    Code = Code.FromInline("def handler(event, context): pass"),
                }
            );
        }

        Aspects.Of(stage).Add(new RestMachineShutdownAspect());

        foreach (var scope in new[] { stack, nested })
        {
            var template = Template.FromStack(scope);
            template.ResourceCountIs("AWS::Lambda::LayerVersion", 1);
            template.HasResourceProperties(
                "AWS::Lambda::Function",
                new Dictionary<string, object> { ["Layers"] = Match.AnyValue() }
            );
        }
    }

    [Fact]
    public void SaysThatItPassesOverFunctionsOfTheLowestLevel()
    {
        new CfnFunction(
            _functions.Stack,
            "Raw",
            new CfnFunctionProps { Role = "arn:aws:iam::123456789012:role/r", Code = new CfnFunction.CodeProperty() }
        );

        Aspects.Of(_functions.App).Add(new RestMachineShutdownAspect(_functions.WithLayer()));

        Annotations
            .FromStack(_functions.Stack)
            .HasWarning("/Stack/Raw", Match.StringLikeRegexp("^Skipped: Stack/Raw is a CfnFunction: set its Layers"));
    }

    [Fact]
    public void LeavesFunctionsThatTheUserDoesNotInclude()
    {
        _functions.Add(id: "Ours");
        _functions.Add(id: "Theirs");
        var aspect = new RestMachineShutdownAspect(_functions.WithLayer(), function => function.Node.Id == "Ours");

        Aspects.Of(_functions.App).Add(aspect);

        LayerCounts().ShouldBe([0, 1]);
    }

    // CDK renders the list of layers once: a guard that looks too early would take away what comes later.
    [Fact]
    public void KeepsTheLayersOfAspectsThatComeLater()
    {
        var function = _functions.Add();
        var layer = LayerVersion.FromLayerVersionArn(_functions.Stack, "More", "arn:aws:lambda:::layer:more:1");
        function.AddLayers(LayerVersion.FromLayerVersionArn(_functions.Stack, "One", "arn:aws:lambda:::layer:one:1"));
        Aspects.Of(_functions.App).Add(new RestMachineShutdownAspect(_functions.WithLayer()));

        Aspects.Of(_functions.App).Add(new AddingAspect(layer));

        LayerCounts().ShouldBe([3]);
    }

    [Fact]
    public void IsGuardedLikeASingleFunction()
    {
        _functions.Add(props => props.Timeout = Duration.Seconds(901));

        Aspects.Of(_functions.App).Add(new RestMachineShutdownAspect(_functions.WithLayer()));

        Annotations.FromStack(_functions.Stack).HasError("/Stack/Function", Match.StringLikeRegexp("901 s"));
    }

    private Function AtTheEdge()
    {
        var env = new Amazon.CDK.Environment { Region = "us-east-1", Account = "123456789012" };
        var props = new FunctionProps
        {
            Runtime = Runtime.NODEJS_20_X,
            Handler = "index.handler",
            Code = Code.FromInline("exports.handler = async () => {};"),
        };
        return new Function(new Stack(_functions.App, "Web", new StackProps { Env = env }), "Function", props);
    }

    private static void AddDistribution(Function function)
    {
        var edge = new EdgeLambda
        {
            FunctionVersion = function.CurrentVersion,
            EventType = LambdaEdgeEventType.VIEWER_REQUEST,
        };
        var behavior = new BehaviorOptions { Origin = new HttpOrigin("example.com"), EdgeLambdas = [edge] };
        new Distribution(Stack.Of(function), "Site", new DistributionProps { DefaultBehavior = behavior });
    }

    private string[] Skipped() =>
        _functions
            .App.Synth()
            .Stacks.SelectMany(stack => stack.Messages)
            .Select(message => message.Entry.Data!.ToString()!)
            .ToArray();

    private int[] LayerCounts() =>
        Template
            .FromStack(_functions.Stack)
            .FindResources("AWS::Lambda::Function")
            .Values.Select(function => (IDictionary<string, object>)function["Properties"])
            .Select(properties => properties.TryGetValue("Layers", out var layers) ? ((object[])layers).Length : 0)
            .Order()
            .ToArray();

    private sealed class AddingAspect(ILayerVersion layer) : DeputyBase, IAspect
    {
        public void Visit(IConstruct node) => (node as Function)?.AddLayers(layer);
    }
}
