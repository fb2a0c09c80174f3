namespace RestMachine.Aws;

internal static class LibraryVersion
{
    /// <summary>The library's version, for the hello and the log.</summary>
    public static string Text { get; } = typeof(LibraryVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
