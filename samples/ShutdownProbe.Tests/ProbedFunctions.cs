using System.Text.Json;

namespace ShutdownProbe.Tests;

/// <summary>What <c>restmachine probe</c> takes for granted, and the table of the README.</summary>
public sealed class ProbedFunctions(SynthesizedProbe probe)
{
    [Theory]
    [InlineData("LayerOnly", 2, "PROBE_LOOP=own")]
    [InlineData("LayerAndInternal", 2)]
    [InlineData("Deaf", 2, "PROBE_HANDLERS=deaf")]
    [InlineData("Handover", 2)]
    [InlineData("InternalOnly", 0)]
    [InlineData("Neither", 0, "PROBE_LOOP=own")]
    public void HaveTheirLayersAndVariables(string name, int layers, params string[] variables)
    {
        var function = probe.Function(name);

        (function.TryGetProperty("Layers", out var attached) ? attached.GetArrayLength() : 0).ShouldBe(layers);
        VariablesOf(function).ShouldBe(variables);
        function.GetProperty("LoggingConfig").GetProperty("LogFormat").GetString().ShouldBe("JSON");
        function.GetProperty("Runtime").GetString().ShouldBe("provided.al2023");
    }

    [Fact]
    public void AreAllThatAreNamed() =>
        probe
            .Stack.Template.GetProperty("Outputs")
            .EnumerateObject()
            .Count()
            .ShouldBe(probe.Stack.ResourcesOf("AWS::Lambda::Function").Count());

    [Fact]
    public void AreStartedByTheWrapperWhereTheyAreHandedOver()
    {
        File.ReadAllText(Path.Combine(probe.Stack.PackageOf(probe.Function("Handover")), "bootstrap"))
            .ShouldStartWith("#!/opt/restmachine/restmachine-handover ");
    }

    [Fact]
    public void HaveAWitnessThatLambdaCanStart()
    {
        var witness = Path.Combine(AssetOf("Witness"), "extensions", "shutdown-probe");

        File.GetUnixFileMode(witness).HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue();
        Directory.EnumerateFiles(Path.GetDirectoryName(witness)!).ShouldHaveSingleItem();
    }

    private static string[] VariablesOf(JsonElement function) =>
        function.TryGetProperty("Environment", out var environment)
            ? [.. environment.GetProperty("Variables").EnumerateObject().Select(each => $"{each.Name}={each.Value}")]
            : [];

    private string AssetOf(string layer)
    {
        var resources = probe.Stack.Template.GetProperty("Resources").EnumerateObject();
        var version = resources.Single(resource => resource.Name.StartsWith(layer, StringComparison.Ordinal)).Value;
        var key = version.GetProperty("Properties").GetProperty("Content").GetProperty("S3Key").GetString()!;
        return Path.Combine(probe.Stack.Output, $"asset.{Path.GetFileNameWithoutExtension(key)}");
    }
}
