using Amazon.CDK;
using Amazon.CDK.Assertions;
using Amazon.CDK.AWS.Lambda;

namespace RestMachine.Cdk.Tests.Functions;

public sealed class FunctionsFromProjects(LayerFolder folder)
{
    private const string FunctionType = "AWS::Lambda::Function";
    private const string Library =
        "namespace Shop; public class Orders { public string Handle(string order) => order; }";
    private readonly Stack _stack = new(new App(), "Stack");

    [Fact]
    public void RunAheadOfTimeExecutablesAsBootstrap()
    {
        using var project = new TemporaryProject(
            "orders",
            "return 0;",
            "<OutputType>Exe</OutputType><PublishAot>true</PublishAot>"
        );

        Add(project);

        project.Published("x86_64").ShouldBe(["bootstrap"]);
        HasProperties(("Runtime", "provided.al2023"), ("Handler", "bootstrap"));
    }

    [Fact]
    public void RunOtherExecutablesOnTheManagedRuntimeByTheirAssembliesName()
    {
        using var project = new TemporaryProject("orders", "return 0;", "<OutputType>Exe</OutputType>");

        Add(
            project,
            props =>
            {
                props.Architecture = Architecture.ARM_64;
                props.MemorySize = 1024;
                props.Description = "Takes orders";
                props.Environment = new Dictionary<string, string> { ["RESTMACHINE_EXTENSION_PORT"] = "7070" };
                props.ExtensionPort = 9090;
                props.ExtensionTimeout = Duration.Seconds(1);
            }
        );

        project.Published("arm64").ShouldBe(["orders", "orders.deps.json", "orders.dll", "orders.runtimeconfig.json"]);
        HasProperties(
            ("Runtime", "dotnet10"),
            ("Handler", "orders"),
            ("Architectures", new[] { "arm64" }),
            ("MemorySize", 1024),
            ("Description", "Takes orders"),
            (
                "Layers",
                new object[] { Match.ObjectLike(new Dictionary<string, object> { ["Ref"] = Match.AnyValue() }) }
            ),
            (
                "Environment",
                new Dictionary<string, object>
                {
                    ["Variables"] = new Dictionary<string, object>
                    {
                        ["RESTMACHINE_EXTENSION_PORT"] = "7070",
                        ["RESTMACHINE_EXTENSION_TIMEOUT"] = "1",
                    },
                }
            )
        );
    }

    [Fact]
    public void RunAMethodOfAClassLibraryThatTheHandlerNames()
    {
        using var project = new TemporaryProject("Shop", Library);

        Add(project, props => props.Handler = "Shop::Shop.Orders::Handle");

        project.Published("x86_64").ShouldBe(["Shop.deps.json", "Shop.dll", "Shop.runtimeconfig.json"]);
        HasProperties(("Runtime", "dotnet10"), ("Handler", "Shop::Shop.Orders::Handle"));
    }

    [Fact]
    public void NeedAHandlerWhereTheProjectIsAClassLibrary()
    {
        using var project = new TemporaryProject("Shop", Library);

        Refusal(project).ShouldEndWith("Shop.csproj: set Handler to \"Shop::Namespace.Class::Method\".");
    }

    [Fact]
    public void ShowWhatTheCompilerSaid()
    {
        using var project = new TemporaryProject("orders", "return nothing;", "<OutputType>Exe</OutputType>");

        Refusal(project).ShouldContain("error CS0103");
    }

    [Fact]
    public void AreSoughtWhereTheyAreSaidToBe() =>
        Should
            .Throw<InvalidOperationException>(() =>
                new RestMachineFunction(_stack, "Function", new RestMachineFunctionProps { Project = "nowhere" })
            )
            .Message.ShouldStartWith("Project is \"nowhere\", where 0 project files are: expected the path of one");

    [Fact]
    public void AreNoOtherFilesThanProjects()
    {
        using var project = new TemporaryProject("orders", "return 0;");
        var file = Path.Combine(project.Path, "Program.cs");

        Should
            .Throw<InvalidOperationException>(() =>
                new RestMachineFunction(_stack, "Function", new RestMachineFunctionProps { Project = file })
            )
            .Message.ShouldBe($"Project is \"{file}\", which is no project file, such as a .csproj.");
    }

    // What CDK's own function can be told, ours can: by the same names, and passed on by reflection.
    [Fact]
    public void HaveEveryPropOfAFunction()
    {
        var ours = typeof(RestMachineFunctionProps).GetProperties().Select(prop => prop.Name);
        var passedOn = typeof(FunctionOptions).GetProperties().Where(prop => prop.CanWrite).Select(prop => prop.Name);

        typeof(FunctionProps).GetProperties().Select(prop => prop.Name).Except(ours).ShouldBeEmpty();
        typeof(FunctionProps)
            .GetProperties()
            .Select(prop => prop.Name)
            .Except(passedOn)
            .ShouldBe(["Code", "Handler", "Runtime"], ignoreOrder: true);
    }

    [Fact]
    public void MayHaveTheirCodeInstead()
    {
        new RestMachineFunction(
            _stack,
            "Function",
            new RestMachineFunctionProps
            {
                Code = Code.FromAsset(folder.Path),
                Handler = "bootstrap",
                Runtime = Runtime.PROVIDED_AL2023,
                ShutdownLayer = Layer(Architecture.X86_64),
            }
        );

        HasProperties(("Runtime", "provided.al2023"), ("Handler", "bootstrap"));
    }

    [Theory]
    [InlineData(false, "Stack/Function needs Project or Code, and not both.")]
    [InlineData(true, "Stack/Function has Code: set its Handler and Runtime too.")]
    public void SayWhatIsMissing(bool hasCode, string expected) =>
        Should
            .Throw<InvalidOperationException>(() =>
                new RestMachineFunction(
                    _stack,
                    "Function",
                    new RestMachineFunctionProps { Code = hasCode ? Code.FromAsset(folder.Path) : null }
                )
            )
            .Message.ShouldBe(expected);

    private ShutdownLayer Layer(Architecture architecture) =>
        ShutdownLayer.FromLayer(
            new RestMachineLayer(
                _stack,
                "Layer",
                new RestMachineLayerProps { Architecture = architecture, LayerDirectory = folder.Path }
            )
        );

    private void Add(TemporaryProject project, Action<RestMachineFunctionProps>? change = null)
    {
        var props = new RestMachineFunctionProps { Project = project.Path };
        change?.Invoke(props);
        props.ShutdownLayer = Layer(props.Architecture ?? Architecture.X86_64);
        new RestMachineFunction(_stack, "Function", props);
    }

    private string Refusal(TemporaryProject project) =>
        Should
            .Throw<InvalidOperationException>(() =>
                new RestMachineFunction(_stack, "Function", new RestMachineFunctionProps { Project = project.Path })
            )
            .Message;

    private void HasProperties(params (string Name, object Value)[] properties) =>
        Template
            .FromStack(_stack)
            .HasResourceProperties(FunctionType, properties.ToDictionary(pair => pair.Name, pair => pair.Value));
}
