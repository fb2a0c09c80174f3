using Amazon.CDK;
using Amazon.CDK.Assertions;
using Amazon.CDK.AWS.Lambda;

namespace RestMachine.Cdk.Tests.Functions;

public sealed class BuildSettings(LayerFolder folder)
{
    private const string Exe = "<OutputType>Exe</OutputType>";
    private Stack _stack = new(new App(), "Stack");

    [Fact]
    public void ChooseTheFrameworkOfAProjectWithSeveral()
    {
        using var project = new TemporaryProject(
            "orders",
            "return 0;",
            Exe + "<TargetFramework /><TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks>"
        );

        Add(project, "Function", props => props.Framework = "net10.0");

        Template
            .FromStack(_stack)
            .HasResourceProperties(
                "AWS::Lambda::Function",
                new Dictionary<string, object> { ["Runtime"] = "dotnet10", ["Handler"] = "orders" }
            );
    }

    [Fact]
    public void ReachTheBuild()
    {
        using var project = new TemporaryProject("orders", "return 0;", Exe);
        var properties = new Dictionary<string, string>
        {
            ["AssemblyName"] = "renamed",
            ["Product"] = "Users; Orders, 50 %",
        };

        Add(project, "Function", props => props.BuildProperties = properties);

        Template
            .FromStack(_stack)
            .HasResourceProperties("AWS::Lambda::Function", new Dictionary<string, object> { ["Handler"] = "renamed" });
    }

    // Without a clone around them, where the compiler knows no root of the sources.
    [Fact]
    public void LeaveNoTraceOfTheFolderThatTheProjectIsIn()
    {
        const string Source = "return 0;";
        using var here = new TemporaryProject("orders", Source, Exe);
        using var there = new TemporaryProject("orders", Source, Exe);

        Add(here, "Here");
        Add(there, "There");

        Program(here).ShouldBe(Program(there));

        static byte[] Program(TemporaryProject project) =>
            File.ReadAllBytes(Path.Combine(project.Path, "bin", ".lambda", "x86_64", "orders.dll"));
    }

    [Fact]
    public void OfASingleFileAreOverruledBecauseTheRuntimeStartsAnAssembly()
    {
        using var project = new TemporaryProject(
            "orders",
            "return 0;",
            Exe + "<PublishSingleFile>true</PublishSingleFile>"
        );

        Add(project, "Function");

        project.Published("x86_64").ShouldContain("orders.dll");
    }

    // A web project's content is every JSON file below it, except what lies in its bin folder.
    [Fact]
    public void MayMoveTheBinFolderAndNoPackageIsInAnother()
    {
        using var project = new TemporaryProject(
            "orders",
            "return 0;",
            Exe + "<BaseOutputPath>$(MSBuildThisFileDirectory)out/</BaseOutputPath>",
            "<Content Include=\"**/*.json\" Exclude=\"$(DefaultItemExcludes);$(DefaultExcludesInProjectFolder)\" "
                + "CopyToPublishDirectory=\"Always\" />"
        );

        Add(project, "Function");
        Add(
            project,
            "Arm",
            props =>
            {
                props.Architecture = Architecture.ARM_64;
                props.ShutdownLayer = ShutdownLayer.FromArn("arn:aws:lambda:::layer:any:1");
            }
        );

        project.Published("arm64").ShouldBe(["orders", "orders.deps.json", "orders.dll", "orders.runtimeconfig.json"]);
        Directory.GetDirectories(Path.Combine(project.Path, "bin", ".lambda", "arm64")).ShouldBeEmpty();
    }

    [Fact]
    public void OfATrimmedProgramAreOverruledBecauseTheRuntimeBringsDotnetAlong()
    {
        using var project = new TemporaryProject(
            "orders",
            "return 0;",
            Exe + "<PublishTrimmed>true</PublishTrimmed><SelfContained>true</SelfContained>"
        );

        Add(project, "Function");

        project.Published("x86_64").ShouldBe(["orders", "orders.deps.json", "orders.dll", "orders.runtimeconfig.json"]);
    }

    [Theory]
    [InlineData("'$(RuntimeIdentifier)' == 'linux-x64'")]
    [InlineData("'$(_IsPublishing)' == 'true'")]
    public void MayDependOnWhatIsPublished(string condition)
    {
        using var project = new TemporaryProject(
            "orders",
            "return 0;",
            Exe + $"<PublishAot Condition=\"{condition}\">true</PublishAot>"
        );

        Add(project, "Function");

        project.Published("x86_64").ShouldBe(["bootstrap"]);
    }

    // The package that is published once more has another date.
    [Fact]
    public void AreUsedOnceForAllFunctionsOfTheSameProject()
    {
        using var project = new TemporaryProject("orders", "return 0;", Exe);
        Add(project, "First");
        var first = Path.Combine(project.Path, "bin", ".lambda", "x86_64", "mark");
        File.WriteAllText(first, "");

        Add(project, "Second");

        File.Exists(first).ShouldBeTrue("a build begins with an empty folder");
    }

    [Fact]
    public void AreNotUsedForAStackThatIsNotDeployed()
    {
        using var project = new TemporaryProject("orders", "return 0;", Exe);
        var context = new Dictionary<string, object> { ["aws:cdk:bundling-stacks"] = Array.Empty<string>() };
        _stack = new Stack(new App(new AppProps { Context = context }), "Stack");

        Add(project, "Function");

        Directory.Exists(Path.Combine(project.Path, "bin", ".lambda")).ShouldBeFalse();
        Template.FromStack(_stack).ResourceCountIs("AWS::Lambda::Function", 1);
    }

    private void Add(TemporaryProject project, string id, Action<RestMachineFunctionProps>? change = null)
    {
        var layer = new RestMachineLayer(
            _stack,
            $"{id}Layer",
            new RestMachineLayerProps { LayerDirectory = folder.Path }
        );
        var props = new RestMachineFunctionProps
        {
            Project = project.Path,
            ShutdownLayer = ShutdownLayer.FromLayer(layer),
        };
        change?.Invoke(props);
        new RestMachineFunction(_stack, id, props);
    }
}
