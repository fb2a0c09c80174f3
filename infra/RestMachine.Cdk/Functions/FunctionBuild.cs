using System.Runtime.InteropServices;
using Amazon.CDK;

namespace RestMachine.Cdk;

/// <summary>A function's build: on this machine, or in a container where this machine cannot.</summary>
internal sealed class FunctionBuild(RestMachineFunctionProps props, string architecture, ProjectBuilds builds)
{
    // The newest framework reads the projects of all.
    private const int NewestFramework = 10;
    private static readonly string s_host =
        RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "x86_64";

    private string File { get; } = DotnetProject.FindFile(props.Project!);

    private PublishOptions Options { get; } = new(props.Framework, props.BuildProperties);

    // A container's image and folder are part of what is built.
    private string Key =>
        string.Join(
            '|',
            File,
            architecture,
            props.Framework,
            string.Join(' ', Options.Arguments),
            props.BuildInContainer,
            props.BuildImage?.Image,
            props.SourceDirectory
        );

    public DotnetProject Find() => builds.Project(Key, FindAnew);

    /// <returns>The folder that becomes the function's code.</returns>
    public string Publish(DotnetProject project) => builds.Package(Key, () => PublishAnew(project));

    private DotnetProject FindAnew()
    {
        if (LocalDotnet.IsInstalled)
        {
            return DotnetProject.Find(File, architecture, Options, Local());
        }
        return props.BuildInContainer == false
            ? throw new InvalidOperationException(
                $"{File} cannot be built on this machine, which has no dotnet on PATH: install the .NET SDK, or leave "
                    + "BuildInContainer away."
            )
            : DotnetProject.Find(
                File,
                architecture,
                Options,
                Container(s_host, NewestFramework, "This machine has no dotnet on PATH.")
            );
    }

    private string PublishAnew(DotnetProject project)
    {
        var obstacle = Obstacle(project);
        if (!(props.BuildInContainer ?? obstacle is not null))
        {
            return project.Publish(architecture, Local());
        }
        var reason = obstacle is null ? "BuildInContainer is set." : $"This machine cannot do it: {obstacle}.";
        return project.Publish(architecture, Container(architecture, project.FrameworkVersion.Major, reason));
    }

    /// <returns>Why this machine cannot publish the project; null if it can.</returns>
    private string? Obstacle(DotnetProject project) =>
        !LocalDotnet.IsInstalled ? "it has no dotnet on PATH"
        : !project.IsAheadOfTime ? null
        : !OperatingSystem.IsLinux() ? "Native AOT compiles for the operating system that it runs on"
        : architecture != s_host ? $"Native AOT for {architecture} needs {architecture}'s linker and libraries"
        : !LocalDotnet.OnPath("clang") && !LocalDotnet.OnPath("gcc") ? "Native AOT needs clang or gcc"
        : null;

    private LocalDotnet Local() => new(Path.GetDirectoryName(File)!);

    private ContainerDotnet Container(string machine, int framework, string reason) =>
        new(
            props.BuildImage
                ?? DockerImage.FromRegistry($"public.ecr.aws/sam/build-dotnet{framework}:latest-{machine}"),
            machine,
            Path.GetFullPath(props.SourceDirectory ?? SourceFolder()),
            reason
        );

    private string SourceFolder()
    {
        var own = Path.GetDirectoryName(File)!;
        for (var folder = own; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            // A work tree's .git is a file.
            if (Path.Exists(Path.Combine(folder, ".git")) || Directory.EnumerateFiles(folder, "*.sln*").Any())
            {
                return folder;
            }
        }
        return own;
    }
}
