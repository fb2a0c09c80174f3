using System.Text.Json;

namespace RestMachine.Deployment.Tests;

/// <summary>
/// What the local AWS knows no type for, it leaves out: the alarm and the query, and the stage of a REST API. Of the first
/// two the samples' own tests read the template.
/// </summary>
public sealed class DeployedSamples : IClassFixture<SampleDeployment>
{
    private const string Arn = $"arn:aws:lambda:{LocalAws.Region}:{LocalAws.Account}:layer:{Deployment.LayerName}:";
    private readonly SampleDeployment _samples;

    public DeployedSamples(SampleDeployment samples)
    {
        Assert.SkipWhen(samples.Missing is not null, samples.Missing ?? "");
        _samples = samples;
    }

    [Theory]
    [InlineData("OtherRuntimes", "RESTMACHINE_EXTENSION_PORT=9108", "nodejs22.x", "python3.12")]
    [InlineData("Orders", null, "dotnet10")]
    [InlineData("PageViews", "RESTMACHINE_METRICS=on", "provided.al2023")]
    [InlineData("PostgresUsers", null, "provided.al2023")]
    public void HaveTheLayerOnTheirFunctions(string stack, string? variable, params string[] runtimes)
    {
        var functions = _samples.Functions[stack].ToArray();

        functions.Select(function => Text(function, "Runtime")).Order(StringComparer.Ordinal).ShouldBe(runtimes);
        foreach (var function in functions)
        {
            var layers = function.GetProperty("Layers").EnumerateArray().Select(layer => Text(layer, "Arn"));
            layers.ShouldHaveSingleItem().ShouldStartWith(Arn);
            function.GetProperty("CodeSize").GetInt64().ShouldBeGreaterThan(0);
            if (variable is not null)
            {
                Variables(function).ShouldContain(variable);
            }
        }
    }

    [Fact]
    public async Task HaveTheLayerThatTheCommandMakes()
    {
        var zip = Path.GetTempFileName();
        try
        {
            string[] command = ["create-layer", "-o", zip];
            await new Command(
                "dotnet",
                ["run", "--project", Path.Combine(Repository.Root, "runtime/RestMachine.Cli"), "--", .. command]
            ).RunAsync();

            _samples.LayerZip.ShouldBe(await File.ReadAllBytesAsync(zip, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(zip);
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string[] Variables(JsonElement function) =>
        [
            .. function
                .GetProperty("Environment")
                .GetProperty(nameof(Variables))
                .EnumerateObject()
                .Select(variable => $"{variable.Name}={variable.Value.GetString()}"),
        ];
}
