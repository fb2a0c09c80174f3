using System.Diagnostics;
using System.IO.Compression;

namespace RestMachine.Generators.Tests;

/// <summary>What a project gets that references the package and nothing else.</summary>
public sealed class PackageContent
{
    [Fact]
    public async Task IsTheLibraryTheGeneratorItsFixesAndWhatAProjectNeedsForThem()
    {
        await using var package = await PackAsync();

        package
            .Entries.Select(entry => entry.FullName)
            .Where(name => name.StartsWith("lib/") || name.StartsWith("analyzers/") || name.StartsWith("build"))
            .ShouldBe(
                [
                    "analyzers/dotnet/cs/RestMachine.Generators.CodeFixes.dll",
                    "analyzers/dotnet/cs/RestMachine.Generators.dll",
                    "build/RestMachine.props",
                    "buildTransitive/RestMachine.props",
                    "lib/net10.0/RestMachine.dll",
                    "lib/net10.0/RestMachine.xml",
                ],
                ignoreOrder: true
            );
        var props = await Read(package, "buildTransitive/RestMachine.props");
        props.ShouldContain(
            "<InterceptorsNamespaces>$(InterceptorsNamespaces);RestMachine.Generated</InterceptorsNamespaces>"
        );
        props.ShouldContain("<WarningsAsErrors>$(WarningsAsErrors);CS9057;CS8784;CS8785</WarningsAsErrors>");
        var manifest = await Read(package, "RestMachine.nuspec");
        manifest.ShouldContain("<dependency id=\"Microsoft.Extensions.Logging.Abstractions\"");
        manifest.ShouldNotContain("<dependency id=\"Microsoft.CodeAnalysis");
        manifest.ShouldNotContain("<dependency id=\"RestMachine.Generators");
    }

    private static async Task<ZipArchive> PackAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "packed");
        string[] command =
        [
            "pack",
            Path.Combine(Root(), "runtime/RestMachine"),
            "--artifacts-path",
            folder,
            "--output",
            folder,
            "-p:RunAnalyzers=false",
            "--disable-build-servers",
        ];
        var start = new ProcessStartInfo("dotnet", command) { UseShellExecute = false, RedirectStandardOutput = true };
        using var pack = Process.Start(start)!;
        var output = await pack.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await pack.WaitForExitAsync(TestContext.Current.CancellationToken);
        pack.ExitCode.ShouldBe(0, output);
        var file = Directory.GetFiles(folder, "RestMachine.*.nupkg").ShouldHaveSingleItem();
        return await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken);
    }

    private static async Task<string> Read(ZipArchive package, string name)
    {
        using var reader = new StreamReader(
            await package.GetEntry(name)!.OpenAsync(TestContext.Current.CancellationToken)
        );
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RestMachine.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No RestMachine.sln above the tests.");
        }

        return folder.FullName;
    }
}
