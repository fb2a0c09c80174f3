using System.Text.Json;
using System.Text.RegularExpressions;

namespace RestMachine.Cli.Doctor;

/// <summary>Templates that may refer to each other, and the files behind them.</summary>
internal sealed partial class TemplateSet(IReadOnlyList<Template> templates, Assets assets)
{
    public IReadOnlyList<Template> All => templates;

    public Assets Assets => assets;

    /// <summary>Follows references to parameters, exports and nested stacks' parameters, as far as the templates tell.</summary>
    public (Template Template, JsonElement Value) Resolve(Template template, JsonElement value)
    {
        // A template of somebody else's may refer in a circle.
        for (var step = 0; step < 10; step++)
        {
            if (Next(template, value) is not { } next)
            {
                break;
            }
            (template, value) = next;
        }
        return (template, value);
    }

    /// <returns>Text, also of Fn::Join and Fn::Sub, in which what is not known stands as it is; null: it is none.</returns>
    public string? Text(Template template, JsonElement value) => Text(template, value, 0);

    /// <returns>The logical id of the resource whose attribute it is; null: it is not that attribute.</returns>
    public static string? Attribute(JsonElement value, string name) =>
        AttributePath(value) is { } path && path.EndsWith($".{name}", StringComparison.Ordinal)
            ? path[..^(name.Length + 1)]
            : null;

    /// <returns>The path in the Systems Manager's parameter store where the value is; null if it is not from there.</returns>
    public static string? ParameterPath(Template template, JsonElement value) =>
        value.At("Ref").Text() is { } name && template.Root.At("Parameters", name) is var parameter && IsPath(parameter)
            ? parameter.At("Default").Text()
            : null;

    private static bool IsPath(JsonElement parameter) =>
        parameter.At("Type").Text() is { } type
        && type.StartsWith("AWS::SSM::Parameter::Value<", StringComparison.Ordinal);

    // Written as a list, or as one text with a dot.
    private static string? AttributePath(JsonElement value) =>
        value.At("Fn::GetAtt") is { ValueKind: JsonValueKind.Array } parts
            ? string.Join('.', parts.EnumerateArray().Select(part => part.Text()))
            : value.At("Fn::GetAtt").Text();

    private string? Text(Template template, JsonElement value, int depth)
    {
        // A template of somebody else's may refer in a circle.
        if (depth == 10)
        {
            return null;
        }
        var (found, known) = Resolve(template, value);
        if (
            known.At("Fn::Join") is { ValueKind: JsonValueKind.Array } join
            && join.EnumerateArray().ToArray() is [var separator, { ValueKind: JsonValueKind.Array } parts]
        )
        {
            var texts = parts.EnumerateArray().Select(part => Text(found, part, depth + 1) ?? part.Line());
            return string.Join(separator.Text(), texts);
        }
        if (known.At("Fn::Sub") is not { ValueKind: not JsonValueKind.Undefined } substitution)
        {
            return known.Text();
        }
        var values =
            substitution.ValueKind == JsonValueKind.Array ? substitution.EnumerateArray().ToArray() : [substitution];
        return values is [var pattern, ..] && pattern.Text() is { } text
            ? Variable().Replace(text, match => Named(match.Groups["name"].Value) ?? match.Value)
            : null;

        string? Named(string name) =>
            values is [_, var own] && own.At(name) is { ValueKind: not JsonValueKind.Undefined } given
                ? Text(found, given, depth + 1)
                : Text(found, JsonSerializer.SerializeToElement(new { Ref = name }), depth + 1);
    }

    [GeneratedRegex(@"\$\{(?<name>[^!}]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    private (Template Template, JsonElement Value)? Next(Template template, JsonElement value)
    {
        if (AttributePath(value)?.Split('.') is [_, "Outputs", var output])
        {
            return FromNested(output);
        }
        if (value.At("Fn::ImportValue").Text() is { } export)
        {
            return Find(each => each.Root.Members("Outputs"), output => output.At("Export", "Name").Text() == export);
        }
        if (
            value.At("Ref").Text() is not { } name
            || template.Root.At("Parameters", name) is not { ValueKind: JsonValueKind.Object } parameter
        )
        {
            return null;
        }
        // Its default is the path of the value.
        if (IsPath(parameter))
        {
            return null;
        }
        if (parameter.At("Default") is { ValueKind: not JsonValueKind.Undefined } known)
        {
            return (template, known);
        }
        return FromParent(name);
    }

    private (Template Template, JsonElement Value)? Find(
        Func<Template, IEnumerable<(string Name, JsonElement Value)>> members,
        Func<JsonElement, bool> isIt
    ) =>
        templates
            .SelectMany(template => members(template).Select(member => (Template: template, member.Value)))
            .Where(found => isIt(found.Value))
            .Select(found => ((Template, JsonElement)?)(found.Template, found.Value.At("Value")))
            .FirstOrDefault();

    // CDK's names of outputs of nested stacks are unique in an app; of others nobody can tell which is meant.
    private (Template Template, JsonElement Value)? FromNested(string output)
    {
        var found = templates
            .SelectMany(template =>
                template
                    .Root.Members("Outputs")
                    .Where(member => member.Name == output)
                    .Select(member => (Template: template, Value: member.Value.At("Value")))
            )
            .ToArray();
        return found is [var only] ? only : null;
    }

    // CDK's names of parameters of nested stacks are unique in an app.
    private (Template Template, JsonElement Value)? FromParent(string parameter) =>
        templates
            .SelectMany(template => template.Resources("AWS::CloudFormation::Stack"))
            .Select(stack => (stack.Template, Value: stack.Property("Parameters", parameter)))
            .Where(found => found.Value.ValueKind != JsonValueKind.Undefined)
            .Select(found => ((Template, JsonElement)?)found)
            .FirstOrDefault();
}
