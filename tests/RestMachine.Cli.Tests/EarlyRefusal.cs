using System.Net;
using System.Net.Sockets;

namespace RestMachine.Cli.Tests;

// What can be known without a build is said before one.
public sealed class EarlyRefusal : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task OfAProjectThatDoesNotExist()
    {
        var error = await RefusedAsync("/nowhere/Api", "--no-extension");

        error.ShouldBe("\"/nowhere/Api\" does not exist: expected a project file or a folder with one.");
    }

    [Fact]
    public async Task OfAPortThatIsTaken()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var error = await RefusedAsync(Project(), "--no-extension", "--port", $"{port}");

        error.ShouldBe($"Port {port} on 127.0.0.1 is taken: choose another with --port.");
    }

    [Fact]
    public async Task OfAnExtensionThatDoesNotExist()
    {
        var error = await RefusedAsync(Project(), "--extension", "/nowhere");

        error.ShouldBe("--extension names \"/nowhere\", but there is no such file or folder.");
    }

    [Fact]
    public async Task OfFilesThatAreNotExecutable()
    {
        var file = folder.Write("plain", "text");

        var function = await RefusedAsync("--executable", file, "--no-extension", "--port", "0");
        var extension = await RefusedAsync(Project(), "--extension", file, "--port", "0");

        function.ShouldBe($"--executable names \"{file}\", which is not executable: chmod +x {file}");
        extension.ShouldBe($"--extension names \"{file}\", which is not executable: chmod +x {file}");
    }

    [Fact]
    public async Task OfAnExecutableThatDoesNotExist()
    {
        var error = await RefusedAsync("--executable", "/nowhere", "--no-extension", "--port", "0");

        error.ShouldBe("--executable names \"/nowhere\", but there is no such file.");
    }

    [Fact]
    public async Task OfANativeAotProjectWhereNoLinkerIs()
    {
        var path = Directory.CreateDirectory(Path.Combine(folder.FullName, "path")).FullName;
        File.CreateSymbolicLink(Path.Combine(path, "dotnet"), Dotnet());
        string[] arguments = ["local", Project("<PublishAot>true</PublishAot>"), "--no-extension", "--port", "0"];
        using var cli = CliProcess.Start(path, arguments);

        var result = await cli.FinishAsync();

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("its linker is not on PATH: expected clang or gcc.");
        result.Error.ShouldContain("apt-get install -y gcc binutils libc6-dev");
        result.Error.ShouldNotContain("Publishing");
    }

    private static string Dotnet() =>
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(':')
            .Select(each => Path.Combine(each, "dotnet"))
            .First(File.Exists);

    private string Project(string properties = "") =>
        folder.Write("Api/Api.csproj", ProjectRun.Project.Replace("</PropertyGroup>", $"{properties}</PropertyGroup>"));

    private static async Task<string> RefusedAsync(params string[] arguments)
    {
        var result = await CliProcess.RunAsync(["local", .. arguments]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldNotContain("Publishing");
        result.Output.ShouldBeEmpty();
        return result.Error;
    }
}
