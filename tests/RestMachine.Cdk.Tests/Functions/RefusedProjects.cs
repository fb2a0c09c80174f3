using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;

namespace RestMachine.Cdk.Tests.Functions;

// Each would be uploaded, and fail on Lambda or at CloudFormation.
public sealed class RefusedProjects
{
    private const string Exe = "<OutputType>Exe</OutputType>";
    private const string Library =
        "namespace Shop; public class Orders { public string Handle(string order) => order; }";
    private readonly Stack _stack = new(new App(), "Stack");

    [Theory]
    [InlineData(
        "net9.0",
        "for .NET 9.0: Lambda has runtimes for .NET with long-term support only, so set TargetFramework to"
    )]
    [InlineData(
        "net5.0",
        "for .NET 5.0: Lambda has runtimes for .NET with long-term support only, so set TargetFramework to"
    )]
    [InlineData("netstandard2.0", "which is for no .NET that Lambda runs: set TargetFramework to net10.0.")]
    [InlineData("net48", "which is for no .NET that Lambda runs: set TargetFramework to net10.0.")]
    public void AreThoseThatNoRuntimeRuns(string framework, string expected)
    {
        using var project = new TemporaryProject("Shop", Library, $"<TargetFramework>{framework}</TargetFramework>");

        Refusal(project, props => props.Handler = "Shop::Shop.Orders::Handle").ShouldContain(expected);
    }

    [Theory]
    [InlineData("dotnet8", "has the Runtime dotnet8, but ")]
    [InlineData(
        "provided.al2023",
        "has the Runtime provided.al2023, which runs Native AOT executables only: set PublishAot"
    )]
    [InlineData("nodejs22.x", "has the Runtime nodejs22.x, which runs no .NET: leave Runtime away")]
    public void AreThoseThatTheNamedRuntimeDoesNotRun(string runtime, string expected)
    {
        using var project = new TemporaryProject("orders", "return 0;", Exe);

        Refusal(project, props => props.Runtime = new Runtime(runtime, RuntimeFamily.OTHER))
            .ShouldStartWith($"Stack/Function {expected}");
    }

    [Fact]
    public void AreThoseWhoseHandlerIsNotInWhatTheyPublish()
    {
        using var project = new TemporaryProject("Shop", Library);

        Refusal(project, props => props.Handler = "Shop::Shop.Orders::Run")
            .ShouldEndWith(", but Shop.Orders has no method Run.");
    }

    [Fact]
    public void AreExecutablesThatTheHandlerDoesNotName()
    {
        using var project = new TemporaryProject("orders", "return 0;", Exe);

        Refusal(project, props => props.Handler = "users")
            .ShouldBe("Stack/Function has the Handler \"users\", but publishes no users.dll.");
    }

    [Fact]
    public void AreThoseThatPublishALibraryForAnotherMachine()
    {
        using var project = new TemporaryProject(
            "orders",
            "return 0;",
            Exe,
            "<None Include=\"libmore.so\" CopyToOutputDirectory=\"Always\" />"
        );
        byte[] arm = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, .. new byte[11], 183, .. new byte[45]];
        File.WriteAllBytes(Path.Combine(project.Path, "libmore.so"), arm);

        Refusal(project).ShouldStartWith("Stack/Function runs on x86_64, but its file libmore.so is for arm64");
    }

    [Fact]
    public void AreThoseWhoseArchitectureOnlyTheDeploymentKnows()
    {
        using var project = new TemporaryProject("orders", "return 0;", Exe);
        var parameter = new CfnParameter(_stack, "Architecture");

        Refusal(project, props => props.Architecture = Architecture.Custom(parameter.ValueAsString))
            .ShouldBe(
                "Stack/Function is published for its Architecture, which must be known now: set it to Architecture.X86_64 or "
                    + "Architecture.ARM_64."
            );
    }

    [Fact]
    public void AreThoseForSeveralFrameworksUntilOneIsNamed()
    {
        using var project = new TemporaryProject(
            "Shop",
            Library,
            "<TargetFramework /><TargetFrameworks>net8.0;net10.0</TargetFrameworks>"
        );

        Refusal(project).ShouldEndWith("Shop.csproj is for net8.0;net10.0: set Framework to the one to publish.");
    }

    private string Refusal(TemporaryProject project, Action<RestMachineFunctionProps>? change = null)
    {
        var props = new RestMachineFunctionProps { Project = project.Path };
        change?.Invoke(props);
        return Should
            .Throw<InvalidOperationException>(() => new RestMachineFunction(_stack, "Function", props))
            .Message;
    }
}
