using System.Text.Json;
using System.Text.RegularExpressions;

namespace RestMachine.Cli.Doctor;

/// <summary>From what stands in a template to what is known of the layer.</summary>
internal sealed partial class LayerReader(TemplateSet templates)
{
    private static readonly string[] Architectures = ["x86_64", "arm64"];

    public static string[] Types { get; } = ["AWS::Lambda::LayerVersion", "AWS::Serverless::LayerVersion"];

    public AttachedLayer Of(Template template, JsonElement reference)
    {
        var (found, value) = templates.Resolve(template, reference);
        if (
            (value.At("Ref").Text() ?? TemplateSet.Attribute(value, "LayerVersionArn")) is { } id
            && found.Find(id) is { } resource
            && Types.Contains(resource.Element.At("Type").Text(), StringComparer.Ordinal)
        )
        {
            return OfResource(found, resource);
        }
        var text = TemplateSet.ParameterPath(found, value) ?? templates.Text(found, value) ?? Raw(value);
        if (WithoutVersion().IsMatch(text))
        {
            return Ours(text, Of) with { Problems = ["The ARN names no version: append its number, such as :1."] };
        }
        // Which of its two ends a condition takes, only the deployment knows.
        return value.At("Fn::If").ValueKind == JsonValueKind.Undefined ? Ours(text, Of) : new AttachedLayer(text, null);

        bool Of(string architecture) =>
            // By the ARN that the layer's name is part of, or by the parameter that the layer's stack writes.
            text.Contains($":layer:restmachine-shutdown-{architecture}", StringComparison.Ordinal)
            || text.Contains($"/restmachine/layer/{architecture}/", StringComparison.Ordinal);
    }

    public AttachedLayer OfResource(Template template, Resource layer)
    {
        var key = layer.Property("Content", "S3Key").Text() ?? layer.Property("ContentUri", "Key").Text();
        try
        {
            if (templates.Assets.Package(key) is { } files)
            {
                return LayerContents.Examine(layer.Name, files) with { Hash = templates.Assets.Hash(key) };
            }
        }
        catch (Exception problem) when (problem is UnreadableException or IOException or UnauthorizedAccessException)
        {
            return new AttachedLayer(layer.Name, null) { Problems = [problem.Message] };
        }
        var name = templates.Resolve(template, layer.Property("LayerName")).Value.Text() ?? "";
        return Ours(layer.Name, architecture => name == $"restmachine-shutdown-{architecture}");
    }

    private static AttachedLayer Ours(string name, Func<string, bool> isFor)
    {
        var architecture = Array.Find(Architectures, each => isFor(each));
        // Whether it holds restmachine-handover is not known: older versions do not.
        return new AttachedLayer(name, architecture is null ? null : true)
        {
            Architecture = architecture,
            IsOurs = architecture is not null,
        };
    }

    [GeneratedRegex(@"^arn:[^:]*:lambda:[^:]*:[^:]*:layer:[^:]+\z", RegexOptions.None, 1000)]
    private static partial Regex WithoutVersion();

    private static string Raw(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "" : value.Line();
}
