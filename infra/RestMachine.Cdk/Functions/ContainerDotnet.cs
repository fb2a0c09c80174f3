using System.Globalization;
using System.Runtime.InteropServices;
using Amazon.CDK;

namespace RestMachine.Cdk;

/// <summary>The .NET SDK of an image, run by CDK with Docker, or with what <c>CDK_DOCKER</c> names.</summary>
/// <param name="image">Has bash and dotnet.</param>
/// <param name="architecture">In Lambda's spelling.</param>
/// <param name="sources">The folder that is mounted: what is built lies in it, and what comes of it.</param>
/// <param name="reason">Why it is not done on this machine.</param>
internal sealed partial class ContainerDotnet(DockerImage image, string architecture, string sources, string reason)
    : IDotnet
{
    private const string Input = "/asset-input";
    private const string Output = "/asset-output";

    // What is in the sources' obj folders is this machine's, and stays so.
    public IReadOnlyList<string> PublishOptions { get; } = ["--artifacts-path", "/tmp/artifacts"];

    public string PathOf(string path)
    {
        var relative = Path.GetRelativePath(sources, path).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? throw new InvalidOperationException(
                $"{path} is not in {sources}, which is all that the container sees: set SourceDirectory to a folder that "
                    + "holds the project and what it refers to."
            )
            : $"{Input}/{relative}";
    }

    public string Run(params string[] arguments)
    {
        var answers = Directory.CreateTempSubdirectory("restmachine-build-");
        try
        {
            image.Run(ToOptions(arguments, answers.FullName));
            return Read(answers, "output");
        }
        // jsii hands over no type of exception.
        catch (Exception problem) when (problem.GetType() == typeof(Exception))
        {
            throw new InvalidOperationException(
                $"dotnet {string.Join(' ', arguments)} failed in a container of {image.Image} for {architecture}: "
                    + $"{problem.Message}\n{Read(answers, "output")}{Read(answers, "errors")}\n"
                    + $"{reason} Start Docker, set CDK_DOCKER to what stands in for it, or give Code instead of Project.",
                problem
            );
        }
        finally
        {
            answers.Delete(recursive: true);
        }
    }

    private DockerRunOptions ToOptions(string[] arguments, string answers) =>
        new()
        {
            Entrypoint = ["bash", "-c", $"dotnet \"$@\" > {Output}/output 2> {Output}/errors", "dotnet"],
            Command = arguments,
            Platform = architecture == "arm64" ? "linux/arm64" : "linux/amd64",
            Volumes =
            [
                new DockerVolume { HostPath = sources, ContainerPath = Input },
                new DockerVolume { HostPath = answers, ContainerPath = Output },
            ],
            // Who is nobody in the image has no home there.
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HOME"] = "/tmp",
                ["DOTNET_CLI_HOME"] = "/tmp",
                ["NUGET_PACKAGES"] = "/tmp/packages",
                ["DOTNET_NOLOGO"] = "1",
            },
            User = User(),
            WorkingDirectory = Input,
        };

    private static string Read(DirectoryInfo folder, string name)
    {
        var file = Path.Combine(folder.FullName, name);
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    // What the container writes belongs to who runs it. Docker for Windows sees to that by itself.
    private static string? User() =>
        OperatingSystem.IsWindows()
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{NativeUser()}:{NativeGroup()}");

    [LibraryImport("libc", EntryPoint = "getuid")]
    private static partial uint NativeUser();

    [LibraryImport("libc", EntryPoint = "getgid")]
    private static partial uint NativeGroup();
}
