using RestMachine.Packages.Tests.Feed;

namespace RestMachine.Packages.Tests;

/// <summary>What CONTRIBUTING.md says of a release, in a copy of the sources.</summary>
public sealed class Releases(PackageFeed feed) : IAsyncLifetime
{
    private readonly DirectoryInfo _sources = Directory.CreateTempSubdirectory("restmachine-release-");

    private string Version => feed.Open("RestMachine").Metadata("version")!;

    public async ValueTask InitializeAsync() => await SourceTree.CopyToAsync(_sources.FullName);

    public ValueTask DisposeAsync()
    {
        _sources.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task TakeWhatWasUnshipped()
    {
        var api = Lines("runtime/RestMachine/PublicAPI.Unshipped.txt");
        Append("runtime/RestMachine/PublicAPI.Shipped.txt", "RestMachine.Old", "RestMachine.Older");
        Append("runtime/RestMachine/PublicAPI.Unshipped.txt", "*REMOVED*RestMachine.Old");

        await ReleaseAsync("ship");

        Lines("runtime/RestMachine/PublicAPI.Shipped.txt").ShouldBe([.. api, "RestMachine.Older"], ignoreOrder: true);
        Lines("runtime/RestMachine/PublicAPI.Unshipped.txt").ShouldBe(["#nullable enable"]);
        Lines("runtime/RestMachine.Generators/AnalyzerReleases.Shipped.md")[0].ShouldBe($"## Release {Version}");
        Lines("runtime/RestMachine.Generators/AnalyzerReleases.Unshipped.md").ShouldBeEmpty();
        Lines("CHANGELOG.md").ShouldContain(line => line.StartsWith($"## [{Version}] - "));
        (await TryReleaseAsync("ship")).ShouldBe(
            (2, $"CHANGELOG.md has {Version} already: begin another one with ./release next.")
        );
    }

    [Fact]
    public async Task AreWhatTheNextOnesPublicApiIsComparedWith()
    {
        await ReleaseAsync("ship");
        await ReleaseAsync("next", "9.8.7");
        var broken = Path.Combine(_sources.FullName, "runtime/RestMachine.Emulator/Projects/ExtensionLayer.cs");
        File.WriteAllText(
            broken,
            File.ReadAllText(broken)
                .Replace("public static string FindPackaged()", "internal static string FindPackaged()")
        );

        var (exitCode, output) = await new Command(
            "dotnet",
            "pack",
            "runtime/RestMachine.Emulator",
            "--nologo",
            "-p:RunAnalyzers=false",
            $"-p:RestoreAdditionalProjectSources={feed.Folder}"
        )
        {
            Folder = _sources.FullName,
            // Not into the machine's own cache, where a later run would find it.
            Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["NUGET_PACKAGES"] = Path.Combine(_sources.FullName, "packages"),
                ["RestoreFallbackFolders"] = UserMachine.MachinesPackages,
            },
        }.TryAsync();

        exitCode.ShouldNotBe(0, output);
        output.ShouldContain(
            "error CP0002: Member 'string RestMachine.Emulator.ExtensionLayer.FindPackaged()' exists on"
        );
    }

    [Theory]
    [InlineData("The next version is \"\": expected three numbers, such as 0.2.0.", "next")]
    [InlineData("The next version is \"0.2\": expected three numbers, such as 0.2.0.", "next", "0.2")]
    [InlineData("Usage: ./release ship, or ./release next 0.2.0")]
    public async Task AreRefusedWhenTheyAreAskedForWrongly(string expected, params string[] arguments) =>
        (await TryReleaseAsync(arguments)).ShouldBe((2, expected));

    [Fact]
    public async Task ComeBeforeTheNextOnes() =>
        (await TryReleaseAsync("next", "9.8.7")).ShouldBe(
            (2, $"{Version} is not released: CHANGELOG.md does not have it. Run ./release ship first.")
        );

    private async Task ReleaseAsync(params string[] arguments)
    {
        var (exitCode, output) = await TryReleaseAsync(arguments);
        exitCode.ShouldBe(0, output);
    }

    private async Task<(int ExitCode, string Output)> TryReleaseAsync(params string[] arguments)
    {
        var (exitCode, output) = await new Command(Path.Combine(_sources.FullName, "release"), arguments).TryAsync();
        return (exitCode, output.Trim());
    }

    private string[] Lines(string file) => File.ReadAllLines(Path.Combine(_sources.FullName, file));

    private void Append(string file, params string[] lines) =>
        File.AppendAllLines(Path.Combine(_sources.FullName, file), lines);
}
