using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.JSII.Runtime.Deputy;
using Constructs;
using RestMachine.Checks;

namespace RestMachine.Cdk;

/// <summary>Looks at a function when everything that the app and its aspects say about it has been said.</summary>
/// <param name="function">Has the layer.</param>
/// <param name="synthesized">What the template will say.</param>
/// <param name="layerArchitecture">Null: the layer's name does not tell.</param>
internal sealed class ShutdownGuards(Function function, SynthesizedFunction synthesized, string? layerArchitecture)
    : DeputyBase,
        IValidation
{
    public bool IsHandedOver { get; init; }

    public string[] Validate()
    {
        var settings = synthesized.ReadAtTheEnd();
        Problem?[] problems =
        [
            Architecture(settings),
            NativeFile(settings),
            Bootstrap(settings),
            LayerObstacles.IsNamedByADistribution(function, settings.Runtime)
                ? new Problem(null, $"The function {EdgeFunctions.Problem}")
                : null,
            OtherWrapper(settings),
            .. Problems.Of(settings),
        ];
        foreach (var problem in problems.OfType<Problem>())
        {
            if (problem.Warning is { } id)
            {
                Annotations.Of(function).AddWarningV2(id, problem.Text);
            }
            else
            {
                Annotations.Of(function).AddError(problem.Text);
            }
        }
        // An error returned from here would hide the others of the app.
        return [];
    }

    // A package of .NET or a program of the user's own; zips and other runtimes' are the doctor's.
    private Problem? NativeFile(FunctionSettings settings) =>
        (
            settings.Runtime.StartsWith("provided", StringComparison.Ordinal)
            || settings.Runtime.StartsWith("dotnet", StringComparison.Ordinal)
        )
        && synthesized.Package is { } folder
        && NativeFiles.Find(PackageFolder.Files(folder), settings.Architecture, settings.Runtime) is { } problem
            ? new Problem(null, $"The function {problem}")
            : null;

    // Of code that CDK has not written down the doctor may know more.
    private Problem? Bootstrap(FunctionSettings settings)
    {
        if (!IsHandedOver || !HandoverMode.IsOsOnly(settings.Runtime) || synthesized.Package is not { } folder)
        {
            return null;
        }
        var bootstrap = Path.Combine(folder, "bootstrap");
        return File.Exists(bootstrap) && HandoverMode.ProgramOf(File.ReadAllBytes(bootstrap)) is not null
            ? null
            : new Problem(
                null,
                $"ShutdownMode is Handover, but its bootstrap is no script that asks for it, and {settings.Runtime} starts no "
                    + $"wrappers: name the program \"{HandoverMode.FunctionName}\", and let bootstrap be an executable file of "
                    + $"the one line \"{HandoverMode.Script.Trim()}\"."
            );
    }

    // Set after the layer was attached: what Lambda starts is that one, and the function is not handed over.
    private Problem? OtherWrapper(FunctionSettings settings) =>
        IsHandedOver
        && !HandoverMode.IsWrapped(settings)
        && HandoverMode.Find(settings.Runtime, settings.Variables.GetValueOrDefault(Variables.ExecWrapper))
            is { } obstacle
            ? new Problem(null, $"The function {obstacle}")
            : null;

    private Problem? Architecture(FunctionSettings settings) =>
        layerArchitecture is null || settings.Architecture is null || settings.Architecture == layerArchitecture
            ? null
            : new Problem(
                null,
                $"The function runs on {settings.Architecture}, but RestMachine's layer was attached while it ran on "
                    + $"{layerArchitecture}: set Architecture in the function's own props, before the layer is attached."
            );
}
