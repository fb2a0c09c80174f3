using RestMachine.Emulator;
using Spectre.Console;

namespace RestMachine.Cli.Local.Live;

/// <summary>On a terminal, the phase stands below the log while the session runs; elsewhere there are only lines.</summary>
internal static class LivePhases
{
    private static readonly TimeSpan refresh = TimeSpan.FromMilliseconds(100);

    public static Task<int> RunAsync(LocalOptions options, TextWriter output, TextWriter error)
    {
        var console = AnsiConsole.Console;
        return console.Profile.Capabilities is { Interactive: true, Ansi: true } && console.Profile.Out.IsTerminal
            ? RunAsync(options, console, Console.IsErrorRedirected ? error : new ScreenWriter(console))
            : new LocalSession(options, output, error).RunAsync();
    }

    private static Task<int> RunAsync(LocalOptions options, IAnsiConsole console, TextWriter error) =>
        console
            .Status()
            .StartAsync(
                "Preparing …",
                async context =>
                {
                    var line = new PhaseLine();
                    var session = new LocalSession(options, new ScreenWriter(console), error)
                    {
                        Happened = happened =>
                        {
                            line.Take(happened);
                            Show(line, context);
                        },
                    };
                    var run = session.RunAsync();
                    while (await Task.WhenAny(run, Task.Delay(refresh)) != run)
                    {
                        Show(line, context);
                    }
                    return await run;
                }
            );

    private static void Show(PhaseLine line, StatusContext context)
    {
        context.Status = Markup.Escape(line.At(TimeProvider.System.GetUtcNow()));
        context.Refresh();
    }
}
