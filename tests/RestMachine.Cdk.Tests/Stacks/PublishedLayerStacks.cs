using Amazon.CDK;
using Amazon.CDK.Assertions;
using RestMachine.LayerStack;

namespace RestMachine.Cdk.Tests.Stacks;

public sealed class PublishedLayerStacks(LayerFolder folder)
{
    private const string ParameterType = "AWS::SSM::Parameter";
    private static readonly string[] Architectures = ["x86_64", "arm64"];
    private readonly Dictionary<string, object> _context = new() { ["layer"] = folder.Path };

    [Fact]
    public void HoldBothArchitecturesAndTellTheirArns()
    {
        var template = Template.FromStack(Synthesize().ShouldHaveSingleItem());

        template.ResourceCountIs("AWS::Lambda::LayerVersion", 2);
        foreach (var architecture in Architectures)
        {
            template.HasResourceProperties(
                "AWS::Lambda::LayerVersion",
                new Dictionary<string, object> { ["CompatibleArchitectures"] = new[] { architecture } }
            );
            template.HasOutput(
                "*",
                new Dictionary<string, object> { ["Description"] = $"The layer for {architecture}" }
            );
        }
        template.FindOutputs("*").Values.ShouldAllBe(output => !output.ContainsKey("Export"));
    }

    [Fact]
    public void PointToTheLatestLayerAndKeepThePointersToReplacedOnes()
    {
        var template = Template.FromStack(Synthesize().ShouldHaveSingleItem());

        template.ResourceCountIs(ParameterType, 4);
        foreach (var architecture in Architectures)
        {
            template.HasResource(ParameterType, Parameter(architecture, "latest", Match.Absent(), Match.Absent()));
            template.HasResource(
                ParameterType,
                Parameter(architecture, RestMachineLayer.SemanticVersion, "Retain", "Delete")
            );
        }
    }

    [Fact]
    public void AreOneForEachRegionOfTheContext()
    {
        _context["regions"] = "eu-west-1, us-east-1,eu-west-1";

        var stacks = Synthesize();

        stacks.Select(stack => stack.Region).ShouldBe(["eu-west-1", "us-east-1"]);
        stacks.Select(stack => stack.StackName).ShouldAllBe(name => name == "RestMachineLayer");
        stacks.Select(stack => stack.ArtifactId).ShouldBe(["RestMachineLayer-eu-west-1", "RestMachineLayer-us-east-1"]);
    }

    [Fact]
    public void ShareTheirLayersWithWhomTheContextNames()
    {
        _context["share"] = "123456789012,o-abcdefghij,everyone";

        Template
            .FromStack(Synthesize().ShouldHaveSingleItem())
            .ResourceCountIs("AWS::Lambda::LayerVersionPermission", 6);
    }

    [Fact]
    public void ReadTheOtherTypesOfCdkJsonToo()
    {
        _context["regions"] = new[] { "eusc-de-east-1", "ap-southeast-10" };
        _context["share"] = 123456789012;

        var stacks = Synthesize();

        stacks.Select(stack => stack.Region).ShouldBe(["eusc-de-east-1", "ap-southeast-10"]);
        Template.FromStack(stacks[0]).ResourceCountIs("AWS::Lambda::LayerVersionPermission", 2);
    }

    [Theory]
    [InlineData("regions")]
    [InlineData("share")]
    [InlineData("layer")]
    public void RefuseAContextValueOfAnotherType(string name)
    {
        _context[name] = true;

        Should
            .Throw<ArgumentException>(Synthesize)
            .Message.ShouldStartWith($"The context value \"{name}\" is True: expected ");
    }

    [Theory]
    [InlineData("regions", "Frankfurt", "expected regions such as eu-west-1,us-east-1.")]
    [InlineData("share", "all", "expected everyone, account ids or organization ids.")]
    [InlineData("share", "1234", "expected twelve digits.")]
    public void RefuseAContextValueThatTheyDoNotKnow(string name, string value, string expected)
    {
        _context[name] = value;

        var refusal = Should.Throw<ArgumentException>(Synthesize);

        refusal.Message.ShouldContain($"\"{value}\"");
        refusal.Message.ShouldContain(expected);
    }

    private static Dictionary<string, object> Parameter(
        string architecture,
        string version,
        object replaced,
        object deleted
    ) =>
        new()
        {
            ["UpdateReplacePolicy"] = replaced,
            ["DeletionPolicy"] = deleted,
            ["Properties"] = Match.ObjectLike(
                new Dictionary<string, object>
                {
                    ["Name"] = $"/restmachine/layer/{architecture}/{version}",
                    ["Type"] = "String",
                    ["Value"] = Match.ObjectLike(new Dictionary<string, object> { ["Ref"] = Match.AnyValue() }),
                    ["Description"] = Match.StringLikeRegexp("sha256 [0-9a-f]{64}$"),
                }
            ),
        };

    private IReadOnlyList<Stack> Synthesize()
    {
        var app = new App(new AppProps { Context = _context });
        return LayerStacks.Add(app, LayerStackOptions.Read(app.Node));
    }
}
