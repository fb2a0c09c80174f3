using RestMachine.Cli.Doctor;

namespace RestMachine.Cli.Tests.Doctor;

// A cdk.out as "cdk synth" leaves it: manifest, templates, asset manifests and the assets themselves.
public sealed class ExaminedAssemblies : IDisposable
{
    private const string Library = "RESTMACHINE_EXTENSION_PORT";
    private readonly TestFolder folder = new();

    public ExaminedAssemblies()
    {
        Write(
            "manifest.json",
            """
            {"artifacts": {
              "Api": {
                "type": "aws:cloudformation:stack", "displayName": "Api",
                "properties": {"templateFile": "Api.template.json"}
              },
              "Shared": {
                "type": "aws:cloudformation:stack", "displayName": "Shared",
                "properties": {"templateFile": "Shared.template.json"}
              },
              "Stage": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Stage"} }
            } }
            """
        );
        Write("assembly-Stage/manifest.json", """{"artifacts": {} }""");
        Write(
            "Api.assets.json",
            """
            {
              "files": {
                "c0de": {"source": {"path": "asset.c0de"}, "destinations": {"d": {"objectKey": "c0de.zip"} } },
                "1a7e": {"source": {"path": "asset.1a7e"}, "destinations": {"d": {"objectKey": "1a7e.zip"} } }
              },
              "dockerImages": {"d0c4e4": {"source": {"directory": "asset.d0c4e4", "dockerFile": "Dockerfile"} } }
            }
            """
        );
        Write("Shared.template.json", """{"Resources": {}, "Outputs": {} }""");
        Extension("x86_64");
        Code(Library);
    }

    private string Assembly => Path.Combine(folder.FullName, "cdk.out");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TellTheTimeOfAFunctionWhoseProgramHoldsTheLibrary()
    {
        Function("\"Layers\": [{\"Ref\": \"Layer\"}]");

        var result = await CliProcess.RunAsync("doctor", Assembly);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldBe("Api/Users (provided.al2023, x86_64): its shutdown handlers can run, with 500 ms");
    }

