using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RestMachine.Cdk.Tests.Functions;

// No Docker where tests run: a program in its place writes down what it was asked for, and plays the container.
public sealed class FunctionsBuiltInAContainer : IDisposable
{
    private const string Jit = "<OutputType>Exe</OutputType>";
    private const string Aot = "<OutputType>Exe</OutputType><PublishAot>true</PublishAot>";
    private static readonly bool s_isArm = RuntimeInformation.OSArchitecture is Architecture.Arm64;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("container-");

    private string Log => Path.Combine(_folder.FullName, "log");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("arm64", "linux/arm64")]
    [InlineData("x86_64", "linux/amd64")]
    public async Task AreAskedForByAPropAndPublishedByAwsSamsImage(string architecture, string platform)
    {
        using var project = new TemporaryProject("orders", "return 0;", Jit);

        var result = await SynthesizeAsync(project, new(architecture) { BuildInContainer = ["true"] });

        result.ExitCode.ShouldBe(0, result.Error);
        var arguments = File.ReadAllLines(Log);
        arguments.Take(2).ShouldBe(["run", "--rm"]);
        Following(arguments, "--platform").ShouldBe([platform]);
        Following(arguments, "--entrypoint").ShouldBe(["bash"]);
        Following(arguments, "-v").ShouldContain(volume => volume.StartsWith($"{project.Path}:/asset-input"));
        Following(arguments, "-u").ShouldHaveSingleItem().ShouldMatch(@"^\d+:\d+$");
        arguments.ShouldContain($"public.ecr.aws/sam/build-dotnet10:latest-{architecture}");
        var published = arguments[Array.IndexOf(arguments, "publish")..];
        published[1].ShouldBe("/asset-input/orders.csproj");
        Following(published, "-o").ShouldBe([$"/asset-input/bin/.lambda/{architecture}"]);
        Following(published, "-r").ShouldBe([architecture == "arm64" ? "linux-arm64" : "linux-x64"]);
        Following(published, "--artifacts-path").ShouldBe(["/tmp/artifacts"]);
        project
            .Published(architecture)
            .ShouldBe(["orders", "orders.deps.json", "orders.dll", "orders.runtimeconfig.json"]);
    }

    [Fact]
    public async Task StandInWhereThisMachineCannotCompileForTheArchitecture()
    {
        using var project = new TemporaryProject("bootstrap", "return 0;", Aot);
        Assert.SkipWhen(
            s_isArm,
            "The program that the stand-in leaves is for arm64, which here is no other machine's."
        );

        var result = await SynthesizeAsync(project, new("arm64") { ContainerDotnet = "none" });

        result.ExitCode.ShouldBe(0, result.Error);
        File.ReadAllLines(Log).ShouldContain("public.ecr.aws/sam/build-dotnet10:latest-arm64");
        project.Published("arm64").ShouldBe(["bootstrap"]);
    }

    [Fact]
    public async Task StandInWhereNoSdkIs()
    {
        using var project = new TemporaryProject("orders", "return 0;", Jit);

        var result = await SynthesizeAsync(project, new("x86_64") { Path = PathWithoutDotnet() });

        result.ExitCode.ShouldBe(0, result.Error);
        File.ReadAllLines(Log).Count(line => line == "run").ShouldBe(2, "to read the project, and to publish it");
        project.Published("x86_64").ShouldContain("orders.dll");
    }

    [Fact]
    public async Task AreNotNeededWhereThisMachineCanPublish()
    {
        using var project = new TemporaryProject("orders", "return 0;", Jit);

        var result = await SynthesizeAsync(project, new("arm64"));

        result.ExitCode.ShouldBe(0, result.Error);
        File.Exists(Log).ShouldBeFalse();
    }

    [Fact]
    public async Task ShowWhatTheCompilerInsideSaid()
    {
        using var project = new TemporaryProject("orders", "return nothing;", Jit);

        var result = await SynthesizeAsync(project, new("x86_64") { BuildInContainer = ["true"] });

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("error CS0103");
        result.Error.ShouldContain("failed in a container of public.ecr.aws/sam/build-dotnet10:latest-x86_64");
    }

    [Fact]
    public async Task SayWhyAndWhatElseIsPossibleWhereNoDockerIs()
    {
        using var project = new TemporaryProject("bootstrap", "return 0;", Aot);
        var other = s_isArm ? "x86_64" : "arm64";

        var result = await SynthesizeAsync(project, new(other) { Docker = "/nowhere/docker" });

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain(
            $"This machine cannot do it: Native AOT for {other} needs {other}'s linker and libraries. Start Docker, set "
                + "CDK_DOCKER to what stands in for it, or give Code instead of Project."
        );
    }

    [Fact]
    public async Task AreRefusedByAPropWhereNoSdkIs()
    {
        using var project = new TemporaryProject("orders", "return 0;", Jit);

        var result = await SynthesizeAsync(
            project,
            new("x86_64") { BuildInContainer = ["false"], Path = PathWithoutDotnet() }
        );

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain(
            "which has no dotnet on PATH: install the .NET SDK, or leave BuildInContainer away."
        );
    }

    // Every value that follows an option's name.
    private static string[] Following(string[] arguments, string option) =>
        [.. arguments.Zip(arguments.Skip(1)).Where(pair => pair.First == option).Select(pair => pair.Second)];

    private string PathWithoutDotnet()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "path")).FullName;
        foreach (var program in new[] { "node", "bash", "env", "mkdir", "tr" })
        {
            File.CreateSymbolicLink(Path.Combine(folder, program), OnPath(program));
        }
        return folder;
    }

    private static string OnPath(string program) =>
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(':')
            .Select(folder => Path.Combine(folder, program))
            .First(File.Exists);

    private async Task<(int ExitCode, string Error)> SynthesizeAsync(TemporaryProject project, Machine machine)
    {
        string[] arguments = [project.Path, machine.Architecture, .. machine.BuildInContainer];
        var app = Path.Combine(AppContext.BaseDirectory, "RestMachine.CdkApp.dll");
        var start = new ProcessStartInfo(OnPath("dotnet"), [app, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        var script = Path.Combine(AppContext.BaseDirectory, "Functions", "docker");
        start.Environment["CDK_DOCKER"] = machine.Docker ?? script;
        start.Environment["CDK_OUTDIR"] = Path.Combine(_folder.FullName, "cdk.out");
        start.Environment["DOCKER_LOG"] = Log;
        start.Environment["CONTAINER_DOTNET"] = machine.ContainerDotnet ?? OnPath("dotnet");
        start.Environment["PATH"] = machine.Path ?? start.Environment["PATH"];
        start.Environment["JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION"] = "1";
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }

    private sealed record Machine(string Architecture)
    {
        // As the app's argument; empty: the prop is not set.
        public string[] BuildInContainer { get; init; } = [];

        public string? ContainerDotnet { get; init; }

        public string? Docker { get; init; }

        public string? Path { get; init; }
    }
}
