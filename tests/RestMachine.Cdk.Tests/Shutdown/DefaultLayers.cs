using Amazon.CDK;
using Amazon.CDK.Assertions;
using Amazon.CDK.AWS.Lambda;
using Amazon.JSII.Runtime.Deputy;
using Constructs;
using Annotations = Amazon.CDK.Assertions.Annotations;

namespace RestMachine.Cdk.Tests.Shutdown;

// The layer that comes with the library: "dotnet build layer/Layer.proj" publishes what it is made from.
public sealed class DefaultLayers(LayerFolder folder)
{
    private const string LayerType = "AWS::Lambda::LayerVersion";
    private readonly UserFunctions _functions = new(folder);

    private Template Template => Template.FromStack(_functions.Stack);

    [Fact]
    public void AreOneForAllFunctionsOfAStackAndArchitecture()
    {
        RestMachineShutdown.AddTo(_functions.Add(id: "First"));
        RestMachineShutdown.AddTo(_functions.Add(id: "Second"));
        RestMachineShutdown.AddTo(_functions.Add(props => props.Architecture = Architecture.ARM_64, "Arm"));

        Template.ResourceCountIs(LayerType, 2);
        Errors().ShouldBeEmpty();
    }

    [Fact]
    public void AreForTheArchitectureThatTheFunctionHasInTheEnd()
    {
        _functions.Add();
        Aspects.Of(_functions.App).Add(new RestMachineShutdownAspect());

        Aspects.Of(_functions.App).Add(new ToArm());

        Errors()
            .ShouldBe([
                "The function runs on arm64, but RestMachine's layer was attached while it ran on x86_64: set Architecture in "
                    + "the function's own props, before the layer is attached.",
            ]);
    }

    [Fact]
    public void AreNotMadeForAFunctionThatCannotTakeThem()
    {
        var five = Enumerable
            .Range(1, 5)
            .Select(number =>
                LayerVersion.FromLayerVersionArn(_functions.Stack, $"L{number}", $"arn:aws:lambda:::layer:its:{number}")
            );
        var function = _functions.Add(props => props.Layers = five.ToArray());

        Should.Throw<InvalidOperationException>(() => RestMachineShutdown.AddTo(function));

        // The second time says the same, not that it has the layer.
        Should
            .Throw<InvalidOperationException>(() => RestMachineShutdown.AddTo(function))
            .Message.ShouldStartWith("Stack/Function has 5 layers");
        Template.ResourceCountIs(LayerType, 0);
    }

    [Fact]
    public void AreNotTakenForOnesOfTheUsersThatHaveTheirId()
    {
        new LayerVersion(
            _functions.Stack,
            "RestMachineLayerX8664",
            new LayerVersionProps { Code = Code.FromAsset(folder.Path) }
        );

        Should
            .Throw<Exception>(() => RestMachineShutdown.AddTo(_functions.Add()))
            .Message.ShouldContain("There is already a Construct with name 'RestMachineLayerX8664'");
    }

    [Fact]
    public void AreRefusedBesideOneOfTheUsersOwn()
    {
        var own = new RestMachineLayer(
            _functions.Stack,
            "Own",
            new RestMachineLayerProps { LayerDirectory = folder.Path }
        );

        RestMachineShutdown.AddTo(_functions.Add(props => props.Layers = [own]));

        Errors().ShouldHaveSingleItem().ShouldStartWith("The function has a layer twice (");
    }

    [Fact]
    public void AreRefusedBesideADeployedOne()
    {
        var function = _functions.Add();
        RestMachineShutdown.AddTo(function);

        RestMachineShutdown.AddTo(
            _functions.Add(id: "Other"),
            new RestMachineShutdownProps
            {
                ShutdownLayer = ShutdownLayer.FromParameter("/restmachine/layer/x86_64/latest"),
            }
        );
        function.AddLayers(
            LayerVersion.FromLayerVersionArn(
                _functions.Stack,
                "Deployed",
                Amazon.CDK.AWS.SSM.StringParameter.ValueForStringParameter(
                    _functions.Stack,
                    "/restmachine/layer/x86_64/latest"
                )
            )
        );

        Errors().ShouldHaveSingleItem().ShouldStartWith("The function has a layer twice (");
    }

    [Fact]
    public void StandBesideLayersOfOthersWhateverTheirNamesAre()
    {
        var shared = new Stack(_functions.App, "RestMachineLayerShared");
        ILayerVersion[] foreign =
        [
            new LayerVersion(
                _functions.Stack,
                "RestMachineLayerTools",
                new LayerVersionProps { Code = Code.FromAsset(folder.Path) }
            ),
            new LayerVersion(shared, "Tools", new LayerVersionProps { Code = Code.FromAsset(folder.Path) }),
        ];

        RestMachineShutdown.AddTo(_functions.Add(props => props.Layers = foreign));

        Errors().ShouldBeEmpty();
    }

    private string[] Errors() =>
        Annotations
            .FromStack(_functions.Stack)
            .FindError("*", Match.AnyValue())
            .Select(message => message.Entry.Data!.ToString()!)
            .ToArray();

    private sealed class ToArm : DeputyBase, IAspect
    {
        public void Visit(IConstruct node)
        {
            if (node is CfnFunction function)
            {
                function.Architectures = ["arm64"];
            }
        }
    }
}
