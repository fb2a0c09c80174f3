namespace RestMachine.Cli.Tests;

// A real project, built by the command. It uses no library: what it needs is in the SDK.
public sealed class ProjectRun : IDisposable
{
    public const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
        </Project>
        """;

    private const string Program = """
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("closed");
        using var sigterm = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM, context => { context.Cancel = true; Environment.Exit(0); });
        var runtime = $"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/invocation/";
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        while (true)
        {
            using var next = await client.GetAsync(runtime + "next");
            var id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
            await client.PostAsync($"{runtime}{id}/response", new StringContent("\"built\""));
        }
        """;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PublishesAProjectAndRunsIt()
    {
        folder.Write("Api/Api.csproj", Project);
        folder.Write("Api/Program.cs", Program);

        var result = await CliProcess.RunAsync(
            "local",
            Path.Combine(folder.FullName, "Api"),
            "--jit",
            "--extension",
            folder.Extensions(),
            "--env",
            "EXTENSION_FAULT=completed",
            "--runtime-share",
            "2000",
            "--request",
            "GET /"
        );

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("GET / → 200 built");
        result.Output.ShouldContain("Z closed");
        result.Error.Split('\n').ShouldHaveSingleItem().ShouldMatch("^Publishing .* \\(JIT\\): the first time takes");
    }

    [Fact]
    public async Task TakesTheExtensionInsideTheCommandOutsideOfAClone()
    {
        folder.Write("Api/Api.csproj", Project);
        folder.Write("Api/Program.cs", Program);

        var result = await CliProcess.RunAsync(
            "local",
            Path.Combine(folder.FullName, "Api"),
            "--jit",
            "--request",
            "GET /"
        );

        result.Output.ShouldContain("EXTENSION\tName: restmachine-shutdown\tState: Ready");
        result.Output.ShouldContain("GET / → 200 built");
    }

    [Fact]
    public async Task SaysThatAClassLibraryCannotRun()
    {
        var project = folder.Write("Api/Api.csproj", Project.Replace("<OutputType>Exe</OutputType>", ""));

        var result = await CliProcess.RunAsync("local", project, "--no-extension", "--request", "GET /");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("is a class library, and this environment runs executables");
    }

    [Fact]
    public async Task ShowsWhatTheCompilerSaid()
    {
        folder.Write("Api/Program.cs", "nonsense");
        var project = folder.Write("Api/Api.csproj", Project);

        var result = await CliProcess.RunAsync("local", project, "--jit", "--no-extension", "--request", "GET /");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("error CS");
    }
}
