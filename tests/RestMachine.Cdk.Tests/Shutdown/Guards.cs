using Amazon.CDK;
using Amazon.CDK.Assertions;
using Amazon.CDK.AWS.Lambda;
using Annotations = Amazon.CDK.Assertions.Annotations;

namespace RestMachine.Cdk.Tests.Shutdown;

public sealed class Guards(LayerFolder folder)
{
    private UserFunctions _functions = new(folder);

    [Theory]
    [InlineData("0", "set it, or ExtensionPort of the construct, to a whole number")]
    [InlineData("65536", "set it, or ExtensionPort of the construct, to a whole number")]
    [InlineData("8080.5", "set it, or ExtensionPort of the construct, to a whole number")]
    [InlineData("http", "set it, or ExtensionPort of the construct, to a whole number")]
    [InlineData("2000", "the port of the X-Ray daemon: set it, or ExtensionPort of the construct, to another")]
    [InlineData("8124", "the port of the Datadog extension: set it, or ExtensionPort of the construct, to another")]
    [InlineData(
        "8126",
        "the port of the Datadog extension's traces: set it, or ExtensionPort of the construct, to another"
    )]
    [InlineData("9001", "the port of the Lambda Runtime API: set it, or ExtensionPort of the construct, to another")]
    public void RefuseAPortThatCannotServe(string port, string expected)
    {
        AddWith(("RESTMACHINE_EXTENSION_PORT", port));

        Errors().ShouldHaveSingleItem().ShouldContain(expected);
        Errors()[0].ShouldContain(port);
    }

