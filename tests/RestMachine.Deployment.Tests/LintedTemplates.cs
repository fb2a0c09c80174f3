using System.Text.Json;

namespace RestMachine.Deployment.Tests;

public sealed class LintedTemplates(SynthesizedStacks stacks) : IDisposable
{
    // Every finding is either mended in the code or stands here with the reason why it is right as it is.
    private static readonly Dictionary<string, string> s_justified = new(StringComparer.Ordinal)
    {
        ["AwsSolutions-IAM4"] = "CDK's own role of a function: the managed policy that lets it write its log.",
        ["AwsSolutions-APIG4"] = "The sample is a public API without callers to tell apart.",
        ["AwsSolutions-APIG1"] =
            "The sample keeps to what it shows; access logs are a matter of the API, not of shutdown.",
        ["Serverless-APIGWAccessLogging"] = "The same.",
        ["Serverless-APIGWDefaultThrottling"] = "The same: the account's throttling applies.",
        ["Serverless-LambdaDLQ"] = "An API invokes synchronously, where Lambda has no use for a dead-letter queue.",
        ["Serverless-LambdaTracing"] = "X-Ray is billed; a sample turns on nothing that is.",
        ["api_gw_v2_access_logs_enabled_check"] = "As AwsSolutions-APIG1.",
        ["api_gw_v2_authorization_type_configured_check"] = "As AwsSolutions-APIG4.",
        ["lambda_inside_vpc_check"] = "A function without a network of its own to reach needs no VPC.",
        ["lambda_function_public_access_prohibited_check"] =
            "The permission names the API in SourceArn, which the rule reads only as a plain string, not as Fn::Join.",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("linted-");

    private string[] All =>
        [stacks.LayerTemplate, stacks.SharedLayerTemplate, stacks.PublicLayerTemplate, stacks.UsersTemplate];

    public void Dispose() => _folder.Delete(recursive: true);

    // W3005 is CDK's own: it writes every dependency down, also one that a reference implies.
    [Fact]
    public async Task PassCfnLint()
    {
        var missing = await PythonTools.FindMissingAsync("cfnlint", "cfn-lint==1.51.0");
        Assert.SkipWhen(missing is not null, missing ?? "");

        var output = await new Command(PythonTools.CfnLint, [.. All, "--ignore-checks", "W3005"]).RunAsync();

        output.ShouldBeEmpty();
    }

    [Fact]
    public async Task OfTheLayerHaveNoFindings()
    {
        (await CdkNagAsync(stacks.LayerTemplate)).ShouldBeEmpty();
        (await CdkNagAsync(stacks.SharedLayerTemplate)).ShouldBeEmpty();
        (await CfnGuardAsync(stacks.LayerTemplate)).ShouldBeEmpty();
        (await CfnGuardAsync(stacks.SharedLayerTemplate)).ShouldBeEmpty();
    }

    [Fact]
    public async Task OfAPublicLayerHaveTheFindingThatWasAskedFor()
    {
        (await CdkNagAsync(stacks.PublicLayerTemplate)).ShouldBeEmpty();
        (await CfnGuardAsync(stacks.PublicLayerTemplate)).ShouldBe(["lambda_layer_public_access_prohibited_check"]);
    }

    [Fact]
    public async Task OfTheSampleHaveTheJustifiedFindingsOnly()
    {
        string[] found = [.. await CdkNagAsync(stacks.UsersTemplate), .. await CfnGuardAsync(stacks.UsersTemplate)];

        found.Order(StringComparer.Ordinal).ShouldBe(s_justified.Keys.Order(StringComparer.Ordinal));
    }

    private async Task<string[]> CdkNagAsync(string template)
    {
        // It exits with 1 for findings; without the report it did not come to any.
        var (_, output) = await new Command("node", NodePackages.In("lint.mjs"), _folder.FullName, template).TryAsync();
        var report = Path.Combine(_folder.FullName, "validation-report.json");
        File.Exists(report).ShouldBeTrue(output);
        var findings = SynthesizedStacks
            .Read(report)
            .GetProperty("pluginReports")
            .EnumerateArray()
            .SelectMany(plugin => plugin.GetProperty("violations").EnumerateArray())
            .Select(violation => violation.GetProperty("ruleName").GetString()!.Split('[')[0])
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        File.Delete(report);
        return findings;
    }

    // The rules of AWS Control Tower, which come with the package.
    private static async Task<string[]> CfnGuardAsync(string template)
    {
        var package = NodePackages.In("node_modules/@cdklabs/cdk-validator-cfnguard");
        var (_, output) = await new Command(
            Path.Combine(package, "bin/ubuntu", Architecture, "cfn-guard"),
            "validate",
            "--rules",
            Path.Combine(package, "rules/control-tower/cfn-guard"),
            "--data",
            template,
            "--output-format",
            "json",
            "--structured",
            "--show-summary",
            "none"
        ).TryAsync();
        using var report = JsonDocument.Parse(output);
        var file = report.RootElement.EnumerateArray().ShouldHaveSingleItem();
        file.GetProperty("not_applicable").GetArrayLength().ShouldBeGreaterThan(100, "the rules were not read");
        return
        [
            .. file.GetProperty("not_compliant")
                .EnumerateArray()
                .Select(finding => finding.GetProperty("Rule").GetProperty("name").GetString()!),
        ];
    }

    private static string Architecture =>
        System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
        is System.Runtime.InteropServices.Architecture.Arm64
            ? "aarch64"
            : "x86_64";
}
