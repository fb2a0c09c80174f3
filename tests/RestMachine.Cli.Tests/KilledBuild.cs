using System.Globalization;

namespace RestMachine.Cli.Tests;

public sealed class KilledBuild : IDisposable
{
    // Restored by no one: the build hangs in its first target.
    private const string Project = """
        <Project>
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <AssemblyName>Api</AssemblyName>
          </PropertyGroup>
          <Target Name="Restore">
            <Exec Command="echo $$ &gt; pid.part &amp;&amp; mv pid.part pid &amp;&amp; exec tail -f /dev/null" />
          </Target>
          <Target Name="Publish" />
        </Project>
        """;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(CliProcess.SigKill)]
    [InlineData(CliProcess.SigInt)]
    public async Task EndsWithTheCommand(int signal)
    {
        var project = folder.Write("Api/Api.csproj", Project);
        using var cli = CliProcess.Start("local", project, "--no-extension", "--request", "GET /");
        await cli.ErrorAsync("Publishing ");
        var file = Path.Combine(folder.FullName, "Api", "pid");
        SpinWait.SpinUntil(() => File.Exists(file), TimeSpan.FromSeconds(120)).ShouldBeTrue();
        var build = int.Parse(await File.ReadAllTextAsync(file, CliProcess.Cancellation), CultureInfo.InvariantCulture);
        InteractiveRun.IsRunning(build).ShouldBeTrue();

        cli.Signal(signal);
        await cli.FinishAsync();

        SpinWait.SpinUntil(() => !InteractiveRun.IsRunning(build), TimeSpan.FromSeconds(60)).ShouldBeTrue();
    }
}
