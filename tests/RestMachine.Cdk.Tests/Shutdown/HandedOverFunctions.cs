using Amazon.CDK;
using Amazon.CDK.Assertions;
using Amazon.CDK.AWS.Lambda;
using RestMachine.Cdk.Tests.Functions;
using Annotations = Amazon.CDK.Assertions.Annotations;

namespace RestMachine.Cdk.Tests.Shutdown;

public sealed class HandedOverFunctions(LayerFolder folder)
{
    private const string FunctionType = "AWS::Lambda::Function";
    private const string Program = "/opt/restmachine/restmachine-handover";
    private const string Script = $"#!{Program} --program=function\n";

    // The command line's context, by which CDK writes down where an asset is.
    private readonly UserFunctions _functions = new(folder)
    {
        App = new App(
            new AppProps { Context = new Dictionary<string, object> { ["aws:cdk:enable-asset-metadata"] = true } }
        ),
    };

    [Fact]
    public void OfManagedRuntimesHaveTheWrapper()
    {
        Add(props => (props.Runtime, props.Code) = (Runtime.DOTNET_8, Code.FromAsset(folder.Path)));

        Template
            .FromStack(_functions.Stack)
            .HasResourceProperties(
                FunctionType,
                new Dictionary<string, object>
                {
                    ["Environment"] = new Dictionary<string, object>
                    {
                        ["Variables"] = new Dictionary<string, object> { ["AWS_LAMBDA_EXEC_WRAPPER"] = Program },
                    },
                }
            );
        Errors().ShouldBeEmpty();
        Annotations
            .FromStack(_functions.Stack)
            .FindInfo("*", Match.StringLikeRegexp("is experimental and unproven on AWS"))
            .ShouldHaveSingleItem();
    }

    [Fact]
    public void FromProjectsForOsOnlyRuntimesHaveAScriptInFrontOfTheProgram()
    {
        using var project = new TemporaryProject(
            "orders",
            "return 0;",
            "<OutputType>Exe</OutputType><PublishAot>true</PublishAot>"
        );

        _ = new RestMachineFunction(
            _functions.Stack,
            "Function",
            new RestMachineFunctionProps
            {
                Project = project.Path,
                ShutdownMode = ShutdownMode.Handover,
                ShutdownLayer = _functions.WithLayer().ShutdownLayer,
            }
        );

        project.Published("x86_64-handover").ShouldBe(["bootstrap", "function"]);
        var package = Path.Combine(project.Path, "bin", ".lambda", "x86_64-handover");
        File.ReadAllText(Path.Combine(package, "bootstrap")).ShouldBe(Script);
        foreach (var file in Directory.GetFiles(package))
        {
            File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue(file);
        }
        project.Published("x86_64").ShouldBe(["bootstrap"]);
        Template
            .FromStack(_functions.Stack)
            .HasResourceProperties(
                FunctionType,
                new Dictionary<string, object> { ["Handler"] = "bootstrap", ["Environment"] = Match.Absent() }
            );
        Errors().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Script, null)]
    [InlineData("#!/bin/sh\nexec function\n", "let bootstrap be an executable file of the one line")]
    public void OfTheUsersOwnForOsOnlyRuntimesNeedThatScript(string bootstrap, string? expected)
    {
        var package = Directory.CreateTempSubdirectory("package-");
        var file = Path.Combine(package.FullName, "bootstrap");
        File.WriteAllText(file, bootstrap);
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);

        Add(props => (props.Runtime, props.Code) = (Runtime.PROVIDED_AL2023, Code.FromAsset(package.FullName)));

        if (expected is null)
        {
            Errors().ShouldBeEmpty();
        }
        else
        {
            Errors().ShouldHaveSingleItem().ShouldContain(expected);
        }
        package.Delete(recursive: true);
    }

    [Fact]
    public void OfOtherRuntimesAreRefused() =>
        Refusal(_ => { })
            .ShouldStartWith("Stack/Function has the runtime python3.12, whose functions know nothing of handover");

    [Fact]
    public void WithAWrapperOfTheirOwnAreRefused() =>
        Refusal(props =>
            {
                (props.Runtime, props.Code) = (Runtime.DOTNET_8, Code.FromAsset(folder.Path));
                props.Environment = new Dictionary<string, string> { ["AWS_LAMBDA_EXEC_WRAPPER"] = "/opt/bootstrap" };
            })
            .ShouldBe(
                "Stack/Function has the wrapper /opt/bootstrap in AWS_LAMBDA_EXEC_WRAPPER, and there can be one only: remove it, "
                    + "or handover."
            );

    [Fact]
    public void WithAWrapperThatIsSetLaterAreAnError()
    {
        var props = _functions.WithLayer();
        props.ShutdownMode = ShutdownMode.Handover;
        var function = _functions.Add(own => (own.Runtime, own.Code) = (Runtime.DOTNET_8, Code.FromAsset(folder.Path)));
        RestMachineShutdown.AddTo(function, props);

        function.AddEnvironment("AWS_LAMBDA_EXEC_WRAPPER", "/opt/otel-instrument");

        Errors()
            .ShouldHaveSingleItem()
            .ShouldStartWith(
                "The function has the wrapper /opt/otel-instrument in AWS_LAMBDA_EXEC_WRAPPER, and there can"
            );
    }

    [Fact]
    public void WithAFileOfTheProgramsNameAreRefused()
    {
        using var project = new TemporaryProject(
            "taken",
            "return 0;",
            "<OutputType>Exe</OutputType><PublishAot>true</PublishAot>",
            """<Content Include="Program.cs" Link="function" CopyToPublishDirectory="Always" />"""
        );

        Should
            .Throw<InvalidOperationException>(() =>
                new RestMachineFunction(
                    _functions.Stack,
                    "Function",
                    new RestMachineFunctionProps
                    {
                        Project = project.Path,
                        ShutdownMode = ShutdownMode.Handover,
                        ShutdownLayer = _functions.WithLayer().ShutdownLayer,
                    }
                )
            )
            .Message.ShouldBe(
                "Stack/Function publishes something named \"function\", which is the program's name in a package for handover: "
                    + "name it otherwise."
            );
    }

    [Fact]
    public void WithTheVariableOnARuntimeThatStartsNoWrappersAreAnError()
    {
        var function = _functions.Add(props =>
        {
            props.Runtime = Runtime.PROVIDED_AL2023;
            props.Code = Code.FromAsset(folder.Path);
            props.Environment = new Dictionary<string, string> { ["AWS_LAMBDA_EXEC_WRAPPER"] = Program };
        });
        RestMachineShutdown.AddTo(function, _functions.WithLayer());

        Errors()
            .ShouldHaveSingleItem()
            .ShouldStartWith("The function has AWS_LAMBDA_EXEC_WRAPPER, but provided.al2023 starts no");
    }

    private void Add(Action<FunctionProps> change)
    {
        var props = _functions.WithLayer();
        props.ShutdownMode = ShutdownMode.Handover;
        RestMachineShutdown.AddTo(_functions.Add(change), props);
    }

    private string Refusal(Action<FunctionProps> change) =>
        Should.Throw<InvalidOperationException>(() => Add(change)).Message;

    private string[] Errors() =>
        Annotations
            .FromStack(_functions.Stack)
            .FindError("*", Match.AnyValue())
            .Select(message => message.Entry.Data!.ToString()!)
            .ToArray();
}
