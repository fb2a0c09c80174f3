namespace RestMachine.Emulator;

/// <summary>A C# project, published for this machine so that it can run as a function.</summary>
/// <param name="Name">The name of its assembly.</param>
/// <param name="Executable">
/// What to run, for <see cref="LambdaEnvironmentOptions.Command"/>: the file <c>bootstrap</c> if the project publishes
/// one, else the one named like the assembly.
/// </param>
public sealed record FunctionProject(string Name, string Executable)
{
    /// <summary>
    /// Finds a project and publishes it: <see cref="FunctionSource.FindAsync"/>, then
    /// <see cref="FunctionSource.PublishAsync"/>. Whether it is compiled ahead of time is what the project says.
    /// </summary>
    /// <param name="path">
    /// A project file, a folder with exactly one, or the folder <c>Name</c> of a solution that has <c>Name/Name.csproj</c>.
    /// </param>
    /// <param name="jit">
    /// True: whatever the project says, publish for the .NET runtime of this machine. Faster to build, slower to start.
    /// </param>
    /// <param name="output">Called with every line that the build prints. Default: null.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="ProjectException">
    /// There is no project at the path, it does not build, or it is no executable.
    /// </exception>
    public static async Task<FunctionProject> PublishAsync(
        string path,
        bool jit = false,
        Action<string>? output = null,
        CancellationToken cancellationToken = default
    )
    {
        var source = await FunctionSource.FindAsync(path, jit, cancellationToken);
        return await source.PublishAsync(output, cancellationToken);
    }
}
