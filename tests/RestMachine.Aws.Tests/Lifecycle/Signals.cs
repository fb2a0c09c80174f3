using System.Runtime.InteropServices;
using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>Signals that the test sends itself, at a moment that no platform would let it choose.</summary>
internal static partial class Signals
{
    private const int SigTerm = 15;

    public static void SendSigterm(int processId) => Kill(processId, SigTerm).ShouldBe(0);

    /// <summary>SIGTERM to the process that a line of the log names after these words, as soon as it does.</summary>
    public static Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions> SendSigtermAt(string words) =>
        options =>
            options with
            {
                Log = line =>
                {
                    if (line.Text.StartsWith(words, StringComparison.Ordinal))
                    {
                        SendSigterm(int.Parse(line.Text[words.Length..]));
                    }
                },
            };

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
