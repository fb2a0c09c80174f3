using System.Globalization;
using RestMachine.Cli.Probe;
using RestMachine.Emulator;

namespace RestMachine.Cli.Tests.Probe;

/// <summary>
/// The probe shows the emulator's settings back. The truth is the emulator's own report of its signals: a machine under load
/// may kill late, and stop the function for a while, but no tick comes after the kill.
/// </summary>
public sealed class EmulatedEnvironments
{
    private const int LongestSilence = 250;

    private static readonly string Sample = Path.Combine(Repository.Root, "samples/ShutdownProbe");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GiveWhatAwsDocuments()
    {
        var results = await ProbeAsync(new ProbeOptions(), [.. ProbedFunction.All.Select(each => each.Name)]);

        results.ShouldAllBe(result => result.IsWhole);
        Shares(results).ShouldBe([300, 500, 500, 500, 500, 0]);
        SharesOfTheTable(results).ShouldBe(["300 ms", "500 ms", "500 ms", "500 ms", "500 ms", "0 ms"]);
        foreach (var killed in results.Where(result => result.Function is { IsHandedOver: false, IsSilent: false }))
        {
            ShouldShowWhenItWasKilled(killed);
        }
        results.Single(result => result.Function.IsSilent).Measured.HasBegun.ShouldBeFalse();
        results.Single(result => result.Function.IsHandedOver).Measured.AtLeast.ShouldBeGreaterThan(1_500);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(500)]
    [InlineData(600)]
    public async Task GiveTheShareThatIsSet(int share)
    {
        var results = await ProbeAsync(new ProbeOptions { RuntimeShare = share }, "LayerOnly", "LayerAndInternal");

        Shares(results).ShouldBe([share, share]);
        SharesOfTheTable(results).ShouldBe([$"{share} ms", $"{share} ms"]);
        foreach (var result in results)
        {
            ShouldShowWhenItWasKilled(result);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LeaveAFunctionAliveThatWasHandedOver(bool toTheGroup)
    {
        var results = await ProbeAsync(new ProbeOptions { SignalsProcessGroup = toTheGroup }, "Handover");

        results.ShouldHaveSingleItem().Measured.AtLeast.ShouldBeGreaterThan(1_500);
    }

    [Fact]
    public async Task KillAFunctionThatWasHandedOverWhereTheWholeTreeIsKilled()
    {
        var results = await ProbeAsync(new ProbeOptions { KillsOrphans = true }, "Handover");

        var result = results.ShouldHaveSingleItem();
        result.IsWhole.ShouldBeTrue();
        result.Measured.AtLeast.ShouldBeLessThan(1_500);
        result.Function.InCore.Holds(result.Measured).ShouldBeFalse();
    }

    [Fact]
    public async Task AreProbedByTheCommand()
    {
        var result = await CliProcess.RunAsync(
            "probe",
            "--local",
            Sample,
            "--jit",
            "--kill-orphans",
            "--signal-process"
        );

        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldContain("Probing LayerAndInternal …");
        result.Output.ShouldMatch(@"\| LayerOnly +\| \d+ to \d+ ms +\| 300 ms +\| 600 ms +\|");
        result.Output.ShouldMatch(@"\| Handover +\| .+ \| – +\| alive, 2000 ms +\| neither +\|");
        result.Output.ShouldMatch(@"\| Neither +\| no handler began +\| 0 ms +\| 0 ms +\| both +\|");
    }

    [Fact]
    public async Task AreNotThereWithoutTheSample()
    {
        using var folder = new TestFolder();

        var result = await CliProcess.RunAsync("probe", "--local", folder.FullName);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldBe(
            $"{folder.FullName} has no folder witness/extensions: expected samples/ShutdownProbe of the repository."
        );
    }

    private static void ShouldShowWhenItWasKilled(ProbeResult result)
    {
        var function = result.Truth!.Function!;
        function.TerminatedBy.ShouldBe("SIGKILL", result.Function.Name);
        var lived = (
            function.EndedAt - function.Signals.Single(signal => signal.Name == "SIGTERM").At
        ).TotalMilliseconds;

        // The share counts from the phase's beginning, and the signal may need a while.
        function.EndedAt.ShouldBeGreaterThanOrEqualTo(result.Truth.RuntimeShare, result.Function.Name);
        result.Measured.AtLeast.ShouldBeInRange(lived - LongestSilence, lived + 1, result.Function.Name);
        if (result.Function.HasLayer)
        {
            result.Measured.KilledBefore!.Value.ShouldBeGreaterThan(result.Measured.AtLeast - 1);
            ShouldShowWhatItsExtensionHad(result);
        }
    }

    private static void ShouldShowWhatItsExtensionHad(ProbeResult result)
    {
        var extension = result.Truth!.Extensions.Single(each => each.Name == "shutdown-probe");
        var had = (extension.EndedAt - extension.ShutdownEventAt!.Value).TotalMilliseconds;

        // The clock has steps of 10 ms.
        result.Measured.ExtensionHad!.Value.ShouldBeInRange(had - LongestSilence, had + 10, result.Function.Name);
        result.Measured.ExtensionTold!.Value.ShouldBeLessThanOrEqualTo(
            (long)(result.Truth.Budget - extension.ShutdownEventAt.Value).TotalMilliseconds + 1,
            result.Function.Name
        );
    }

    private static int[] Shares(IReadOnlyList<ProbeResult> results) =>
        [.. results.Select(result => (int)result.Truth!.RuntimeShare.TotalMilliseconds)];

    private static string[] SharesOfTheTable(IReadOnlyList<ProbeResult> results)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        ProbeTable.Write(results, output);
        return
        [
            .. output
                .ToString()
                .Split('\n')
                .Where(line =>
                    results.Any(result => line.StartsWith($"| {result.Function.Name} ", StringComparison.Ordinal))
                )
                .Select(line => line.TrimEnd('|', ' ').Split('|')[^1].Trim()),
        ];
    }

    private static Task<IReadOnlyList<ProbeResult>> ProbeAsync(ProbeOptions options, params string[] functions) =>
        new LocalProbe(options with { Project = Sample, Jit = true }, TextWriter.Null)
        {
            Functions = [.. ProbedFunction.All.Where(each => functions.Contains(each.Name, StringComparer.Ordinal))],
        }.RunAsync(Cancellation);
}
