namespace RestMachine.Emulator.Tests;

public sealed class SideBySide : IDisposable
{
    private readonly Doubles doubles = new();

    public void Dispose() => doubles.Dispose();

    [Fact]
    public async Task EnvironmentsHaveTheirOwnDirectoriesAndPorts()
    {
        doubles.AddExtension("witness");
        var environments = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ => doubles.StartAsync(extensionFault: "", variables: ("RESTMACHINE_EXTENSION_TIMEOUT", "1")))
        );

        var answers = await Task.WhenAll(environments.Select((environment, i) => environment.InvokeAsync($"{i}")));
        var reports = await Task.WhenAll(environments.Select(environment => environment.SpinDownAsync()));

        answers.Select(answer => answer.PayloadText).ShouldBe(Enumerable.Range(0, 8).Select(i => $"{i}"));
        environments.Select(environment => environment.TemporaryDirectory).ShouldBeUnique();
        environments
            .Select(environment => environment.Number(LogSource.Extension, "RESTMACHINE_EXTENSION_PORT="))
            .ShouldBeUnique();
        reports.ShouldAllBe(report => report.Function!.ExitCode == 0 && report.Extensions[0].ExitCode == 0);
        foreach (var environment in environments)
        {
            await environment.DisposeAsync();
            Directory.Exists(environment.TemporaryDirectory).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task ADisposedEnvironmentLeavesNothingRunning()
    {
        var environment = await doubles.StartAsync("daemon child ignore-sigterm", "");
        await environment.WaitForLogAsync(line => line.Text.StartsWith("child pid="), Doubles.Cancellation);
        await environment.WaitForLogAsync(line => line.Text.StartsWith("daemon pid="), Doubles.Cancellation);
        string[] words = ["child pid=", "daemon pid=", "function pid="];
        var processes = words
            .Select(word => environment.Number(LogSource.Function, word))
            .Append(environment.Number(LogSource.Extension, "witness pid="))
            .ToArray();

        await environment.DisposeAsync();

        processes.ShouldAllBe(pid => ProcessTable.IsGone(pid));
    }
}
