namespace RestMachine.Packages.Tests.Feed;

/// <summary>What <c>dotnet pack</c> makes of the sources: the folder that users' projects install from.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly DirectoryInfo _sources = Directory.CreateTempSubdirectory("restmachine-sources-");

    /// <summary>The packages' names; the bridge to Amazon's packages is packed only where those can be restored.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "RestMachine",
        "RestMachine.AspNetCore",
        "RestMachine.Aws",
        "RestMachine.Cdk",
        "RestMachine.Cli",
        "RestMachine.Emulator",
        "RestMachine.Templates",
    ];

    /// <summary>The sources that were packed: a copy of these.</summary>
    public string Sources => _sources.FullName;

    public string Folder => Path.Combine(Sources, "artifacts/packages");

    /// <summary>What pack printed.</summary>
    public string Log { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await SourceTree.CopyToAsync(_sources.FullName);
        Log = await PackAsync(_sources.FullName);
    }

    public ValueTask DisposeAsync()
    {
        _sources.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal Package Open(string name) =>
        new(Directory.GetFiles(Folder, $"{name}.?.?.?.nupkg").ShouldHaveSingleItem($"{name} in {Folder}"));

    // Analyzers change no bytes, and have seen the same sources in the build of these tests.
    internal static Task<string> PackAsync(string sources, params string[] further) =>
        new Command("dotnet", ["pack", "--nologo", "-p:RunAnalyzers=false", .. further])
        {
            Folder = sources,
        }.RunAsync();
}
