using Amazon.CDK;
using Amazon.CDK.Assertions;
using Amazon.CDK.AWS.Lambda;
using Annotations = Amazon.CDK.Assertions.Annotations;

namespace RestMachine.Cdk.Tests.Shutdown;

public sealed class AddToAFunction(LayerFolder folder)
{
    private const string FunctionType = "AWS::Lambda::Function";
    private const string Arn = "arn:aws:lambda:eu-west-1:123456789012:layer:restmachine-shutdown-arm64:3";
    private readonly UserFunctions _functions = new(folder);

    private Template Template => Template.FromStack(_functions.Stack);

    [Fact]
    public void AttachesTheLayerAndSetsNothingThatWasNotAsked()
    {
        RestMachineShutdown.AddTo(_functions.Add(), _functions.WithLayer());

        Template.HasResourceProperties(
            FunctionType,
            new Dictionary<string, object>
            {
                ["Layers"] = new object[] { Match.ObjectLike(Reference("^Layerx8664")) },
                ["Environment"] = Match.Absent(),
            }
        );
        Annotations.FromStack(_functions.Stack).FindError("*", Match.AnyValue()).ShouldBeEmpty();
        Annotations.FromStack(_functions.Stack).FindWarning("*", Match.AnyValue()).ShouldBeEmpty();
    }

    [Fact]
    public void SetsPortAndTimeoutFromTypedProps()
    {
        var props = _functions.WithLayer();
        (props.ExtensionPort, props.ExtensionTimeout) = (9090, Duration.Millis(1500));

        RestMachineShutdown.AddTo(_functions.Add(), props);

        HasVariables(("RESTMACHINE_EXTENSION_PORT", "9090"), ("RESTMACHINE_EXTENSION_TIMEOUT", "1.5"));
    }

    [Fact]
    public void PassesOnNumbersThatOnlyTheDeploymentKnows()
    {
        var number = new CfnParameter(_functions.Stack, "Number", new CfnParameterProps { Type = "Number" });
        var props = _functions.WithLayer();
        (props.ExtensionPort, props.ExtensionTimeout) = (number.ValueAsNumber, Duration.Seconds(number.ValueAsNumber));

        RestMachineShutdown.AddTo(_functions.Add(), props);

        var reference = new Dictionary<string, object> { ["Ref"] = "Number" };
        HasVariables(("RESTMACHINE_EXTENSION_PORT", reference), ("RESTMACHINE_EXTENSION_TIMEOUT", reference));
        Annotations.FromStack(_functions.Stack).FindError("*", Match.AnyValue()).ShouldBeEmpty();
    }

    [Fact]
    public void LeavesVariablesThatTheUserSet()
    {
        var props = _functions.WithLayer();
        (props.ExtensionPort, props.ExtensionTimeout) = (9090, Duration.Seconds(1));
        var function = _functions.Add(props =>
            props.Environment = new Dictionary<string, string> { ["RESTMACHINE_EXTENSION_PORT"] = "7070" }
        );

        RestMachineShutdown.AddTo(function, props);

        HasVariables(("RESTMACHINE_EXTENSION_PORT", "7070"), ("RESTMACHINE_EXTENSION_TIMEOUT", "1"));
    }

    [Fact]
    public void TakesALayerByItsArn()
    {
        RestMachineShutdown.AddTo(
            _functions.Add(props => props.Architecture = Architecture.ARM_64),
            new RestMachineShutdownProps { ShutdownLayer = ShutdownLayer.FromArn(Arn) }
        );

        Template.HasResourceProperties(FunctionType, new Dictionary<string, object> { ["Layers"] = new[] { Arn } });
    }

    [Fact]
    public void TakesADeployedLayerByItsParameter()
    {
        const string Parameter = "/restmachine/layer/x86_64/latest";

        RestMachineShutdown.AddTo(
            _functions.Add(),
            new RestMachineShutdownProps { ShutdownLayer = ShutdownLayer.FromParameter(Parameter) }
        );

        Template.HasParameter(
            "*",
            new Dictionary<string, object> { ["Type"] = "AWS::SSM::Parameter::Value<String>", ["Default"] = Parameter }
        );
        Template.HasResourceProperties(
            FunctionType,
            new Dictionary<string, object>
            {
                ["Layers"] = new object[]
                {
                    Match.ObjectLike(Reference("^SsmParameterValuerestmachinelayerx8664latest")),
                },
            }
        );
    }

