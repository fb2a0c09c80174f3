using System.Text.RegularExpressions;

namespace RestMachine.Packages.Tests.Templates;

/// <summary>What <c>dotnet new restmachine</c> makes, with every combination of its options.</summary>
public sealed partial class NewSolutions(UserMachine machine) : IClassFixture<UserMachine>
{
    // Also where names of packages and servers are no names in C# or of a stack.
    private const string Odd = "2nd-shop.api";

    private static readonly Combination[] s_combinations =
    [
        .. from database in new[] { "none", "sqlite", "postgres" }
        from isAheadOfTime in new[] { false, true }
        from hasStack in new[] { false, true }
        select new Combination(database, isAheadOfTime, hasStack),
    ];

    [Fact]
    public async Task BuildWithoutAWarningAndPassTheirTests()
    {
        foreach (var combination in s_combinations)
        {
            await machine.NewAsync(combination.Arguments);
        }
        machine.Write("All/All.slnx", AllProjects());
        machine.Write(
            "All/global.json",
            File.ReadAllText(Path.Combine(machine.Folder, "All", s_combinations[0].Name, "global.json"))
        );

        await machine.DotnetAsync("build", "All/All.slnx", "--nologo", "-warnaserror");
        // One at a time, as a user's are: they start processes that have to keep Lambda's times.
        string[] oneByOne = ["--max-parallel-test-modules", "1"];
        var output = await machine.DotnetInAsync("All", ["test", "--solution", "All.slnx", "--no-build", .. oneByOne]);

        Count("total", output).ShouldBe(2 * s_combinations.Length);
        Count("succeeded", output).ShouldBe(2 * s_combinations.Count(combination => combination.CanBeTested), output);
        machine
            .RestoredPackages()
            .ShouldBe(["RestMachine", "RestMachine.Aws", "RestMachine.Cdk", "RestMachine.Emulator"], ignoreOrder: true);
    }

    [Fact]
    public async Task RunUnderAnyName()
    {
        await machine.NewAsync("restmachine", "--name", Odd, "--database", "sqlite");

        var (exitCode, output) = await machine.RestMachineAsync(
            "local",
            Odd,
            "--jit",
            "--runtime-share",
            "2000",
            "--request",
            "GET /notes"
        );

        exitCode.ShouldBe(0, output);
        output.ShouldContain("GET /notes → 200 []");
        output.ShouldContain("[Extension] Shutdown handlers completed successfully");
    }

    [Fact]
    public async Task AreDeployedWithTheLayerThatTheCommandMakes()
    {
        await machine.NewAsync("restmachine", "--name", Odd, "--output", "Deployed", "--stack");
        var assembly = Path.Combine(machine.Folder, "cdk.out");
        var zip = Path.Combine(machine.Folder, "layer.zip");

        await machine.SynthesizeAsync($"Deployed/{Odd}.Stack", assembly);
        var (exitCode, findings) = await machine.RestMachineAsync("doctor", assembly);
        exitCode.ShouldBe(0, findings);
        findings.ShouldContain("its shutdown handlers can run");
        File.Exists(Path.Combine(assembly, "Stack2nd-shop-api.template.json")).ShouldBeTrue();

        await machine.RestMachineAsync("create-layer", "--arch", "x86_64", "-o", zip);
        File.ReadAllBytes(Directory.GetFiles(assembly, "restmachine-shutdown-x86_64-*.zip").ShouldHaveSingleItem())
            .ShouldBe(File.ReadAllBytes(zip));
    }

    [Fact]
    public async Task AreExplainedByHelp()
    {
        var help = await machine.NewAsync("restmachine", "--help");

        foreach (
            var text in new[] { "--aot ", "--database ", "none ", "sqlite ", "postgres ", "--stack ", "Default: none" }
        )
        {
            help.ShouldContain(text);
        }
    }

    private static string AllProjects() =>
        "<Solution>"
        + string.Concat(
            s_combinations
                .SelectMany(combination => combination.Projects)
                .Select(project => $"<Project Path=\"{project}\" />")
        )
        + "</Solution>";

    private static int Count(string what, string output) =>
        int.Parse(Summary(what).Match(output).Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture);

    private static Regex Summary(string what) =>
        new(
            $@"^  {what}: (?<count>\d+)$",
            RegexOptions.Multiline | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
}
