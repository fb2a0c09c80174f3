using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SSM;
using Constructs;

namespace RestMachine.Cdk;

/// <summary>A layer that holds the extension: of this app, or published before by another.</summary>
public sealed class ShutdownLayer
{
    private readonly Func<Construct, ILayerVersion> _create;

    // Of all that CloudFormation checks when it is deployed, what can be told now.
    private static readonly Regex s_layerVersionArn = new(
        "^arn:[^:]+:lambda:[^:]*:[^:]*:layer:[^:]+:[0-9]+\\z",
        RegexOptions.None,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Of an ARN that has one.</summary>
    internal string? Region { get; private init; }

    private ShutdownLayer(string? architecture, string description, Func<Construct, ILayerVersion> create)
    {
        LambdaArchitecture = architecture;
        Description = description;
        _create = create;
    }

    // Null: its name does not tell.
    internal string? LambdaArchitecture { get; }

    internal string Description { get; }

    /// <summary>The path of the stack that the layer is part of; null: of none in this app.</summary>
    internal string? StackPath { get; private init; }

    /// <param name="layer">Of the same app, and of the function's stack: a reference across stacks becomes an export.</param>
    public static ShutdownLayer FromLayer(RestMachineLayer layer) =>
        new(layer.LambdaArchitecture, $"the layer {layer.Node.Path}", _ => layer)
        {
            StackPath = Stack.Of(layer).Node.Path,
        };

    /// <param name="layerVersionArn">The ARN of one version of the layer, with its number at the end.</param>
    /// <exception cref="ArgumentException">It is no such ARN.</exception>
    public static ShutdownLayer FromArn(string layerVersionArn) =>
        s_layerVersionArn.IsMatch(layerVersionArn) || Token.IsUnresolved(layerVersionArn) == true
            ? new(
                ArchitectureIn(layerVersionArn, "restmachine-shutdown-"),
                layerVersionArn,
                scope => LayerVersion.FromLayerVersionArn(scope, "Layer", layerVersionArn)
            )
            {
                Region = RegionIn(layerVersionArn),
            }
            : throw new ArgumentException(
                $"\"{layerVersionArn}\" is no ARN of a layer's version: expected one with the version's number at its end, such "
                    + "as arn:aws:lambda:eu-west-1:123456789012:layer:restmachine-shutdown-arm64:3.",
                nameof(layerVersionArn)
            );

    /// <param name="parameterName">
    /// The SSM parameter of a deployed layer stack: <c>/restmachine/layer/{architecture}/{version}</c> or <c>…/latest</c>,
    /// read when the function's stack is deployed.
    /// </param>
    public static ShutdownLayer FromParameter(string parameterName) =>
        new(
            ArchitectureIn(parameterName, "/restmachine/layer/"),
            $"the SSM parameter {parameterName}",
            scope =>
                LayerVersion.FromLayerVersionArn(
                    scope,
                    "Layer",
                    StringParameter.ValueForStringParameter(scope, parameterName)
                )
        );

    internal ILayerVersion Create(Construct scope) => _create(scope);

    private static string? RegionIn(string arn) =>
        Token.IsUnresolved(arn) != true && arn.Split(':')[3] is { Length: > 0 } region ? region : null;

    private static string? ArchitectureIn(string text, string before)
    {
        string[] architectures = ["x86_64", "arm64"];
        return architectures.FirstOrDefault(name => text.Contains(before + name, StringComparison.Ordinal));
    }
}
