using RestMachine.Checks;
using RestMachine.Packaging;

namespace RestMachine.Cli.Doctor;

/// <summary>The files of a layer, held against what Lambda does with <c>/opt/extensions</c>.</summary>
internal static class LayerContents
{
    private const string Folder = "extensions/";
    private const UnixFileMode Execute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static AttachedLayer Examine(string name, IEnumerable<PackedFile> files)
    {
        PackedFile[] all = [.. files];
        var handover = Array.Find(all, file => file.Name == LayerPackage.HandoverPath);
        // Files of folders below are none of Lambda's business.
        var extensions = Array.FindAll(all, file => Path.GetDirectoryName(file.Name) == "extensions");
        if (extensions.Length == 0)
        {
            return new AttachedLayer(name, false) { HasHandover = handover is not null, Problems = Misplaced(all) };
        }
        var ours = Array.Find(extensions, file => file.Name == Folder + LayerPackage.FileName);
        var program = extensions
            .OrderByDescending(file => file == ours)
            .Select(file => ElfFile.TryRead(file.Read()))
            .FirstOrDefault(elf => elf is not null);
        return new AttachedLayer(name, true)
        {
            Architecture = program?.Architecture,
            IsOurs = ours is not null,
            HasHandover = handover is not null,
            Problems = [.. extensions.SelectMany(Problems), .. HandoverProblems(handover), .. FunctionPackage(all)],
        };
    }

    private static IEnumerable<string> Problems(PackedFile file)
    {
        if (file.Mode is { } mode && (mode & Execute) != Execute)
        {
            yield return $"{file.Name} is not executable (mode {Convert.ToString((int)mode, 8)}), and Lambda executes every "
                + "file in /opt/extensions, or fails with Extension.LaunchError: "
                + (
                    file.Name == Folder + LayerPackage.FileName
                        ? "make the zip with \"restmachine create-layer\", which keeps the mode 0755."
                        : "remove it from the layer, or make it executable if it is an extension."
                );
        }
        else if (file.Name != Folder + LayerPackage.FileName && !IsProgram(file.Read()))
        {
            yield return $"{file.Name} is neither a program nor a script, and Lambda executes every file in /opt/extensions, or "
                + "fails with Extension.LaunchError: remove it from the layer.";
        }
        if (file.Name.StartsWith($"{Folder}{LayerPackage.FileName}.", StringComparison.Ordinal))
        {
            yield return $"{file.Name} is no extension, but Lambda executes every file in /opt/extensions, and INIT fails: make the "
                + "zip with \"restmachine create-layer\", which holds nothing else.";
        }
        if (file.Name == Folder + LayerPackage.FileName && ElfFile.TryRead(file.Read()) is null)
        {
            yield return $"{file.Name} is no 64-bit ELF file, which Lambda could execute: make the zip with \"restmachine "
                + "create-layer\".";
        }
    }

    private static bool IsProgram(byte[] content) =>
        ElfFile.TryRead(content) is not null || content.AsSpan().StartsWith("#!"u8);

    private static IEnumerable<string> HandoverProblems(PackedFile? handover)
    {
        if (handover?.Mode is { } mode && (mode & Execute) != Execute)
        {
            yield return $"{handover.Name} is not executable (mode {Convert.ToString((int)mode, 8)}), so no function that is handed "
                + "over could start: make the zip with \"restmachine create-layer\", which keeps the mode 0755.";
        }
        if (handover is not null && ElfFile.TryRead(handover.Read()) is null)
        {
            yield return $"{handover.Name} is no 64-bit ELF file, which Lambda could execute: make the zip with \"restmachine "
                + "create-layer\".";
        }
    }

    private static string[] Misplaced(PackedFile[] files) =>
        Array.Find(files, file => Path.GetFileName(file.Name) == LayerPackage.FileName) is { } elsewhere
            ?
            [
                $"{elsewhere.Name} is in the wrong place: a layer is unpacked into /opt, so the zip must hold "
                    + $"{Folder}{LayerPackage.FileName}. \"restmachine create-layer\" makes it.",
            ]
            : FunctionPackage(files);

    private static string[] FunctionPackage(PackedFile[] files) =>
        Array.Exists(
            files,
            file => file.Name == "bootstrap" || file.Name.EndsWith(".runtimeconfig.json", StringComparison.Ordinal)
        )
            ?
            [
                "This is a function's own package, from which Lambda never starts extensions: attach the layer that "
                    + "\"restmachine create-layer\" makes.",
            ]
            : [];
}
