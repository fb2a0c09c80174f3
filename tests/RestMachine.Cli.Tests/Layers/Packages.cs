using System.Diagnostics;
using System.IO.Compression;

namespace RestMachine.Cli.Tests.Layers;

// The packages as a user gets them: packed, and used by a project and as a tool that know nothing of the repository.
public sealed class Packages : IDisposable
{
    private const string App = """
        using Amazon.CDK;
        using Amazon.CDK.AWS.Lambda;
        using RestMachine.Cdk;

        var app = new App(new AppProps { Outdir = args[0] });
        var stack = new Stack(app, "Stack");
        new RestMachineLayer(stack, "Layer", new RestMachineLayerProps { Architecture = Architecture.ARM_64 });
        app.Synth();
        """;

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="RestMachine.Cdk" Version="*" />
          </ItemGroup>
        </Project>
        """;

    private readonly TestFolder folder = new();

    private string Feed => Path.Combine(folder.FullName, "feed");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task OfTheConstructsAndTheCommandMakeTheSameLayer()
    {
        await Dotnet("pack", Path.Combine(Repository.Root, "runtime/RestMachine.Cli"), "-o", Feed);
        await Dotnet("pack", Path.Combine(Repository.Root, "infra/RestMachine.Cdk"), "-o", Feed);

        var uploaded = await UploadedByAnAppWithThePackage();
        var created = await CreatedByTheInstalledTool();

        created.ShouldBe(uploaded);
    }

    [Theory]
    [InlineData("runtime/RestMachine.Cli")]
    [InlineData("infra/RestMachine.Cdk")]
    public async Task AreRefusedWithoutTheExtensionInside(string project)
    {
        var (exitCode, output) = await Run(
            "dotnet",
            "pack",
            Path.Combine(Repository.Root, project),
            "-o",
            Feed,
            $"-p:PublishedLayer={folder.FullName}/"
        );

        exitCode.ShouldNotBe(0);
        output.ShouldContain(
            $"{folder.FullName}/x86_64/extensions/restmachine-shutdown is missing, and belongs into the package: run "
                + "\"dotnet build layer/Layer.proj\" first."
        );
        Directory.Exists(Feed).ShouldBeFalse();
    }

    private async Task<byte[]> UploadedByAnAppWithThePackage()
    {
        var project = folder.Write("app/App.csproj", Project);
        folder.Write("app/Program.cs", App);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Home, ".nuget/packages");
        await Dotnet(
            "build",
            project,
            // What this test packs must not be found by a later one.
            $"-p:RestorePackagesPath={folder.FullName}/packages",
            $"-p:RestoreFallbackFolders={cache}",
            $"-p:RestoreAdditionalProjectSources={Feed}"
        );
        var assembly = Path.Combine(folder.FullName, "cdk.out");
        await Dotnet(Path.Combine(folder.FullName, "app/bin/Debug/net10.0/App.dll"), assembly);
        return File.ReadAllBytes(Directory.GetFiles(assembly, "asset.*.zip").ShouldHaveSingleItem());
    }

    private async Task<byte[]> CreatedByTheInstalledTool()
    {
        var tools = Path.Combine(folder.FullName, "tools");
        await Dotnet("tool", "install", "RestMachine.Cli", "--tool-path", tools, "--source", Feed);
        var zip = Path.Combine(folder.FullName, "layer.zip");
        var (exitCode, output) = await Run(
            Path.Combine(tools, "restmachine"),
            "create-layer",
            "--arch",
            "arm64",
            "-o",
            zip
        );
        exitCode.ShouldBe(0, output);
        using var archive = ZipFile.OpenRead(zip);
        archive
            .Entries.Select(entry => entry.FullName)
            .ShouldBe(["extensions/restmachine-shutdown", "restmachine/restmachine-handover"]);
        return File.ReadAllBytes(zip);
    }

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static async Task Dotnet(params string[] arguments)
    {
        var (exitCode, output) = await Run("dotnet", arguments);
        exitCode.ShouldBe(0, output);
    }

    private static async Task<(int ExitCode, string Output)> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A build server that lives on would hold the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(CliProcess.Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(CliProcess.Cancellation);
        await process.WaitForExitAsync(CliProcess.Cancellation);
        return (process.ExitCode, output + await error);
    }
}
