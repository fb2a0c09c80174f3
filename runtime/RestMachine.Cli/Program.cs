using System.CommandLine;
using RestMachine.Cli;
using RestMachine.Cli.Local;

var restmachine = new RootCommand("RestMachine: a small REST framework for AWS Lambda.")
{
    LocalCommand.Create(Console.Out, Console.Error),
};
var command = restmachine.Parse(args);
if (command.Errors.Count > 0)
{
    foreach (var error in command.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message);
    }
    return ExitCodes.BadUsage;
}

// The command handles signals itself: Ctrl-C is the shutdown phase, however long that takes.
return await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
