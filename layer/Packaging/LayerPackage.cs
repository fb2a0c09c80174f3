using System.Security.Cryptography;

namespace RestMachine.Packaging;

/// <summary>The extension and the wrapper for one architecture, checked, and packed as Lambda takes them.</summary>
internal sealed class LayerPackage
{
    public const string FileName = "restmachine-shutdown";
    public const string ExtensionPath = $"extensions/{FileName}";

    /// <summary>Where no file is executed unless a function asks for it; below /opt.</summary>
    public const string HandoverPath = "restmachine/restmachine-handover";

    // What the layer's file has wherever it came from: Lambda executes it as another user.
    public const UnixFileMode Mode =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    // Beside the library or the command that it travels with; see Shared.targets.
    private static readonly string Packaged = Path.Combine(AppContext.BaseDirectory, "restmachine-layer");

    private LayerPackage(string architecture, byte[] extension, byte[] handover)
    {
        Architecture = architecture;
        Extension = extension;
        Handover = handover;
        Zip = ZipArchiveBytes.Create([
            new ZipFile(ExtensionPath, Mode, extension),
            new ZipFile(HandoverPath, Mode, handover),
        ]);
        ContentHash = Convert.ToHexString(SHA256.HashData(Zip)).ToLowerInvariant();
    }

    public string Architecture { get; }

    public byte[] Extension { get; }

    /// <summary>The program restmachine-handover.</summary>
    public byte[] Handover { get; }

    public byte[] Zip { get; }

    /// <summary>SHA-256 of the zip, 64 hexadecimal digits.</summary>
    public string ContentHash { get; }

    /// <summary>The extension that travels with this library or command.</summary>
    /// <exception cref="PackagingException">It was built without the extension.</exception>
    public static LayerPackage ReadPackaged(string architecture) =>
        Read(Path.Combine(Packaged, architecture), architecture, modesAreKept: false);

    /// <param name="folder">
    /// Holds <c>extensions/restmachine-shutdown</c> and nothing else in <c>extensions</c>, and
    /// <c>restmachine/restmachine-handover</c>.
    /// </param>
    /// <param name="architecture">In Lambda's spelling.</param>
    /// <param name="modesAreKept">False for files out of a NuGet package, which carries no modes.</param>
    /// <exception cref="PackagingException">It cannot be a layer; the message names the fix.</exception>
    public static LayerPackage Read(string folder, string architecture, bool modesAreKept)
    {
        var extension = Path.Combine(folder, ExtensionPath);
        var handover = Path.Combine(folder, HandoverPath);
        RefuseMissing("extension", extension, architecture);
        RefuseMissing("wrapper", handover, architecture);
        RefuseOthers(Path.GetDirectoryName(extension)!);
        return new LayerPackage(
            architecture,
            ReadProgram(extension, architecture, modesAreKept, "would report Extension.LaunchError"),
            ReadProgram(handover, architecture, modesAreKept, "could not start a function with it")
        );
    }

    private static void RefuseMissing(string what, string path, string architecture)
    {
        if (!File.Exists(path))
        {
            throw new PackagingException(
                $"The {what} for {architecture} is not at {path}: publish it with "
                    + $"\"dotnet build layer/Layer.proj -p:Architecture={architecture}\"."
            );
        }
    }

    private static byte[] ReadProgram(string path, string architecture, bool modesAreKept, string consequence)
    {
        if (modesAreKept)
        {
            RefuseMode(path, consequence);
        }
        var content = File.ReadAllBytes(path);
        RefuseArchitecture(path, content, architecture);
        return content;
    }

    private static void RefuseOthers(string extensions)
    {
        var others = Directory
            .EnumerateFileSystemEntries(extensions)
            .Select(entry => Path.GetFileName(entry)!)
            .Where(name => name != FileName)
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (others.Length > 0)
        {
            throw new PackagingException(
                $"{extensions} holds {string.Join(", ", others)} beside {FileName}: Lambda executes every file in "
                    + "/opt/extensions and fails when one of them is no extension. Remove what does not belong there."
            );
        }
    }

    private static void RefuseMode(string path, string consequence)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var mode = File.GetUnixFileMode(path);
        if (!mode.HasFlag(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute))
        {
            throw new PackagingException(
                $"{path} is not executable (mode {Convert.ToString((int)mode, 8)}): Lambda {consequence}. "
                    + "Run \"chmod 0755\" on it, or publish it again."
            );
        }
    }

    private static void RefuseArchitecture(string path, byte[] content, string architecture)
    {
        var found = ElfFile.TryRead(content)?.Architecture ?? "no 64-bit ELF file";
        if (found != architecture)
        {
            throw new PackagingException(
                $"{path} is {found}, but the layer is for {architecture}: publish it with "
                    + $"\"dotnet build layer/Layer.proj -p:Architecture={architecture}\"."
            );
        }
    }
}
