using System.Globalization;
using System.Text;

namespace RestMachine.Emulator.Tests;

internal static class EnvironmentExtensions
{
    public static Task<InvocationResult> InvokeAsync(this LambdaEnvironment environment, string payload = "{}") =>
        environment.InvokeAsync(Encoding.UTF8.GetBytes(payload), Doubles.Cancellation);

    public static Task<ShutdownReport> SpinDownAsync(this LambdaEnvironment environment) =>
        environment.ShutdownAsync(ShutdownReason.Spindown, Doubles.Cancellation);

    public static IEnumerable<string> Lines(this LambdaEnvironment environment, LogSource source) =>
        environment.Log.Where(line => line.Source == source).Select(line => line.Text);

    public static bool Says(this LambdaEnvironment environment, LogSource source, string text) =>
        environment.Lines(source).Any(line => line.Contains(text, StringComparison.Ordinal));

    // The number behind "word=" in the newest line of the source that has it.
    public static int Number(this LambdaEnvironment environment, LogSource source, string word)
    {
        var line = environment.Lines(source).Last(text => text.Contains(word, StringComparison.Ordinal));
        var digits = line[(line.IndexOf(word, StringComparison.Ordinal) + word.Length)..].TakeWhile(char.IsAsciiDigit);
        return int.Parse(string.Concat(digits), CultureInfo.InvariantCulture);
    }

    public static IEnumerable<string> Names(this IEnumerable<SentSignal> signals) =>
        signals.Select(signal => signal.Name).Where(name => name != "SIGCONT");
}
