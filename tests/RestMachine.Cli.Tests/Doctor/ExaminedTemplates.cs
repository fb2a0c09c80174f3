using System.Text;
using RestMachine.Cli.Doctor;

namespace RestMachine.Cli.Tests.Doctor;

public sealed class ExaminedTemplates : IDisposable
{
    private const string Arm = "arn:aws:lambda:eu-west-1:123456789012:layer:restmachine-shutdown-arm64:3";
    private const string X86 = "arn:aws:lambda:eu-west-1:123456789012:layer:restmachine-shutdown-x86_64:3";
    private const string Wrapped =
        """ "Environment": {"Variables": {"AWS_LAMBDA_EXEC_WRAPPER": "/opt/restmachine/restmachine-handover"}}""";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData($"\"Layers\": [\"{X86}\"]")]
    [InlineData($"\"Layers\": [\"arn:aws:lambda:::layer:other:1\", \"{X86}\"]")]
    [InlineData($"\"Layers\": [\"{Arm}\"], \"Architectures\": [\"arm64\"]")]
    [InlineData("\"Layers\": [\"{{resolve:ssm:/restmachine/layer/x86_64/latest}}\"]")]
    [InlineData(
        """ "Layers": [{"Fn::Sub": "arn:aws:lambda:${AWS::Region}:123456789012:layer:restmachine-shutdown-x86_64:3"}]"""
    )]
    [InlineData("\"Layers\": [{\"Ref\": \"Latest\"}]")]
    [InlineData("\"Layers\": [{\"Ref\": \"Named\"}]")]
    [InlineData("\"Layers\": [{\"Ref\": \"AWS::NoValue\"}, {\"Ref\": \"Named\"}]")]
    [InlineData("\"Layers\": {\"Ref\": \"LayersOfAll\"}")]
    [InlineData("\"Layers\": [{\"Fn::GetAtt\": [\"Named\", \"LayerVersionArn\"]}]")]
    [InlineData("\"Layers\": [{\"Fn::GetAtt\": \"Named.LayerVersionArn\"}]")]
    [InlineData(
        """
            "Layers": [{"Fn::Join": [":", [
              "arn:aws:lambda", {"Ref": "AWS::Region"}, "123456789012", "layer", {"Ref": "LayerName"}, "3"
            ]]}]
            """
    )]
    [InlineData(
        """
            "Layers": [{"Fn::Sub": ["arn:aws:lambda:${AWS::Region}:123456789012:layer:${Name}:${!Literal}", {
              "Name": {"Fn::Join": ["-", ["restmachine", "shutdown", "x86_64"]]}
            }]}]
            """
    )]
    [InlineData(""" "Layers": [{"Fn::Sub": "arn:aws:lambda:${AWS::Region}:123456789012:layer:${LayerName}:3"}]""")]
    public void KnowTheLayerHoweverItIsNamed(string layers)
    {
        var finding = Examine($"\"Runtime\": \"provided.al2023\", {layers}");

        finding.IsWell.ShouldBeTrue(finding.ToString());
        finding.Answer.ShouldBe(
            "its shutdown handlers can run, with 500 ms (300 ms without RestMachine's library in the function)"
        );
        finding.Remarks.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "",
        "No layer of it holds an extension, so Lambda ends it with SIGKILL: attach RestMachine's layer for x86_64"
    )]
    [InlineData("\"Layers\": []", "No layer of it holds an extension")]
    [InlineData($"\"Layers\": [\"{Arm}\"]", $"It runs on x86_64, but {Arm} is for arm64: attach the layer for x86_64")]
    [InlineData(
        $"\"Layers\": [\"{X86}\"], \"Runtime\": \"go1.x\"",
        "It has the runtime go1.x, which knows no extensions"
    )]
    [InlineData($"\"Layers\": [\"{X86}\"], \"Timeout\": 901", "The function's Timeout is 901 s: Lambda allows 900 s")]
    [InlineData($"\"Layers\": [\"{X86}\", \"{X86}\"]", "The function has a layer twice (")]
    [InlineData(
        $"\"Layers\": [\"{X86}\"], " + """ "Environment": {"Variables": {"RESTMACHINE_EXTENSION_PORT": "9001"}}""",
        "RESTMACHINE_EXTENSION_PORT is 9001, the port of the Lambda Runtime API: set it"
    )]
    [InlineData(
        $"\"Layers\": [\"{X86}\"], " + """ "Environment": {"Variables": {"RESTMACHINE_EXTENSION_TIMEOUT": "soon"}}""",
        "RESTMACHINE_EXTENSION_TIMEOUT is \"soon\": set it"
    )]
    [InlineData(
        "\"Layers\": [\"a:1\", \"b:1\", \"c:1\", \"d:1\", \"e:1\", \"" + X86 + "\"]",
        "The function has 6 layers: Lambda allows 5"
    )]
    [InlineData(
        "\"Layers\": [{\"Ref\": \"Named\"}, {\"Ref\": \"Latest\"}]",
        "The function has a layer twice (api/Named, /restmachine/layer/x86_64/latest)"
    )]
    [InlineData(
        "\"Layers\": [\"arn:aws:lambda:eu-west-1:123456789012:layer:restmachine-shutdown-x86_64\"]",
        "arn:aws:lambda:eu-west-1:123456789012:layer:restmachine-shutdown-x86_64: The ARN names no version: append"
    )]
    [InlineData(
        $"\"Runtime\": \"nodejs22.x\", \"Layers\": [\"{X86}\"], "
            + "\"Role\": {\"Fn::GetAtt\": [\"EdgeRole\", \"Arn\"]}",
        "It is a Lambda@Edge function, which has neither layers nor variables: RestMachine's shutdown handlers cannot"
    )]
    public void SayWhatToChange(string properties, string expected)
    {
        var finding = Examine(properties);

        finding.IsWell.ShouldBeFalse();
        finding.Answer.ShouldBe("its shutdown handlers cannot run");
        finding.Remarks.ShouldHaveSingleItem().ShouldStartWith(expected);
    }

    [Theory]
    [InlineData(
        "provided.al2023",
        $"[\"{X86}\"]",
        "The function has AWS_LAMBDA_EXEC_WRAPPER, but provided.al2023 starts no"
    )]
    [InlineData(
        "nodejs22.x",
        $"[\"{X86}\"]",
        "The function has the runtime nodejs22.x, whose functions know nothing of"
    )]
    public void SayWhereHandoverCannotBe(string runtime, string layers, string expected)
    {
        var finding = Examine($"\"Runtime\": \"{runtime}\", \"Layers\": {layers}, {Wrapped}");

        finding.IsWell.ShouldBeFalse();
        finding.Remarks.ShouldHaveSingleItem().ShouldStartWith(expected);
    }

    [Fact]
    public void TellTheTimeOfHandoverAndThatItIsExperimental()
    {
        var finding = Examine($"\"Runtime\": \"dotnet10\", \"MemorySize\": 512, \"Layers\": [\"{X86}\"], {Wrapped}");

        finding.IsWell.ShouldBeTrue(finding.ToString());
        finding.Answer.ShouldStartWith(
            "its shutdown handlers can run, with nearly 2 s by handover, which is experimental and unproven on AWS"
        );
    }

    [Theory]
    [InlineData(
        "\"Layers\": [\"arn:aws:lambda:::layer:other:1\"]",
        "Nothing tells whether one of its layers holds an extension (arn:aws:lambda:::layer:other:1): attach"
    )]
    [InlineData("\"Layers\": [{\"Ref\": \"Missing\"}]", "Nothing tells whether one of its layers holds an extension")]
    [InlineData(
        "\"Layers\": [{\"Fn::If\": [\"IsLive\", \"" + X86 + "\", {\"Ref\": \"AWS::NoValue\"}]}]",
        "Nothing tells whether one of its layers holds an extension"
    )]
    [InlineData(
        "\"PackageType\": \"Image\"",
        "Its image is not here to look into. It needs the extension: \"restmachine"
    )]
    public void SayWhatTheyDoNotTell(string properties, string expected)
    {
        var finding = Examine(properties);

        finding.IsWell.ShouldBeFalse();
        finding.Answer.ShouldBe("nothing here tells whether its shutdown handlers can run");
        finding.Remarks.ShouldHaveSingleItem().ShouldStartWith(expected);
    }

    // Layers of others have any logical id.
    [Fact]
    public void DoNotTakeANameForTheLayer() =>
        Examine($"\"Layers\": [{{\"Ref\": \"RestMachineLayerTools\"}}, \"{X86}\"]").IsWell.ShouldBeTrue();

    [Theory]
    [InlineData("\"Architectures\": [{\"Ref\": \"Unknown\"}]")]
    [InlineData("\"MemorySize\": {\"Ref\": \"Unknown\"}")]
    [InlineData("\"Timeout\": {\"Ref\": \"Unknown\"}")]
    [InlineData("\"Environment\": {\"Variables\": {\"RESTMACHINE_EXTENSION_PORT\": {\"Ref\": \"Port\"}}}")]
    [InlineData("\"Environment\": {\"Variables\": {\"A\": \"1\", \"A\": \"2\"}}")]
    public void AreSilentAboutWhatOnlyTheDeploymentKnows(string properties)
    {
        var finding = Examine($"\"Runtime\": \"provided.al2023\", \"Layers\": [\"{Arm}\"], {properties}");

        var isOfX86 = !properties.Contains("Architectures", StringComparison.Ordinal);
        finding.Remarks.Count.ShouldBe(isOfX86 ? 1 : 0, finding.ToString());
        finding.Remarks.ShouldAllBe(remark => remark.StartsWith("It runs on x86_64, but "));
    }

    [Theory]
    [InlineData("\"MemorySize\": 256", "The function has 256 MB and is compiled while it runs")]
    [InlineData("\"MemorySize\": {\"Ref\": \"Memory\"}", "The function has 300 MB and is compiled while it runs")]
    [InlineData(
        """ "MemorySize": 512, "Environment": {"Variables": {"RESTMACHINE_EXTENSION_TIMEOUT": "5"}}""",
        "RESTMACHINE_EXTENSION_TIMEOUT is 5 s, but Lambda ends the shutdown phase after 2 s"
    )]
    public void WarnWhereTimeIsShort(string properties, string expected)
    {
        var finding = Examine($"\"Runtime\": \"dotnet10\", \"Layers\": [\"{X86}\"], {properties}");

        finding.IsWell.ShouldBeTrue();
        finding.Remarks.ShouldHaveSingleItem().ShouldStartWith(expected);
    }

    [Theory]
    [InlineData("Function", "\"Handler\": \"__entrypoint__.handler\"")]
    [InlineData("Function", "\"Handler\": \"framework.onEvent\"")]
    [InlineData("LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8aFD4BFC8A", "\"Handler\": \"index.handler\"")]
    [InlineData("CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F", "\"Handler\": \"index.handler\"")]
    public void LeaveAloneWhatCdkAddsForItself(string logicalId, string properties) =>
        Examine($"{properties}, \"Runtime\": \"nodejs22.x\"", logicalId)
            .ToString()
            .ShouldBe($"api/{logicalId} (nodejs22.x, x86_64): belongs to CDK, and has no shutdown handlers");

    // As editors and shells on Windows write text.
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void MayBeginWithAByteOrderMark(string encoding)
    {
        var template =
            $$$"""{"Resources": {"Api": {"Type": "AWS::Lambda::Function", "Properties": {"Layers": ["{{{X86}}}"]} } } }""";
        var file = Path.Combine(folder.FullName, "api.json");
        File.WriteAllText(file, template, Encoding.GetEncoding(encoding));

        Examination.Of(file).ShouldHaveSingleItem().IsWell.ShouldBeTrue();
    }

    [Fact]
    public void ReadWhatAwsSamSaysForAllFunctions()
    {
        var file = folder.Write(
            "sam.json",
            $$"""
            {
              "Globals": {"Function": {"Runtime": "provided.al2023", "Architectures": ["arm64"], "Layers": ["{{Arm}}"]} },
              "Resources": {"Api": {"Type": "AWS::Serverless::Function", "Properties": {} } }
            }
            """
        );

        Examination.Of(file).ShouldHaveSingleItem().IsWell.ShouldBeTrue();
    }

    [Fact]
    public async Task AnswerForEachFunctionAndFailForOne()
    {
        var file = folder.Write(
            "two.template.json",
            $$"""
            {"Resources": {
              "Good": {"Type": "AWS::Lambda::Function", "Properties": {"Layers": ["{{X86}}"], "Runtime": "python3.13"} },
              "Bad": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "python3.13"} }
            } }
            """
        );

        var result = await CliProcess.RunAsync("doctor", file);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("two/Good (python3.13, x86_64): its shutdown handlers can run, with 500 ms");
        result.Output.ShouldContain("two/Bad (python3.13, x86_64): its shutdown handlers cannot run\n  No layer of it");
    }

    [Theory]
    [InlineData("{", "is neither a zip nor JSON")]
    [InlineData("", "is neither a zip nor JSON")]
    [InlineData("Resources:\n  Api:\n", "\"cdk synth\" prints YAML, and writes JSON into cdk.out: name that folder.")]
    [InlineData("[]", "is JSON, but no template")]
    [InlineData("{\"Resources\": 1}", "is JSON, but no template: expected Resources")]
    [InlineData("{\"Resources\": {}}", "There is no Lambda function in it, and no layer")]
    public async Task OfAnotherKindAreRefused(string content, string message)
    {
        var result = await CliProcess.RunAsync("doctor", folder.Write("file", content));

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(message);
        result.Output.ShouldBeEmpty();
    }

    // Nothing in a document of others may end the command otherwise than with a sentence.
    [Theory]
    [InlineData("\"Layers\": 7")]
    [InlineData("\"Layers\": [7, null, [], {}]")]
    [InlineData("\"Runtime\": {}, \"Environment\": {\"Variables\": []}, \"Architectures\": []")]
    [InlineData("\"MemorySize\": {\"Ref\": \"Circle\"}, \"Code\": \"x\"")]
    [InlineData("\"Layers\": [{\"Ref\": \"Turning\"}, {\"Fn::Join\": 1}, {\"Fn::Sub\": []}, {\"Fn::GetAtt\": [1]}]")]
    public void OfAnotherShapeAreReadAsFarAsTheyGo(string properties) => Examine(properties).IsWell.ShouldBeFalse();

    private Finding Examine(string properties, string logicalId = "Function")
    {
        var file = folder.Write(
            "api.template.json",
            $$"""
            {
              "Parameters": {
                "Latest": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/restmachine/layer/x86_64/latest"},
                "LayersOfAll": {"Type": "CommaDelimitedList", "Default": "{{X86}}"},
                "LayerName": {"Type": "String", "Default": "restmachine-shutdown-x86_64"},
                "Turning": {"Type": "String", "Default": {"Fn::Join": ["", [{"Ref": "Turning"}]]} },
                "Port": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/my/port"},
                "Unknown": {"Type": "String"},
                "Memory": {"Type": "Number", "Default": 300},
                "Circle": {"Type": "Number", "Default": {"Ref": "Circle"} }
              },
              "Resources": {
                "EdgeRole": {
                  "Type": "AWS::IAM::Role",
                  "Properties": {
                    "AssumeRolePolicyDocument": {"Statement": [{"Principal": {"Service": ["edgelambda.amazonaws.com"]} }] }
                  }
                },
                "Named": {
                  "Type": "AWS::Lambda::LayerVersion",
                  "Properties": {"LayerName": "restmachine-shutdown-x86_64", "Content": {"S3Bucket": "b", "S3Key": "k"} }
                },
                "{{logicalId}}": {"Type": "AWS::Lambda::Function", "Properties": {{{properties}} } }
              }
            }
            """
        );
        return Examination.Of(file).ShouldHaveSingleItem();
    }
}
