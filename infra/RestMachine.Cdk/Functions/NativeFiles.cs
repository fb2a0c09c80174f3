using RestMachine.Packaging;

namespace RestMachine.Cdk;

/// <summary>The native files of a package, held against the machine that Lambda will run them on.</summary>
internal static class NativeFiles
{
    // The GNU C Library of Amazon Linux 2023 and of Amazon Linux 2.
    private static readonly Version Al2023 = new(2, 34);
    private static readonly Version Al2 = new(2, 26);

    /// <exception cref="InvalidOperationException">A file cannot run there.</exception>
    public static void Refuse(string path, string package, string architecture, string runtime)
    {
        var isAl2 = runtime is "provided.al2" or "dotnet6";
        var (image, available) = isAl2 ? ("Amazon Linux 2", Al2) : ("Amazon Linux 2023", Al2023);
        foreach (
            var file in Directory
                .EnumerateFiles(package, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var name = Path.GetRelativePath(package, file);
            // NuGet packages bring the libraries of every platform along, each in the folder of its own.
            if (
                name.StartsWith("runtimes/", StringComparison.Ordinal)
                || ElfFile.TryRead(File.ReadAllBytes(file)) is not { } elf
            )
            {
                continue;
            }
            if (elf.Architecture != architecture)
            {
                throw new InvalidOperationException(
                    $"{path} runs on {architecture}, but its file {name} is for {elf.Architecture}: set Architecture, or "
                        + $"publish for {architecture}."
                );
            }
            if (GlibcNeeds.Highest(elf) is { } need && need.Version > available)
            {
                throw new InvalidOperationException(
                    $"{path} cannot start: its file {name} needs {need}, and {runtime} is {image} with GLIBC_{available}. "
                        + "Publish on a system whose C library is not newer, such as Debian 12 or an Amazon Linux container"
                        + (isAl2 ? ", or choose the runtime provided.al2023." : ".")
                );
            }
        }
    }
}
