using System.Runtime.InteropServices;
using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

/// <summary>Signals that the test sends itself, at a moment that no platform would let it choose.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Stop = 19;

    /// <summary>The signal to the function as soon as its log has a line that begins with these words.</summary>
    public static Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions> At(string words, int signal)
    {
        int? process = null;
        return options =>
            options with
            {
                Log = line =>
                {
                    if (line.Text.StartsWith("function pid ", StringComparison.Ordinal))
                    {
                        process ??= int.Parse(line.Text["function pid ".Length..]);
                    }

                    if (line.Text.StartsWith(words, StringComparison.Ordinal))
                    {
                        Send(process.ShouldNotBeNull(), signal);
                    }
                },
            };
    }

    /// <summary>
    /// The signal to the function that a line of the log names after these words, once its hello is with the extension.
    /// </summary>
    public static Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions> AtStartup(
        string words,
        int port,
        int signal
    ) =>
        options =>
            options with
            {
                Log = line =>
                {
                    if (line.Text.StartsWith(words, StringComparison.Ordinal))
                    {
                        var process = int.Parse(line.Text[words.Length..]);
                        _ = Task.Run(() =>
                        {
                            SpinWait.SpinUntil(() => HasGreeted(process, port), FactAttribute.Limit);
                            Send(process, signal);
                        });
                    }
                },
            };

    /// <summary>Connected, and no thread of it is on its way from there to the hello.</summary>
    public static bool HasGreeted(int process, int port)
    {
        try
        {
            return ReceiptSockets.HasConnection(port)
                && Directory
                    .EnumerateDirectories($"/proc/{process}/task")
                    .All(thread => File.ReadAllText($"{thread}/stat").Contains(") S ", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false; // A thread has ended meanwhile: look again.
        }
    }

    public static void Send(int process, int signal) => SendSignal(process, signal).ShouldBe(0);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