    [Fact]
    public void RefusesASecondTime()
    {
        var function = _functions.Add();
        var props = _functions.WithLayer();
        RestMachineShutdown.AddTo(function, props);

        Should
            .Throw<InvalidOperationException>(() => RestMachineShutdown.AddTo(function, props))
            .Message.ShouldStartWith("Stack/Function has the RestMachine layer already: call AddTo once");
    }

    [Theory]
    [InlineData(Arn, "Stack/Function runs on x86_64, but arn:aws:lambda:")]
    [InlineData(
        "/restmachine/layer/arm64/0.1.0",
        "Stack/Function runs on x86_64, but the SSM parameter /restmachine/layer/arm64/0.1.0 is for arm64: name the one for"
    )]
    public void RefusesALayerOfAnotherArchitecture(string source, string expected) =>
        Refusal(
                _functions.Add(),
                source.StartsWith('/') ? ShutdownLayer.FromParameter(source) : ShutdownLayer.FromArn(source)
            )
            .ShouldStartWith(expected);

    [Theory]
    [InlineData("restmachine-shutdown-x86_64")]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:layer:restmachine-shutdown-x86_64")]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:users")]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:layer:restmachine-shutdown-x86_64:3\n")]
    public void RefusesAnArnOfNoLayersVersion(string arn) =>
        Should
            .Throw<ArgumentException>(() => ShutdownLayer.FromArn(arn))
            .Message.ShouldStartWith(
                $"\"{arn}\" is no ARN of a layer's version: expected one with the version's number"
            );

    [Fact]
    public void RefusesALayerOfAnotherRegion()
    {
        var env = new Amazon.CDK.Environment { Region = "us-east-1", Account = "123456789012" };
        var stack = new Stack(_functions.App, "Virginia", new StackProps { Env = env });
        var function = new Function(
            stack,
            "Function",
            new FunctionProps
            {
                Runtime = Runtime.PROVIDED_AL2023,
                Architecture = Architecture.ARM_64,
                Handler = "bootstrap",
                Code = Code.FromAsset(folder.Path),
            }
        );

        Refusal(function, ShutdownLayer.FromArn(Arn))
            .ShouldStartWith($"Virginia/Function is in us-east-1, but {Arn} is in eu-west-1");
    }

    [Fact]
    public void TakesAnArnThatOnlyTheDeploymentKnows()
    {
        var arn = Fn.ImportValue("restmachine-layer");

        RestMachineShutdown.AddTo(
            _functions.Add(),
            new RestMachineShutdownProps { ShutdownLayer = ShutdownLayer.FromArn(arn) }
        );

        Template.HasResourceProperties(
            FunctionType,
            new Dictionary<string, object>
            {
                ["Layers"] = new object[]
                {
                    new Dictionary<string, object> { ["Fn::ImportValue"] = "restmachine-layer" },
                },
            }
        );
    }

    [Fact]
    public void TakesANamedLayerWhereOnlyTheDeploymentKnowsTheArchitecture()
    {
        RestMachineShutdown.AddTo(
            AddOfUnknownArchitecture(),
            new RestMachineShutdownProps { ShutdownLayer = ShutdownLayer.FromArn(Arn) }
        );

        Template.HasResourceProperties(FunctionType, new Dictionary<string, object> { ["Layers"] = new[] { Arn } });
        Annotations.FromStack(_functions.Stack).FindError("*", Match.AnyValue()).ShouldBeEmpty();
    }

    [Fact]
    public void RefusesToGuessTheLayerWhereOnlyTheDeploymentKnowsTheArchitecture() =>
        Should
            .Throw<InvalidOperationException>(() => RestMachineShutdown.AddTo(AddOfUnknownArchitecture()))
            .Message.ShouldBe(
                "Stack/Function has an Architecture that only the deployment knows, and RestMachine has a layer for each: set "
                    + "ShutdownLayer to the one for it, for example with ShutdownLayer.FromParameter."
            );

    [Fact]
    public void WarnsOfALayerOfAnotherStackBecauseAnExportCannotChange()
    {
        var other = new Stack(_functions.App, "Other");
        var layer = new RestMachineLayer(other, "Layer", new RestMachineLayerProps { LayerDirectory = folder.Path });

        RestMachineShutdown.AddTo(
            _functions.Add(),
            new RestMachineShutdownProps { ShutdownLayer = ShutdownLayer.FromLayer(layer) }
        );

        Annotations
            .FromStack(_functions.Stack)
            .HasWarning("/Stack/Function", Match.StringLikeRegexp("^the layer Other/Layer is of another stack"));
    }

    [Fact]
    public void RefusesAnArmLayerOfTheAppForAnX86Function() =>
        Refusal(_functions.Add(), ShutdownLayer.FromLayer(_functions.Layer(Architecture.ARM_64)))
            .ShouldBe(
                "Stack/Function runs on x86_64, but the layer Stack/Layerarm64 is for arm64: name the one for x86_64, or set "
                    + "the function's Architecture."
            );

    [Fact]
    public void RefusesASixthLayer()
    {
        var five = Enumerable
            .Range(1, 5)
            .Select(number => LayerVersion.FromLayerVersionArn(_functions.Stack, $"L{number}", $"{Arn}{number}"));

        Refusal(_functions.Add(props => props.Layers = five.ToArray()))
            .ShouldBe(
                "Stack/Function has 5 layers, and Lambda allows 5: take one away to make room for RestMachine's."
            );
    }

    [Fact]
    public void RefusesARuntimeWithoutExtensions() =>
        Refusal(
                _functions.Add(props =>
                    (props.Runtime, props.Code) = (new Runtime("go1.x", RuntimeFamily.GO), Code.FromAsset(folder.Path))
                )
            )
            .ShouldStartWith("Stack/Function has the runtime go1.x, which knows no extensions: choose a later one");

    [Fact]
    public void TellsHowAContainerImageGetsTheExtension()
    {
        var image = Directory.CreateTempSubdirectory("image-");
        File.WriteAllText(Path.Combine(image.FullName, "Dockerfile"), "FROM public.ecr.aws/lambda/provided:al2023\n");

        Refusal(
                new DockerImageFunction(
                    _functions.Stack,
                    "Function",
                    new DockerImageFunctionProps { Code = DockerImageCode.FromImageAsset(image.FullName) }
                )
            )
            .ShouldBe(
                "Stack/Function is a container image, and images have no layers: put the extension into the image, with "
                    + "\"restmachine create-extension\" and \"COPY --chmod=0755 extensions/restmachine-shutdown "
                    + "/opt/extensions/restmachine-shutdown\" in its Dockerfile."
            );
        image.Delete(recursive: true);
    }

    private Function AddOfUnknownArchitecture()
    {
        var parameter = new CfnParameter(_functions.Stack, "Architecture");
        return _functions.Add(props => props.Architecture = Architecture.Custom(parameter.ValueAsString));
    }

    private static Dictionary<string, object> Reference(string pattern) =>
        new() { ["Ref"] = Match.StringLikeRegexp(pattern) };

    private static string Refusal(Function function, ShutdownLayer? layer = null) =>
        Should
            .Throw<InvalidOperationException>(() =>
                RestMachineShutdown.AddTo(
                    function,
                    new RestMachineShutdownProps
                    {
                        ShutdownLayer = layer ?? ShutdownLayer.FromArn("arn:aws:lambda:::layer:x:1"),
                    }
                )
            )
            .Message;

    private void HasVariables(params (string Name, object Value)[] variables) =>
        Template.HasResourceProperties(
            FunctionType,
            new Dictionary<string, object>
            {
                ["Environment"] = new Dictionary<string, object>
                {
                    ["Variables"] = variables.ToDictionary(pair => pair.Name, pair => pair.Value),
                },
            }
        );
}