    [Fact]
    public void AreFoundInTheProjectsFolderToo()
    {
        Function("\"Layers\": [{\"Ref\": \"Layer\"}]");

        Examination.Of(folder.FullName).ShouldHaveSingleItem().IsWell.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true, "function", Library, null)]
    [InlineData(
        false,
        "function",
        Library,
        "It is started through /opt/restmachine/restmachine-handover, which none of its"
    )]
    [InlineData(true, "other", Library, "Its bootstrap names the program function, which is not beside it")]
    [InlineData(true, "function", "another program", "It is handed over, but holds no RestMachine library")]
    public void KnowWhatAFunctionThatIsHandedOverNeeds(bool hasWrapper, string program, string text, string? expected)
    {
        if (hasWrapper)
        {
            var file = Write("asset.1a7e/restmachine/restmachine-handover", "");
            File.WriteAllBytes(file, Program64.For("x86_64"));
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        }
        Write("asset.c0de/bootstrap", "#!/opt/restmachine/restmachine-handover --program=function\n");
        File.WriteAllBytes(Write($"asset.c0de/{program}", ""), Program64.For("x86_64", text));

        var finding = Function("\"Layers\": [{\"Ref\": \"Layer\"}]");

        finding.IsWell.ShouldBe(expected is null, finding.ToString());
        if (expected is null)
        {
            finding.Answer.ShouldContain("nearly 2 s by handover");
        }
        else
        {
            finding.Remarks.ShouldHaveSingleItem().ShouldStartWith(expected);
        }
    }

    [Fact]
    public void TellTheTimeWithoutTheLibrary()
    {
        Code("another program");

        Function("\"Layers\": [{\"Ref\": \"Layer\"}]")
            .ToString()
            .ShouldBe(
                "Api/Users (provided.al2023, x86_64): its shutdown handlers can run, with 300 ms\n"
                    + "  Its package holds no RestMachine library: its own handler of SIGTERM has that time."
            );
    }

    [Fact]
    public void SeeTheLibraryOfACompiledAssemblyToo()
    {
        Code("another program");
        Write("asset.c0de/RestMachine.Aws.dll", "");

        Function("\"Layers\": [{\"Ref\": \"Layer\"}]").Answer.ShouldEndWith("can run, with 500 ms");
    }

    [Fact]
    public void SayWhatALibraryWithoutTheLayerLacks()
    {
        var finding = Function("");

        finding.Answer.ShouldEndWith("can run, with 500 ms at most, and without a report of what happened");
        finding.Remarks.ShouldHaveSingleItem().ShouldEndWith("attach RestMachine's layer for x86_64.");
    }

    [Fact]
    public void LookIntoTheLayerItself()
    {
        File.SetUnixFileMode(
            Path.Combine(Assembly, "asset.1a7e/extensions/restmachine-shutdown"),
            (UnixFileMode)0b110_100_100
        );

        Function("\"Layers\": [{\"Ref\": \"Layer\"}]")
            .Remarks.ShouldHaveSingleItem()
            .ShouldStartWith("Api/Layer: extensions/restmachine-shutdown is not executable (mode 644)");
    }

    [Fact]
    public void HoldTheLayersProgramAgainstTheFunctionsArchitecture()
    {
        Extension("arm64");

        Function("\"Layers\": [{\"Ref\": \"Layer\"}]")
            .Remarks.ShouldHaveSingleItem()
            .ShouldStartWith("It runs on x86_64, but Api/Layer is for arm64");
    }

    [Fact]
    public void HoldTheFunctionsProgramAgainstItsArchitecture()
    {
        Code(Library, "arm64");

        Function("\"Layers\": [{\"Ref\": \"Layer\"}]")
            .Remarks.ShouldHaveSingleItem()
            .ShouldStartWith("It runs on x86_64, but its file bootstrap is for arm64");
    }

    [Theory]
    [InlineData("COPY --chmod=0755 extensions/restmachine-shutdown /opt/extensions/restmachine-shutdown", true)]
    [InlineData("COPY bootstrap /var/runtime/bootstrap", false)]
    public void ReadTheDockerfileOfAnImage(string line, bool isWell)
    {
        Write("asset.d0c4e4/Dockerfile", $"FROM public.ecr.aws/lambda/provided:al2023\n{line}\n");

        var finding = Function(
            "\"PackageType\": \"Image\"",
            """{"ImageUri": {"Fn::Sub": "${AWS::AccountId}:d0c4e4"} }"""
        );

        finding.IsWell.ShouldBe(isWell);
        (finding.Remarks is [var fix] && fix.StartsWith("Its Dockerfile puts nothing into /opt/extensions")).ShouldBe(
            !isWell
        );
    }

    [Fact]
    public void FollowALayerOfAnotherStackAndTheParametersOfNestedOnes()
    {
        Write(
            "Shared.template.json",
            """
            {
              "Resources": {
                "Its": {"Type": "AWS::Lambda::LayerVersion", "Properties": {"LayerName": "restmachine-shutdown-x86_64"} },
                "Nested": {
                  "Type": "AWS::CloudFormation::Stack", "Properties": {"Parameters": {"FromParent": {"Ref": "Its"} } }
                }
              },
              "Outputs": {"Its": {"Value": {"Ref": "Its"}, "Export": {"Name": "Shared:Its"} } }
            }
            """
        );
        Write(
            "Nested.nested.template.json",
            """
            {
              "Parameters": {"FromParent": {"Type": "String"} },
              "Resources": {
                "Inner": {"Type": "AWS::Lambda::Function", "Properties": {"Layers": [{"Ref": "FromParent"}]} }
              }
            }
            """
        );
        Function("\"Layers\": [{\"Fn::ImportValue\": \"Shared:Its\"}]", checks: false);

        var findings = Examination.Of(Assembly);

        findings.Count.ShouldBe(2);
        findings.ShouldAllBe(finding => finding.IsWell);
    }

    [Fact]
    public void FollowALayerOfANestedStack()
    {
        Write(
            "Nested.nested.template.json",
            """
            {
              "Resources": {
                "Its": {"Type": "AWS::Lambda::LayerVersion", "Properties": {"LayerName": "restmachine-shutdown-x86_64"} }
              },
              "Outputs": {"ApiNestedItsRef": {"Value": {"Ref": "Its"} } }
            }
            """
        );
        Function("\"Layers\": [{\"Fn::GetAtt\": [\"Nested\", \"Outputs.ApiNestedItsRef\"]}]", checks: false);

        Examination.Of(Assembly).ShouldHaveSingleItem().IsWell.ShouldBeTrue();
    }

    [Fact]
    public void ThatOnlyPublishLayersAreAskedAboutThose()
    {
        Template(
            """{"Layer": {"Type": "AWS::Lambda::LayerVersion", "Properties": {"Content": {"S3Key": "1a7e.zip"} } } }"""
        );

        Examination.Of(Assembly).ShouldHaveSingleItem().Answer.ShouldBe("holds the extension for x86_64");
    }

    [Fact]
    public void ThatLeadBackToThemselvesAreReadOnce()
    {
        Function("\"Layers\": [{\"Ref\": \"Layer\"}]", checks: false);
        Write(
            "assembly-Stage/manifest.json",
            """
            {"artifacts": {
              "Self": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "."} },
              "Up": {"type": "cdk:cloud-assembly", "properties": {"directoryName": ".."} }
            } }
            """
        );

        Examination.Of(Assembly).ShouldHaveSingleItem().IsWell.ShouldBeTrue();
    }

    // pnpm makes such circles.
    [Fact]
    public void MayHaveLinksThatLeadNowhereOrInACircle()
    {
        var package = Path.Combine(Assembly, "asset.c0de");
        File.CreateSymbolicLink(Path.Combine(package, "gone"), "nowhere");
        Directory.CreateSymbolicLink(Path.Combine(package, "circle"), package);

        var finding = Function("\"Layers\": [{\"Ref\": \"Layer\"}]");

        finding.IsWell.ShouldBeTrue(finding.ToString());
    }

    [Fact]
    public void SayThatAPackageCannotBeReadAndExamineTheOtherFunctions()
    {
        Directory.Delete(Path.Combine(Assembly, "asset.c0de"), recursive: true);
        Write("asset.c0de", "PK\u0003\u0004 and no more");

        var finding = Function("\"Layers\": [{\"Ref\": \"Layer\"}]");

        finding.IsWell.ShouldBeFalse();
        finding.Answer.ShouldStartWith("nothing here tells");
        finding.Remarks.ShouldHaveSingleItem().ShouldStartWith("Its package cannot be read: ");
    }

    [Theory]
    [InlineData("provided.al2023", "bootstrap", "Its package has no file bootstrap, which provided.al2023 starts")]
    [InlineData(
        "dotnet10",
        "Single",
        "Its package has no Single.dll, which its Handler names: set Handler, or publish"
    )]
    [InlineData("dotnet10", "Shop::Shop.Orders::Handle", "Its package has no Shop.dll, which its Handler names")]
    public void SayWhichFileOfThePackageTheRuntimeWillNotFind(string runtime, string handler, string expected)
    {
        File.Move(Path.Combine(Assembly, "asset.c0de/bootstrap"), Path.Combine(Assembly, "asset.c0de/Other"));

        var finding = Function(
            $"\"Layers\": [{{\"Ref\": \"Layer\"}}], \"MemorySize\": 512, \"Runtime\": \"{runtime}\", \"Handler\": \"{handler}\""
        );

        finding.IsWell.ShouldBeFalse();
        finding.Remarks.ShouldHaveSingleItem().ShouldStartWith(expected);
    }

    [Theory]
    [InlineData("RestMachine.ClassLibraryFunction", "500 ms")]
    [InlineData("RestMachine.Cli.Tests", "300 ms")]
    public void TellTheTimeOfAClassLibraryByWhetherItCallsStart(string assembly, string expected)
    {
        Write("asset.c0de/RestMachine.Aws.dll", "");
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"),
            Path.Combine(Assembly, $"asset.c0de/{assembly}.dll")
        );

        var finding = Function($"\"Layers\": [{{\"Ref\": \"Layer\"}}], {ClassLibrary(assembly)}");

        finding.Answer.ShouldEndWith($"can run, with {expected}");
        finding.Remarks.Any(remark => remark.Contains("calls adapter.Start()")).ShouldBe(expected == "300 ms");
    }

    [Fact]
    public void SayThatAClassLibraryThatStartsLateHasNoExtensionWithoutTheLayer()
    {
        Write("asset.c0de/RestMachine.Aws.dll", "");
        Write("asset.c0de/Shop.dll", "");

        var finding = Function(ClassLibrary("Shop"));

        finding.Answer.ShouldBe("its shutdown handlers cannot run");
        finding.Remarks[0].ShouldStartWith("No layer of it holds an extension, so Lambda ends it with SIGKILL");
    }

    [Fact]
    public async Task AreNamedWhereAFolderIsNone()
    {
        var result = await CliProcess.RunAsync("doctor", Path.GetTempPath());

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("is no cdk.out folder, because it has no manifest.json");
    }

    private Finding Function(string properties, string? code = null, bool checks = true)
    {
        Template(
            $$"""
            {
              "Layer": {"Type": "AWS::Lambda::LayerVersion", "Properties": {"Content": {"S3Key": "1a7e.zip"} } },
              "Users1": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                  "Runtime": "provided.al2023", "Code": {{code ?? """{"S3Bucket": "b", "S3Key": "c0de.zip"}"""}}
                  {{(properties == "" ? "" : ",")}} {{properties}}
                },
                "Metadata": {"aws:cdk:path": "Api/Users/Resource"}
              }
            }
            """
        );
        return checks ? Examination.Of(Assembly).ShouldHaveSingleItem() : null!;
    }

    private void Template(string resources) => Write("Api.template.json", $$"""{"Resources": {{resources}} }""");

    private void Extension(string architecture)
    {
        var file = Write("asset.1a7e/extensions/restmachine-shutdown", "");
        File.WriteAllBytes(file, Program64.For(architecture));
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }

    private static string ClassLibrary(string assembly) =>
        $"\"MemorySize\": 512, \"Runtime\": \"dotnet10\", \"Handler\": \"{assembly}::Shop.Orders::Handle\"";

    private void Code(string text, string architecture = "x86_64") =>
        File.WriteAllBytes(Write("asset.c0de/bootstrap", ""), Program64.For(architecture, text));

    // As CDK copies an asset: what a runtime starts is executable.
    private string Write(string name, string text)
    {
        var file = folder.Write($"cdk.out/{name}", text);
        if (Path.GetFileName(file) == "bootstrap")
        {
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        }
        return file;
    }
}
