using System.CommandLine;
using RestMachine.Cli.Local;

namespace RestMachine.Cli.Probe;

internal sealed class ProbeCommand : Command
{
    private const int MaximumSeconds = 3_600;

    private readonly Option<string?> stack = new("--stack")
    {
        Description = "The CloudFormation stack that samples/ShutdownProbe.Stack has made.",
        HelpName = "NAME",
    };

    private readonly Option<string?> profile = new("--profile")
    {
        Description = "The profile of the AWS command line. Default: what it takes itself.",
        HelpName = "NAME",
    };

    private readonly Option<string?> region = new("--region")
    {
        Description = "The stack's region. Default: what the AWS command line takes itself.",
        HelpName = "REGION",
    };

    private readonly Option<int?> timeout = new("--timeout")
    {
        Description = "Seconds to wait until Lambda has ended the environments. Default: 600.",
        HelpName = "S",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.Integer("--timeout", 1, MaximumSeconds),
    };

    private readonly Option<string?> local = new("--local")
    {
        Description =
            "Probe the local environment instead, with this project. Default: samples/ShutdownProbe of the clone around the "
            + "current folder.",
        HelpName = "PATH",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> jit = new("--jit")
    {
        Description = "With --local: publish for the .NET runtime of this machine, a faster build.",
    };

    private readonly Option<int?> runtimeShare = new("--runtime-share")
    {
        Description =
            "With --local: milliseconds that functions have in the shutdown phase. Default: 300, 500 with an internal "
            + "extension, by Lambda's documentation.",
        HelpName = "MS",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.Integer("--runtime-share", 1, 2_000),
    };

    private readonly Option<bool> signalProcess = new("--signal-process")
    {
        Description = "With --local: signals go to the function's process alone, and not to its process group.",
    };

    private readonly Option<bool> killOrphans = new("--kill-orphans")
    {
        Description = "With --local: what the function has started is killed as soon as its process has ended.",
    };

    private ProbeCommand()
        : base(
            "probe",
            "Measure how long functions and extensions have when an environment ends, beside what AWS's documents and its "
                + "open-source core say. Exit code 0: all was measured; 1: not all; 2: the command line cannot be read."
        )
    {
        Option[] onLambda = [stack, profile, region, timeout];
        Option[] here = [jit, runtimeShare, signalProcess, killOrphans];
        foreach (var option in onLambda.Append(local).Concat(here))
        {
            Options.Add(option);
        }
        Validators.Add(result =>
        {
            var isLocal = result.GetResult(local) is not null;
            if (isLocal == result.GetResult(stack) is not null)
            {
                result.AddError("Expected --stack with the name of a stack, or --local, and not both.");
                return;
            }
            foreach (
                var option in (isLocal ? onLambda : here).Where(each => result.GetResult(each) is { Implicit: false })
            )
            {
                result.AddError($"{option.Name} does not go with {(isLocal ? local.Name : stack.Name)}.");
            }
        });
    }

    public static ProbeCommand Create(TextWriter output, TextWriter error)
    {
        var command = new ProbeCommand();
        command.SetAction(parsed => new ProbeRun(command.Read(parsed), output, error).RunAsync());
        return command;
    }

    private ProbeOptions Read(ParseResult parsed) =>
        new()
        {
            Stack = parsed.GetValue(stack),
            Profile = parsed.GetValue(profile),
            Region = parsed.GetValue(region),
            TimeoutSeconds = parsed.GetValue(timeout) ?? 600,
            Project = parsed.GetValue(local),
            Jit = parsed.GetValue(jit),
            RuntimeShare = parsed.GetValue(runtimeShare),
            SignalsProcessGroup = !parsed.GetValue(signalProcess),
            KillsOrphans = parsed.GetValue(killOrphans),
        };
}
