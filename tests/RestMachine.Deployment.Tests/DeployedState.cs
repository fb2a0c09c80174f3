using System.Text.Json;

namespace RestMachine.Deployment.Tests;

/// <summary>What the account holds of us at one time.</summary>
/// <param name="LayerVersions">Numbers of the x86_64 layer's versions.</param>
/// <param name="Functions">Each with the ARNs of its layers.</param>
/// <param name="Latest">The SSM parameter of the latest layer.</param>
/// <param name="Pinned">The SSM parameter of this version's layer.</param>
internal sealed record DeployedState(
    IReadOnlyList<int> LayerVersions,
    IReadOnlyList<string> Functions,
    string? Latest,
    string? Pinned
)
{
    public static async Task<DeployedState> ReadAsync(LocalAws aws)
    {
        var versions = await aws.LambdaAsync($"2018-10-31/layers/{Deployment.LayerName}/versions");
        var functions = await aws.LambdaAsync("2015-03-31/functions");
        return new DeployedState(
            [
                .. versions
                    .GetProperty(nameof(LayerVersions))
                    .EnumerateArray()
                    .Select(it => it.GetProperty("Version").GetInt32())
                    .Order(),
            ],
            [.. functions.GetProperty(nameof(Functions)).EnumerateArray().Select(Layers)],
            await aws.ParameterAsync("/restmachine/layer/x86_64/latest"),
            await aws.ParameterAsync("/restmachine/layer/x86_64/0.1.0")
        );
    }

    private static string Layers(JsonElement function) =>
        string.Join(
            ',',
            function.GetProperty("Layers").EnumerateArray().Select(layer => layer.GetProperty("Arn").GetString())
        );
}
