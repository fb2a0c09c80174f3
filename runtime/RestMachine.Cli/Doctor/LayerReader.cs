using System.Text.Json;

namespace RestMachine.Cli.Doctor;

/// <summary>From what stands in a template to what is known of the layer.</summary>
internal sealed class LayerReader(TemplateSet templates)
{
    private static readonly string[] Architectures = ["x86_64", "arm64"];

    public static string[] Types { get; } = ["AWS::Lambda::LayerVersion", "AWS::Serverless::LayerVersion"];

    public AttachedLayer Of(Template template, JsonElement reference)
    {
        var (found, value) = templates.Resolve(template, reference);
        if (
            value.At("Ref").Text() is { } id
            && found.Find(id) is { } resource
            && Types.Contains(resource.Element.At("Type").Text(), StringComparer.Ordinal)
        )
        {
            return OfResource(found, resource);
        }
        var text = value.ValueKind == JsonValueKind.Undefined ? "" : value.Text() ?? value.GetRawText();
        var architecture = Array.Find(Architectures, name => IsOurs(text, name));
        return new AttachedLayer(text, architecture is null ? null : true) { Architecture = architecture };
    }

    public AttachedLayer OfResource(Template template, Resource layer)
    {
        var key = layer.Property("Content", "S3Key").Text() ?? layer.Property("ContentUri", "Key").Text();
        if (templates.Assets.Package(key) is { } files)
        {
            return LayerContents.Examine(layer.Name, files);
        }
        var name = templates.Resolve(template, layer.Property("LayerName")).Value.Text() ?? "";
        var architecture = Array.Find(Architectures, each => name == $"restmachine-shutdown-{each}");
        return new AttachedLayer(layer.Name, architecture is null ? null : true) { Architecture = architecture };
    }

    // By the ARN that the layer's name is part of, or by the parameter that the layer's stack writes.
    private static bool IsOurs(string text, string architecture) =>
        text.Contains($":layer:restmachine-shutdown-{architecture}", StringComparison.Ordinal)
        || text.Contains($"/restmachine/layer/{architecture}/", StringComparison.Ordinal);
}
