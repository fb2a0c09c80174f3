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
    public string[] Validate()
    {
        var settings = synthesized.ReadAtTheEnd();
        Problem?[] problems = [Architecture(settings), NativeFile(settings), .. Problems.Of(settings)];
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

    private Problem? Architecture(FunctionSettings settings) =>
        layerArchitecture is null || settings.Architecture is null || settings.Architecture == layerArchitecture
            ? null
            : new Problem(
                null,
                $"The function runs on {settings.Architecture}, but RestMachine's layer was attached while it ran on "
                    + $"{layerArchitecture}: set Architecture in the function's own props, before the layer is attached."
            );
}
