using System.Globalization;
using System.Text.RegularExpressions;
using Constructs;
using RestMachine.Cdk;

namespace RestMachine.LayerStack;

/// <summary>What <c>cdk deploy -c name=value</c> sets.</summary>
internal sealed partial record LayerStackOptions
{
    /// <summary><c>-c regions=eu-west-1,us-east-1</c>. Empty: one stack, in the region of the credentials.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary><c>-c share=everyone</c>, or account and organization ids with commas between.</summary>
    public IReadOnlyList<LayerSharing> SharedWith { get; init; } = [];

    /// <summary><c>-c layer=artifacts/layer</c>. Null: the binaries that come with the construct library.</summary>
    public string? LayerDirectory { get; init; }

    /// <exception cref="ArgumentException">A value is not what it should be.</exception>
    public static LayerStackOptions Read(Node node) =>
        new()
        {
            Regions = Values(node, "regions").Select(Region).ToArray(),
            SharedWith = Values(node, "share").Select(Sharing).ToArray(),
            LayerDirectory = node.TryGetContext("layer") switch
            {
                null => null,
                string folder => folder,
                var other => throw new ArgumentException(
                    $"The context value \"layer\" is {other}: expected a folder.",
                    nameof(node)
                ),
            },
        };

    private static string[] Values(Node node, string name) =>
        Texts(node.TryGetContext(name), name)
            .SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Distinct(StringComparer.Ordinal)
            .ToArray();

    // The command line knows text only; cdk.json also numbers and arrays.
    private static IEnumerable<string> Texts(object? value, string name) =>
        value switch
        {
            null => [],
            string text => [text],
            double or long or int => [Convert.ToString(value, CultureInfo.InvariantCulture)!],
            IEnumerable<object> all and not IDictionary<string, object> => all.SelectMany(one => Texts(one, name)),
            _ => throw new ArgumentException(
                $"The context value \"{name}\" is {value}: expected text, or an array of it.",
                nameof(value)
            ),
        };

    private static string Region(string value) =>
        RegionName().IsMatch(value)
            ? value
            : throw new ArgumentException(
                $"The context value \"regions\" holds \"{value}\": expected regions such as eu-west-1,us-east-1.",
                nameof(value)
            );

    private static LayerSharing Sharing(string value) =>
        value switch
        {
            "everyone" => LayerSharing.Everyone(),
            ['o', '-', ..] => LayerSharing.Organization(value),
            [>= '0' and <= '9', ..] => LayerSharing.Account(value),
            _ => throw new ArgumentException(
                $"The context value \"share\" holds \"{value}\": expected everyone, account ids or organization ids.",
                nameof(value)
            ),
        };

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+)+-[0-9]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RegionName();
}
