using System.CommandLine;
using System.CommandLine.Parsing;
using RestMachine.Cli.Local.Live;
using RestMachine.Emulator;

namespace RestMachine.Cli.Local;

internal sealed class LocalCommand : Command
{
    // Lambda's longest function time-out, the legal maximum of every time-out here.
    private const int MaximumSeconds = 900;

    private readonly Argument<string?> path = new("path")
    {
        Description = "The project of the function, or its folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> executable = new("--executable")
    {
        Description = "Run this executable instead of building a project.",
        HelpName = "PATH",
    };

    private readonly Option<bool> jit = new("--jit")
    {
        Description = "Publish for the .NET runtime of this machine instead of ahead of time: a faster build.",
    };

    private readonly Option<string?> extension = new("--extension")
    {
        Description =
            "The extension's executable, or a folder of extensions. Default: the layer of the clone around the "
            + "project, else the one inside this command.",
        HelpName = "PATH",
    };

    private readonly Option<bool> noExtension = new("--no-extension")
    {
        Description = "Start no external extension, as without the layer.",
    };

    private readonly Option<int?> port = new("--port")
    {
        Description = "Where HTTP requests are served on 127.0.0.1; 0 takes a free port. Default: 3000.",
        HelpName = "PORT",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.Integer("--port", 0, 65_535),
    };

    private readonly Option<FrontDoorKind> frontDoor = new("--front-door")
    {
        Description =
            "What stands in front of the function: http-api (the default), function-url, rest-api, alb or "
            + "alb-multi-value.",
        HelpName = "KIND",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.FrontDoor,
    };

    private readonly Option<string[]> binaryMediaTypes = new("--binary-media-type")
    {
        Description =
            "A type that the REST API takes for binary, one of its binaryMediaTypes: \"*/*\". Repeatable. Default: none, "
            + "as API Gateway's.",
        HelpName = "TYPE",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> streaming = new("--streaming")
    {
        Description =
            "Responses leave while they are made, as with the invoke mode RESPONSE_STREAM: sets "
            + "RESTMACHINE_STREAMING=on. For function-url, which becomes the default, and rest-api.",
    };

    private readonly Option<RequestLine[]> requests = new("--request")
    {
        Description = "Send this request, shut down and exit: \"GET /users/1\". Repeatable.",
        HelpName = "REQUEST",
        CustomParser = ValueParsers.Requests,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<ShutdownReason> reason = new("--shutdown")
    {
        Description = "The reason that the shutdown phase gives: spindown (the default), timeout or failure.",
        HelpName = "REASON",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.Reason,
    };

    private readonly Option<int?> runtimeShare = new("--runtime-share")
    {
        Description =
            "Milliseconds that the function has in the shutdown phase. Default: 300, 500 with an internal "
            + "extension, by Lambda's documentation.",
        HelpName = "MS",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.Integer("--runtime-share", 1, 2_000),
    };

    private readonly Option<string?> shutdownMode = new("--shutdown-mode")
    {
        Description =
            "How the shutdown reaches the function: signal (the default), or handover, which is experimental: nearly the "
            + "whole 2 s, through the layer's restmachine-handover.",
        HelpName = "MODE",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.ShutdownMode,
    };

    private readonly Option<int?> memory = new("--memory")
    {
        Description = "Megabytes the function has. Default: 512. The processor's share is not emulated.",
        HelpName = "MB",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.Integer("--memory", 128, 10_240),
    };

    private readonly Option<decimal?> initTimeout = new("--init-timeout")
    {
        Description = "Seconds the init phase may take. Default: 10.",
        HelpName = "S",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.Seconds("--init-timeout", MaximumSeconds),
    };

    private readonly Option<decimal?> timeout = new("--timeout")
    {
        Description = "Seconds an invocation may take. Default: 30.",
        HelpName = "S",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.Seconds("--timeout", MaximumSeconds),
    };

    private readonly Option<KeyValuePair<string, string>[]> variables = new("--env")
    {
        Description = "An environment variable of the function and the extension. Repeatable.",
        HelpName = "NAME=VALUE",
        CustomParser = ValueParsers.Variables,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> describe = new("--describe")
    {
        Description =
            "Print what startup makes, how long each handler takes and in which order shutdown will run: sets "
            + "AWS_LAMBDA_LOG_LEVEL=DEBUG.",
    };

    private readonly Option<string?> timeline = new("--timeline")
    {
        Description =
            "Write a picture (SVG) of the environment's life: what happened when, in milliseconds. Sets "
            + "AWS_LAMBDA_LOG_LEVEL=DEBUG, so that every handler is in it.",
        HelpName = "FILE",
    };

    private readonly Option<int?> extensionPort = new("--extension-port")
    {
        Description = "RESTMACHINE_EXTENSION_PORT, 1 to 65535. Default: a free one.",
        HelpName = "PORT",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.Integer("--extension-port", 1, 65_535),
    };

    private readonly Option<decimal?> extensionTimeout = new("--extension-timeout")
    {
        Description = "RESTMACHINE_EXTENSION_TIMEOUT in seconds; Lambda gives 2 at most. Default: the extension's own.",
        HelpName = "S",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ValueParsers.Seconds("--extension-timeout", MaximumSeconds, above: 0.05m),
    };

    private LocalCommand()
        : base("local", "Run a function and its extension in a Lambda environment on this machine.")
    {
        Arguments.Add(path);
        Option[] all =
        [
            executable,
            jit,
            extension,
            noExtension,
            port,
            frontDoor,
            binaryMediaTypes,
            streaming,
            requests,
            reason,
            runtimeShare,
            shutdownMode,
            memory,
            initTimeout,
            timeout,
            variables,
            describe,
            timeline,
            extensionPort,
            extensionTimeout,
        ];
        foreach (var option in all)
        {
            Options.Add(option);
        }
        Validators.Add(Validate);
    }

    public static LocalCommand Create(TextWriter output, TextWriter error)
    {
        var command = new LocalCommand();
        command.SetAction(parsed => LivePhases.RunAsync(command.Read(parsed), output, error));
        return command;
    }

    private void Validate(CommandResult result)
    {
        if (result.GetValue(path) is null == result.GetValue(executable) is null)
        {
            result.AddError("Expected the path of a project, or --executable with a file to run, and not both.");
        }
        // The word and not the value, which an unknown word has none of.
        var isWhole =
            result.GetResult(frontDoor)?.Tokens is [var kind] && kind.Value is not ("function-url" or "rest-api");
        if (result.GetValue(streaming) && isWhole)
        {
            result.AddError("--streaming needs --front-door function-url or rest-api: the others cannot stream.");
        }
        if (
            result.GetResult(binaryMediaTypes) is not null
            && result.GetResult(frontDoor)?.Tokens is not [{ Value: "rest-api" }]
        )
        {
            result.AddError("--binary-media-type needs --front-door rest-api: the others have no such setting.");
        }
        if (
            result.GetResult(shutdownMode)?.Tokens is [{ Value: ValueParsers.Handover }]
            && result.GetValue(noExtension)
        )
        {
            result.AddError("--shutdown-mode handover and --no-extension exclude each other: both are of the layer.");
        }
        if (result.GetValue(extension) is not null && result.GetValue(noExtension))
        {
            result.AddError("--extension and --no-extension exclude each other.");
        }
    }

    private LocalOptions Read(ParseResult parsed)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parsed.GetValue(variables) ?? [])
        {
            environment[name] = value;
        }
        if (parsed.GetValue(describe) || parsed.GetValue(timeline) is not null)
        {
            environment.TryAdd("AWS_LAMBDA_LOG_LEVEL", "DEBUG");
        }
        if (parsed.GetValue(extensionPort) is { } number)
        {
            environment["RESTMACHINE_EXTENSION_PORT"] = FormattableString.Invariant($"{number}");
        }
        if (parsed.GetValue(extensionTimeout) is { } seconds)
        {
            environment["RESTMACHINE_EXTENSION_TIMEOUT"] = FormattableString.Invariant($"{seconds}");
        }
        var isStreaming = parsed.GetValue(streaming);
        if (isStreaming)
        {
            environment.TryAdd("RESTMACHINE_STREAMING", "on");
        }
        return new LocalOptions
        {
            Project = parsed.GetValue(path),
            Executable = parsed.GetValue(executable),
            Jit = parsed.GetValue(jit),
            Extension = parsed.GetValue(extension),
            NoExtension = parsed.GetValue(noExtension),
            Port = parsed.GetValue(port) ?? 3000,
            FrontDoor =
                parsed.GetResult(frontDoor) is null && isStreaming
                    ? FrontDoorKind.FunctionUrl
                    : parsed.GetValue(frontDoor),
            BinaryMediaTypes = parsed.GetValue(binaryMediaTypes) ?? [],
            Streaming = isStreaming,
            Requests = parsed.GetValue(requests) ?? [],
            Reason = parsed.GetValue(reason),
            Timeline = parsed.GetValue(timeline),
            RuntimeShare = parsed.GetValue(runtimeShare),
            IsHandedOver = parsed.GetValue(shutdownMode) == ValueParsers.Handover,
            Memory = parsed.GetValue(memory),
            InitTimeout = parsed.GetValue(initTimeout),
            Timeout = parsed.GetValue(timeout),
            Variables = environment,
        };
    }
}