    [Fact]
    public void RefuseAPortOfThePropsToo()
    {
        var props = _functions.WithLayer();
        props.ExtensionPort = 9001;

        RestMachineShutdown.AddTo(_functions.Add(), props);

        Errors()
            .ShouldHaveSingleItem()
            .ShouldStartWith("RESTMACHINE_EXTENSION_PORT is 9001, the port of the Lambda Runtime");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.05")]
    [InlineData("-1")]
    [InlineData("soon")]
    public void RefuseATimeoutThatIsNoTime(string timeout)
    {
        AddWith(("RESTMACHINE_EXTENSION_TIMEOUT", timeout));

        Errors()
            .ShouldBe([
                $"RESTMACHINE_EXTENSION_TIMEOUT is \"{timeout}\": set it, or ExtensionTimeout of the construct, to more than 0.05 seconds, which are kept back for the exit.",
            ]);
    }

    [Fact]
    public void WarnOfATimeoutThatLambdaDoesNotGive()
    {
        AddWith(("RESTMACHINE_EXTENSION_TIMEOUT", "5"));

        Warnings()
            .ShouldHaveSingleItem()
            .ShouldStartWith(
                "RESTMACHINE_EXTENSION_TIMEOUT is 5 s, but Lambda ends the shutdown phase after 2 s: the function has 500 ms "
                    + "of them after SIGTERM with RestMachine's library, 300 ms without."
            );
    }

    [Fact]
    public void AreSilentAboutWhatLambdaGives()
    {
        AddWith(("RESTMACHINE_EXTENSION_TIMEOUT", "2"), ("RESTMACHINE_EXTENSION_PORT", "8081"));

        Warnings().ShouldBeEmpty();
        Errors().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(256, true)]
    [InlineData(512, false)]
    public void WarnOfAJittedFunctionWithLittleMemory(int? megabytes, bool isWarned)
    {
        Add(props =>
        {
            props.Runtime = new Runtime("dotnet10", RuntimeFamily.DOTNET_CORE);
            props.Code = Code.FromAsset(folder.Path);
            props.MemorySize = megabytes;
        });

        Warnings()
            .Any(text => text.StartsWith($"The function has {megabytes ?? 128} MB", StringComparison.Ordinal))
            .ShouldBe(isWarned);
    }

    [Fact]
    public void AreSilentAboutNumbersThatOnlyTheDeploymentKnows()
    {
        var parameter = new CfnParameter(_functions.Stack, "Number", new CfnParameterProps { Type = "Number" });

        Add(props =>
        {
            props.Runtime = new Runtime("dotnet10", RuntimeFamily.DOTNET_CORE);
            props.Code = Code.FromAsset(folder.Path);
            props.MemorySize = parameter.ValueAsNumber;
            props.Timeout = Duration.Seconds(parameter.ValueAsNumber);
        });

        Warnings().ShouldBeEmpty();
        Errors().ShouldBeEmpty();
    }

    [Fact]
    public void AreSilentAboutTheMemoryOfAnAheadOfTimeFunction()
    {
        Add(props => (props.Runtime, props.Code) = (Runtime.PROVIDED_AL2023, Code.FromAsset(folder.Path)));

        Warnings().ShouldBeEmpty();
    }

    [Fact]
    public void RefuseAFunctionTimeoutThatLambdaDoesNotHave()
    {
        Add(props => props.Timeout = Duration.Seconds(901));

        Errors().ShouldBe(["The function's Timeout is 901 s: Lambda allows 900 s at most."]);
    }

    [Fact]
    public void SeeWhatIsSetAfterwards()
    {
        var function = Add();

        function.AddEnvironment("RESTMACHINE_EXTENSION_PORT", "2000");

        Errors().ShouldHaveSingleItem().ShouldContain("the X-Ray daemon");
    }

    [Fact]
    public void RefuseTheSameLayerTwice()
    {
        var layer = _functions.Layer(Architecture.X86_64);
        var function = _functions.Add(props => props.Layers = [layer]);

        RestMachineShutdown.AddTo(
            function,
            new RestMachineShutdownProps { ShutdownLayer = ShutdownLayer.FromLayer(layer) }
        );

        Errors().ShouldHaveSingleItem().ShouldStartWith("The function has a layer twice (");
    }

    [Fact]
    public void RefuseTwoVersionsOfTheLayer()
    {
        const string Arn = "arn:aws:lambda:eu-west-1:123456789012:layer:restmachine-shutdown-x86_64:";
        var first = LayerVersion.FromLayerVersionArn(_functions.Stack, "First", Arn + "1");
        var function = _functions.Add(props => props.Layers = [first]);

        RestMachineShutdown.AddTo(
            function,
            new RestMachineShutdownProps { ShutdownLayer = ShutdownLayer.FromArn(Arn + "2") }
        );

        Errors().ShouldHaveSingleItem().ShouldContain($"\"{Arn}1\", \"{Arn}2\"");
    }

    // The command line's context, by which CDK writes down where an asset is.
    [Fact]
    public void RefuseAPackageThatCannotStartWhoeverBuiltIt()
    {
        var package = Directory.CreateTempSubdirectory("package-");
        byte[] arm = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, .. new byte[11], 183, .. new byte[45]];
        File.WriteAllBytes(Path.Combine(package.FullName, "bootstrap"), arm);
        var context = new Dictionary<string, object> { ["aws:cdk:enable-asset-metadata"] = true };
        _functions = new UserFunctions(folder) { App = new App(new AppProps { Context = context }) };

        Add(props => (props.Runtime, props.Code) = (Runtime.PROVIDED_AL2023, Code.FromAsset(package.FullName)));

        Errors()
            .ShouldBe([
                "The function runs on x86_64, but its file bootstrap is for arm64: set Architecture, or publish for x86_64.",
            ]);
        package.Delete(recursive: true);
    }

    private void AddWith(params (string Name, string Value)[] variables) =>
        Add(props => props.Environment = variables.ToDictionary(pair => pair.Name, pair => pair.Value));

    private Function Add(Action<FunctionProps>? change = null)
    {
        var function = _functions.Add(change);
        RestMachineShutdown.AddTo(function, _functions.WithLayer());
        return function;
    }

    private string[] Errors() => Texts(Annotations.FromStack(_functions.Stack).FindError("*", Match.AnyValue()));

    private string[] Warnings() => Texts(Annotations.FromStack(_functions.Stack).FindWarning("*", Match.AnyValue()));

    private static string[] Texts(IEnumerable<Amazon.CDK.CXAPI.ISynthesisMessage> messages) =>
        messages.Select(message => message.Entry.Data!.ToString()!).ToArray();
}
