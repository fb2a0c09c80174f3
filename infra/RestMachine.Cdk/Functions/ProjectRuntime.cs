using System.Globalization;
using Amazon.CDK.AWS.Lambda;

namespace RestMachine.Cdk;

/// <summary>The runtime of what a project publishes.</summary>
internal static class ProjectRuntime
{
    private const string Managed = "dotnet";
    private const int FirstManaged = 6;

    /// <exception cref="InvalidOperationException">No runtime of Lambda's runs it, or not the one that is asked for.</exception>
    public static Runtime Of(string path, DotnetProject project, Runtime? asked)
    {
        if ((asked is null ? Missing(project) : Misfit(project, asked.Name)) is { } problem)
        {
            throw new InvalidOperationException($"{path} {problem}");
        }
        // The oldest CDK that this library works with knows no dotnet10.
        return asked
            ?? (
                project.IsAheadOfTime
                    ? Runtime.PROVIDED_AL2023
                    : new Runtime($"{Managed}{project.FrameworkVersion.Major}", RuntimeFamily.DOTNET_CORE)
            );
    }

    private static string? Missing(DotnetProject project) =>
        !project.IsNet ? NotNet(project)
        : project.IsAheadOfTime || IsManaged(project.FrameworkVersion.Major) ? null
        : $"is {project.Path} for .NET {project.FrameworkVersion}: Lambda has runtimes for .NET with long-term support only, so "
            + "set TargetFramework to net10.0, or PublishAot to true.";

    private static string? Misfit(DotnetProject project, string runtime)
    {
        if (!project.IsNet)
        {
            return NotNet(project);
        }
        if (runtime.StartsWith("provided", StringComparison.Ordinal))
        {
            return project.IsAheadOfTime
                ? null
                : $"has the Runtime {runtime}, which runs Native AOT executables only: set PublishAot to true in {project.Path}, "
                    + "leave Runtime away, or give what you publish self-contained as Code.";
        }
        if (!IsManaged(runtime, out var version))
        {
            return $"has the Runtime {runtime}, which runs no .NET: leave Runtime away, or set it to dotnet10 or provided.al2023.";
        }
        return !project.IsAheadOfTime && version < project.FrameworkVersion.Major
            ? $"has the Runtime {runtime}, but {project.Path} is for .NET {project.FrameworkVersion}: leave Runtime away, or set "
                + "TargetFramework to an older one."
            : null;
    }

    private static string NotNet(DotnetProject project) =>
        $"is {project.Path}, which is for no .NET that Lambda runs: set TargetFramework to net10.0.";

    private static bool IsManaged(string runtime, out int version)
    {
        version = 0;
        return runtime.StartsWith(Managed, StringComparison.Ordinal)
            && int.TryParse(runtime[Managed.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }

    // Those with long-term support: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
    private static bool IsManaged(int version) => version >= FirstManaged && version % 2 == 0;
}
