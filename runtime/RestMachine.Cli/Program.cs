using System.CommandLine;
using RestMachine.Cli;
using RestMachine.Cli.Doctor;
using RestMachine.Cli.Layers;
using RestMachine.Cli.Local;
using RestMachine.Cli.Probe;

var restmachine = new RootCommand("RestMachine: a small REST framework for AWS Lambda.")
{
    LocalCommand.Create(Console.Out, Console.Error),
    CreateExtensionCommand.Create(Console.Out, Console.Error),
    CreateLayerCommand.Create(Console.Out, Console.Error),
    DoctorCommand.Create(Console.Out, Console.Error),
    ProbeCommand.Create(Console.Out, Console.Error),
};
var command = restmachine.Parse(args);
var refusals = BadUsage.Find(command);
if (refusals.Count > 0)
{
    foreach (var refusal in refusals)
    {
        await Console.Error.WriteLineAsync(refusal);
    }
    return ExitCodes.BadUsage;
}

// The command handles signals itself: Ctrl-C is the shutdown phase, however long that takes.
return await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
