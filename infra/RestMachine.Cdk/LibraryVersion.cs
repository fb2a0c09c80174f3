using System.Reflection;

namespace RestMachine.Cdk;

internal static class LibraryVersion
{
    /// <summary>The semantic version that library and extension share, without the revision of the sources.</summary>
    public static string Current { get; } =
        typeof(LibraryVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
