using Amazon.CDK;
using Constructs;

namespace RestMachine.Cdk;

/// <summary>Which of a function's layers are RestMachine's, by the resources that they refer to and by their ARNs.</summary>
internal sealed class OurLayers(Stack stack)
{
    private const string Name = ":layer:restmachine-shutdown-";
    private const string Parameters = "/restmachine/layer/";
    private string[]? _ids;

    /// <param name="layers">Each as JSON.</param>
    public string[] Among(IReadOnlyList<string> layers) =>
        [.. layers.Where(layer => layer.Contains(Name, StringComparison.Ordinal) || Refers(layer))];

    // To find the resources is to ask for all of the app's: only where something refers to any.
    private bool Refers(string layer) =>
        layer.StartsWith('{') && (_ids ??= [.. Ids()]).Any(id => layer.Contains(id, StringComparison.Ordinal));

    private IEnumerable<string> Ids()
    {
        foreach (var construct in stack.Node.Root.Node.FindAll())
        {
            if (construct is RestMachineLayer layer)
            {
                yield return Stack.Of(layer).GetLogicalId((CfnElement)layer.Node.DefaultChild!);
            }
            else if (
                construct is CfnParameter { Default: string path } parameter
                && path.StartsWith(Parameters, StringComparison.Ordinal)
            )
            {
                yield return parameter.LogicalId is var id && Token.IsUnresolved(id) == true
                    ? stack.Resolve(id).ToString()!
                    : id;
            }
        }
    }
}
