namespace RestMachine.Checks;

internal static class ExtensionlessRuntimes
{
    // Runtimes that ended before extensions began, and go1.x, by
    // https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
    private static readonly string[] Names =
    [
        "dotnetcore1.0",
        "dotnetcore2.0",
        "dotnetcore2.1",
        "go1.x",
        "nodejs",
        "nodejs4.3",
        "nodejs6.10",
        "nodejs8.10",
        "python2.7",
    ];

    /// <returns>Null if the runtime starts extensions.</returns>
    public static string? Find(string runtime) =>
        Names.Contains(runtime, StringComparer.Ordinal)
            ? $"has the runtime {runtime}, which knows no extensions: choose a later one, for example provided.al2023."
            : null;
}
