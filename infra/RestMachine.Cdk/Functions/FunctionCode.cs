using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using RestMachine.Checks;

namespace RestMachine.Cdk;

internal sealed record FunctionCode(Code Code, string Handler, Runtime Runtime)
{
    public static FunctionCode From(Stack stack, string path, RestMachineFunctionProps props)
    {
        if (props.Project is null == props.Code is null)
        {
            throw new InvalidOperationException($"{path} needs Project or Code, and not both.");
        }
        if (props.Code is { } ready)
        {
            return props is { Handler: { } handler, Runtime: { } runtime }
                ? new FunctionCode(ready, handler, runtime)
                : throw new InvalidOperationException($"{path} has Code: set its Handler and Runtime too.");
        }
        return FromProject(stack, path, props);
    }

    private static FunctionCode FromProject(Stack stack, string path, RestMachineFunctionProps props)
    {
        var architecture = (props.Architecture ?? Architecture.X86_64).Name;
        if (architecture is not ("x86_64" or "arm64"))
        {
            throw new InvalidOperationException(
                $"{path} is published for its Architecture, which must be known now: set it to Architecture.X86_64 or "
                    + "Architecture.ARM_64."
            );
        }
        var build = new FunctionBuild(props, architecture, ProjectBuilds.Of(stack));
        var project = build.Find();
        var runtime = ProjectRuntime.Of(path, project, props.Runtime);
        var handler =
            props.Handler
            ?? project.DefaultHandler
            ?? throw new InvalidOperationException(
                $"{path} is the class library {project.Path}: set Handler to \"{project.AssemblyName}::Namespace.Class::Method\"."
            );
        // cdk lists or deploys other stacks: this one's code is not needed.
        if (!stack.BundlingRequired)
        {
            var empty = new Amazon.CDK.AWS.S3.Assets.AssetOptions { Exclude = ["**"] };
            return new FunctionCode(Code.FromAsset(project.Folder, empty), handler, runtime);
        }
        var package = build.Publish(project);
        if (!project.IsAheadOfTime)
        {
            HandlerCheck.Refuse(path, package, handler, project.IsExecutable);
        }
        if (NativeFiles.Find(PackageFolder.Files(package), architecture, runtime.Name) is { } problem)
        {
            var container = props.BuildInContainer == true ? "" : " BuildInContainer publishes in such a container.";
            var isTooNew = problem.Contains("GLIBC_", StringComparison.Ordinal);
            throw new InvalidOperationException($"{path} {problem}{(isTooNew ? container : "")}");
        }
        if (props.ShutdownMode == ShutdownMode.Handover && HandoverMode.IsOsOnly(runtime.Name))
        {
            package = HandoverPackage.Of(path, package);
        }
        return new FunctionCode(Code.FromAsset(package), handler, runtime);
    }
}
