using System.Text.Json;

namespace RestMachine.Cli.Doctor;

internal sealed record Resource(Template Template, string LogicalId, JsonElement Element)
{
    /// <summary>CDK's path of it, where the template tells it.</summary>
    public string Name =>
        Element.At("Metadata", "aws:cdk:path").Text() is { } path
            ? path.EndsWith("/Resource", StringComparison.Ordinal)
                ? path[..^"/Resource".Length]
                : path
            : $"{Template.Name}/{LogicalId}";

    public JsonElement Property(params ReadOnlySpan<string> path) => Element.At("Properties").At(path);
}
