using System.Text;
using Spectre.Console;

namespace RestMachine.Cli.Local.Live;

/// <summary>Lines above what a live display shows at the bottom of a terminal, as they are: wrapped by the terminal.</summary>
internal sealed class ScreenWriter(IAnsiConsole console) : TextWriter
{
    public override Encoding Encoding => console.Profile.Encoding;

    // What stood there is erased first: a tab in the line would only step over it.
    public override void WriteLine(string? value) => console.Write(new ControlCode($"\u001b[J{value}\n"));

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
