namespace RestMachine.Deployment.Tests;

internal static class Sources
{
    /// <summary>This project's folder: what is no C# is used where it lies.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests/RestMachine.Deployment.Tests");
}
