using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using RestMachine.Checks;

namespace RestMachine.Cdk;

/// <summary>Adds the extension to functions: with it, Lambda lets a function end its work before it is removed.</summary>
public static class RestMachineShutdown
{
    private const string Marker = "RestMachineShutdown";

    /// <summary>
    /// Attaches the layer to a function of any runtime. What it finds wrong with the function as it is synthesized in the
    /// end is an error or a warning of the app; what <c>AddPropertyOverride</c> changes is seen by
    /// <c>restmachine doctor cdk.out</c> only, because CDK tells nobody of it before it writes the template.
    /// </summary>
    /// <param name="function">Of the app; an imported function cannot take a layer.</param>
    /// <param name="props">Default: the layer that comes with this library, and Lambda's own limits.</param>
    /// <exception cref="InvalidOperationException">The function cannot take the layer; the message names the fix.</exception>
    public static void AddTo(Function function, RestMachineShutdownProps? props = null)
    {
        if (IsAddedTo(function))
        {
            throw new InvalidOperationException(
                $"{function.Node.Path} has the RestMachine layer already: call AddTo once for a function, and not at all "
                    + "for a RestMachineFunction, which carries it."
            );
        }
        Attach(function, props ?? new RestMachineShutdownProps());
    }

    internal static bool IsAddedTo(Function function) => function.Node.TryFindChild(Marker) is not null;

    internal static void Attach(Function function, RestMachineShutdownProps props)
    {
        var architecture = function.Architecture;
        var synthesized = new SynthesizedFunction(function);
        var found = synthesized.Read();
        if (LayerObstacles.Find(function, found, props.ShutdownLayer, architecture.Name) is { } obstacle)
        {
            throw new InvalidOperationException(obstacle);
        }
        var isHandedOver = props.ShutdownMode == ShutdownMode.Handover;
        if (isHandedOver && HandoverObstacle(found) is { } refusal)
        {
            throw new InvalidOperationException($"{function.Node.Path} {refusal}");
        }
        WarnOfAnExport(function, props.ShutdownLayer);
        if (isHandedOver)
        {
            Annotations
                .Of(function)
                .AddInfo(
                    "ShutdownMode.Handover is experimental and unproven on AWS: docs/handover.md says what it rests on, and "
                        + "\"restmachine probe\" what your account's Lambda does."
                );
        }
        if (props.ShutdownLayer is { } named)
        {
            AddLayer(function, named.Create(new Construct(function, Marker)));
        }
        else
        {
            AddDefaultLayer(function, architecture);
        }
        Set(function, found, Variables.Port, props.ExtensionPort is { } port ? Text(port) : null);
        Set(function, found, Variables.Timeout, props.ExtensionTimeout is { } timeout ? Seconds(timeout) : null);
        var isWrapped = isHandedOver && !HandoverMode.IsOsOnly(found.Runtime);
        Set(function, found, Variables.ExecWrapper, isWrapped ? HandoverMode.Program : null);
        var layerArchitecture = props.ShutdownLayer is null
            ? architecture.Name
            : props.ShutdownLayer.LambdaArchitecture;
        function.Node.AddValidation(
            new ShutdownGuards(function, synthesized, layerArchitecture) { IsHandedOver = isHandedOver }
        );
    }

    internal static void Set(Function function, FunctionSettings found, string variable, string? value)
    {
        if (value is not null && !found.Variables.ContainsKey(variable))
        {
            function.AddEnvironment(variable, value);
        }
    }

    private static string? HandoverObstacle(FunctionSettings found) =>
        HandoverMode.Find(found.Runtime, found.Variables.GetValueOrDefault(Variables.ExecWrapper));

    private static void WarnOfAnExport(Function function, ShutdownLayer? layer)
    {
        if (layer?.StackPath is { } path && path != Stack.Of(function).Node.Path)
        {
            Annotations
                .Of(function)
                .AddWarningV2(
                    "restmachine:export",
                    $"{layer.Description} is of another stack, which makes an export of it that CloudFormation refuses to "
                        + "change while it is in use, so the layer can never be updated: publish its ARN as an SSM parameter "
                        + "and use ShutdownLayer.FromParameter."
                );
        }
    }

    private static void AddLayer(Function function, ILayerVersion layer)
    {
        try
        {
            function.AddLayers(layer);
        }
        // Only CDK can count them before the end, and jsii hands over no type of exception.
        catch (Exception refusal) when (refusal.Message.Contains("already uses 5 layers", StringComparison.Ordinal))
        {
            // It was not added: nothing may say that it was.
            function.Node.TryRemoveChild(Marker);
            throw new InvalidOperationException(
                $"{function.Node.Path} has 5 layers, and Lambda allows 5: take one away to make room for RestMachine's.",
                refusal
            );
        }
    }

    // One for all functions of the stack; without any that takes it, none.
    private static void AddDefaultLayer(Function function, Architecture architecture)
    {
        var stack = Stack.Of(function);
        var id = architecture.Name == "arm64" ? "RestMachineLayerArm64" : "RestMachineLayerX8664";
        var existing = stack.Node.TryFindChild(id) as RestMachineLayer;
        _ = new Construct(function, Marker);
        try
        {
            AddLayer(
                function,
                existing ?? new RestMachineLayer(stack, id, new RestMachineLayerProps { Architecture = architecture })
            );
        }
        catch (InvalidOperationException) when (existing is null)
        {
            stack.Node.TryRemoveChild(id);
            throw;
        }
    }

    // Of a number that only the deployment knows, CDK's own text.
    private static string Text(double number) =>
        Token.IsUnresolved(number) == true
            ? Tokenization.StringifyNumber(number)
            : number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(Duration duration) =>
        Text(duration.IsUnresolved() ? duration.ToSeconds() : duration.ToMilliseconds() / 1000);
}
