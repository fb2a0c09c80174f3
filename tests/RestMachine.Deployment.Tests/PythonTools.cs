namespace RestMachine.Deployment.Tests;

/// <summary>moto and cfn-lint: on the machine, or where the script <c>test</c> puts them.</summary>
internal static class PythonTools
{
    private static readonly string s_own = Path.Combine(Repository.Root, "artifacts/python/bin");

    public static string Python => Find("python3");

    public static string CfnLint => Find("cfn-lint");

    /// <returns>Null if the module is there; else the sentence with which tests are skipped.</returns>
    /// <exception cref="InvalidOperationException">It is missing in CI, where nothing is skipped.</exception>
    public static async Task<string?> FindMissingAsync(string module, string package)
    {
        var (exitCode, output) = await new Command(Python, "-c", $"import {module}").TryAsync();
        if (exitCode == 0)
        {
            return null;
        }
        var sentence = $"{package} is missing: pip install \"{package}\" (or run ./test, which does so).";
        return Environment.GetEnvironmentVariable("CI") == "true"
            ? throw new InvalidOperationException($"{sentence} {output}")
            : sentence;
    }

    private static string Find(string program) =>
        File.Exists(Path.Combine(s_own, program)) ? Path.Combine(s_own, program) : program;
}
