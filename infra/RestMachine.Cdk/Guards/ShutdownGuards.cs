using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.JSII.Runtime.Deputy;
using Constructs;
using RestMachine.Checks;

namespace RestMachine.Cdk;

/// <summary>Looks at a function when everything that the app and its aspects say about it has been said.</summary>
internal sealed class ShutdownGuards(Function function, SynthesizedFunction synthesized) : DeputyBase, IValidation
{
    public string[] Validate()
    {
        foreach (var problem in Problems.Of(synthesized.ReadAtTheEnd()))
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
}
