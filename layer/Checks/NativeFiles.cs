using RestMachine.Packaging;

namespace RestMachine.Checks;

/// <summary>The native files of a package, held against the machine that Lambda will run them on.</summary>
internal static class NativeFiles
{
    private const string Bootstrap = "bootstrap";

    // Lambda executes it as another user.
    private const UnixFileMode Execute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // The GNU C Library of Amazon Linux 2023 and of Amazon Linux 2.
    private static readonly Version Al2023 = new(2, 34);
    private static readonly Version Al2 = new(2, 26);

    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
    private static readonly string[] OnAl2 =
    [
        "provided.al2",
        "dotnet6",
        "java8.al2",
        "java11",
        "java17",
        "nodejs16.x",
        "nodejs18.x",
        "python3.8",
        "python3.9",
        "python3.10",
        "python3.11",
        "ruby3.2",
    ];

    /// <param name="package">Its files.</param>
    /// <param name="architecture">The function's; null: unknown, so any.</param>
    /// <param name="runtime">In Lambda's spelling.</param>
    /// <returns>Why a file cannot run there, to be read after the function's name; null if all can.</returns>
    public static string? Find(IEnumerable<PackedFile> package, string? architecture, string runtime) =>
        package
            // NuGet packages bring the libraries of every platform along, each in the folder of its own.
            .Where(file => !file.Name.StartsWith("runtimes/", StringComparison.Ordinal))
            .Select(file => Find(file, architecture, runtime))
            .FirstOrDefault(problem => problem is not null);

    private static string? Find(PackedFile file, string? architecture, string runtime)
    {
        var content = file.Read();
        var elf = ElfFile.TryRead(content);
        var processor = elf is not null ? elf.Architecture : ElfFile.OtherProcessor(content);
        if (processor is not null && processor != (architecture ?? elf?.Architecture))
        {
            // Drivers and tools that are shipped for several machines lie in folders of their own.
            return file.Name.Contains('/', StringComparison.Ordinal)
                ? null
                : $"runs on {architecture ?? "Lambda"}, but its file {file.Name} is for {processor}: set Architecture, or "
                    + $"publish for {architecture ?? "x86_64 or arm64"}.";
        }
        if (file.Name == Bootstrap && HandoverMode.IsOsOnly(runtime) && file.Mode is { } mode && !mode.HasFlag(Execute))
        {
            return $"cannot start: its file {Bootstrap} is not executable (mode {Convert.ToString((int)mode, 8)}): run \"chmod "
                + "0755\" on it before it is packed, on a system that keeps modes.";
        }
        if (elf is null)
        {
            return null;
        }
        var isAl2 = OnAl2.Contains(runtime, StringComparer.Ordinal);
        var (image, available) = isAl2 ? ("Amazon Linux 2", Al2) : ("Amazon Linux 2023", Al2023);
        return GlibcNeeds.Highest(elf) is { } need && need.Version > available
            ? $"cannot start: its file {file.Name} needs {need}, and {runtime} is {image} with GLIBC_{available}. "
                + "Publish on a system whose C library is not newer, such as Debian 12 or an Amazon Linux container"
                + (isAl2 ? ", or choose the runtime provided.al2023." : ".")
            : null;
    }
}
