using System.Text.Json;
using Amazon.CDK.Assertions;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Lambda;
using RestMachine.Cdk.Tests.Shutdown;
using Annotations = Amazon.CDK.Assertions.Annotations;
using Regex = System.Text.RegularExpressions.Regex;
using RegexOptions = System.Text.RegularExpressions.RegexOptions;

namespace RestMachine.Cdk.Tests.Monitoring;

public sealed class MonitoredFunctions(LayerFolder folder)
{
    private const string Arn = "arn:aws:lambda:eu-west-1:123456789012:layer:restmachine-shutdown-x86_64:1";
    private readonly UserFunctions _functions = new(folder);

    private Template Template => Template.FromStack(_functions.Stack);

    [Fact]
    public void RaiseAnAlarmWhenAHandlerFailedOrDidNotFinish()
    {
        Monitor(null);

        Template.HasResourceProperties(
            "AWS::CloudWatch::Alarm",
            new Dictionary<string, object>
            {
                ["Threshold"] = 1,
                ["EvaluationPeriods"] = 1,
                ["ComparisonOperator"] = "GreaterThanOrEqualToThreshold",
                ["TreatMissingData"] = "notBreaching",
                ["Metrics"] = Match.ArrayWith([
                    Match.ObjectLike(new Dictionary<string, object> { ["Expression"] = "failed + unfinished" }),
                    Match.ObjectLike(Metric("failed", "ShutdownFailed")),
                    Match.ObjectLike(Metric("unfinished", "ShutdownUnfinished")),
                ]),
            }
        );
    }

    [Fact]
    public void TurnTheMetricsOn()
    {
        Monitor(null);

        HasMetrics("on");
    }

    [Fact]
    public void KeepWhatTheUserSetAndSayThatTheAlarmIsBlind()
    {
        Monitor("off");

        HasMetrics("off");
        Annotations
            .FromStack(_functions.Stack)
            .HasWarning(
                "/Stack/Function",
                Match.StringLikeRegexp("RESTMACHINE_METRICS is \"off\", so the alarm never fires")
            );
    }

    [Fact]
    public void AreReadWhereTheyLogTo()
    {
        var logs = new Amazon.CDK.AWS.Logs.LogGroup(_functions.Stack, "Logs");
        var function = _functions.Add(props => props.LogGroup = logs);

        new ShutdownMonitoring(_functions.Stack, "Monitoring", new ShutdownMonitoringProps { Function = function });

        Template.HasResourceProperties(
            "AWS::Logs::QueryDefinition",
            new Dictionary<string, object>
            {
                ["LogGroupNames"] = new object[]
                {
                    new Dictionary<string, object> { ["Ref"] = Match.StringLikeRegexp("^Logs") },
                },
            }
        );
    }

    [Fact]
    public void AreWarnedOfWhereNobodySendsMetrics()
    {
        var function = _functions.Add();
        new ShutdownMonitoring(_functions.Stack, "Monitoring", new ShutdownMonitoringProps { Function = function });

        Annotations
            .FromStack(_functions.Stack)
            .HasWarning("/Stack/Function", Match.StringLikeRegexp("has no extension that sends metrics"));
    }

    [Fact]
    public void MayGetTheExtensionAfterwardsOrByThemselves()
    {
        var afterwards = _functions.Add(id: "Afterwards");
        var byItself = _functions.Add(
            props => props.Layers = [LayerVersion.FromLayerVersionArn(_functions.Stack, "Its", Arn)],
            "ByItself"
        );
        foreach (var function in new[] { afterwards, byItself })
        {
            new ShutdownMonitoring(_functions.Stack, function.Node.Id + "Monitoring", new() { Function = function });
        }
        RestMachineShutdown.AddTo(afterwards, _functions.WithLayer());

        Annotations.FromStack(_functions.Stack).FindWarning("*", Match.AnyValue()).ShouldBeEmpty();
    }

    [Fact]
    public void HaveAQueryForTheirReports()
    {
        Monitor(null);

        Template.HasResourceProperties(
            "AWS::Logs::QueryDefinition",
            new Dictionary<string, object>
            {
                ["Name"] = "RestMachine/Stack/Function/Shutdowns",
                ["QueryString"] = Match.StringLikeRegexp(
                    @"filter @message like /\\\[Extension\\\] \(Error: \|Warning: \)\?\(Shutdown handlers"
                ),
                ["LogGroupNames"] = new object[]
                {
                    new Dictionary<string, object>
                    {
                        ["Fn::Join"] = new object[]
                        {
                            "",
                            new object[]
                            {
                                "/aws/lambda/",
                                new Dictionary<string, object> { ["Ref"] = Match.StringLikeRegexp("^Function") },
                            },
                        },
                    },
                },
            }
        );
    }

    [Theory]
    [InlineData("[Extension] Shutdown handlers completed successfully (spindown", true)]
    [InlineData("[Extension] Error: Shutdown handlers did not finish (timeout", true)]
    [InlineData("[Extension] Warning: Shutdown handlers did not run (failure, 0 registered)", true)]
    [InlineData("[Extension] Error: Shutdown handlers ended as pausing (spindown", true)]
    [InlineData("[Extension] No RestMachine function answered (spindown)", true)]
    [InlineData("[Extension] Error: The shutdown phase failed: ", true)]
    [InlineData("{\"level\":\"ERROR\",\"message\":\"[Extension] Shutdown handlers failed (", true)]
    [InlineData("[Extension] Shutdown signal received (spindown, 2000 ms left)", false)]
    [InlineData("[Function] Shutdown completed in 1.5 ms", false)]
    public void FindTheReportOfEveryEndingAndNothingElse(string line, bool isReport)
    {
        Monitor(null);
        var query = Template.FindResources("AWS::Logs::QueryDefinition").Values.Single();
        var properties = JsonElement.Parse(JsonSerializer.Serialize(query)).GetProperty("Properties");
        var text = properties.GetProperty("QueryString").GetString().ShouldNotBeNull();

        var pattern = text.Split("like /")[1].Split("/\n")[0];

        Regex.IsMatch(line, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).ShouldBe(isReport);
    }

    [Fact]
    public void ShowTheirShutdownsOnADashboard()
    {
        var monitoring = Monitor(null);

        new Dashboard(
            _functions.Stack,
            "Dashboard",
            new DashboardProps
            {
                Widgets =
                [
                    [monitoring.Widget],
                ],
            }
        );

        var body = JsonSerializer.Serialize(Template.FindResources("AWS::CloudWatch::Dashboard"));
        foreach (var name in new[] { "Completed", "Failed", "Unfinished", "Milliseconds" })
        {
            body.ShouldContain($"Shutdown{name}");
        }
    }

    private static Dictionary<string, object> Metric(string id, string name) =>
        new()
        {
            ["Id"] = id,
            ["MetricStat"] = Match.ObjectLike(
                new Dictionary<string, object>
                {
                    ["Stat"] = "Sum",
                    ["Period"] = 300,
                    ["Metric"] = Match.ObjectLike(
                        new Dictionary<string, object>
                        {
                            ["Namespace"] = "RestMachine",
                            ["MetricName"] = name,
                            ["Dimensions"] = new object[]
                            {
                                Match.ObjectLike(new Dictionary<string, object> { ["Name"] = "FunctionName" }),
                            },
                        }
                    ),
                }
            ),
        };

    private ShutdownMonitoring Monitor(string? metrics)
    {
        var function = _functions.Add(props =>
            props.Environment = metrics is null
                ? null
                : new Dictionary<string, string> { ["RESTMACHINE_METRICS"] = metrics }
        );
        RestMachineShutdown.AddTo(function, _functions.WithLayer());
        return new ShutdownMonitoring(
            _functions.Stack,
            "Monitoring",
            new ShutdownMonitoringProps { Function = function }
        );
    }

    private void HasMetrics(string value) =>
        Template.HasResourceProperties(
            "AWS::Lambda::Function",
            new Dictionary<string, object>
            {
                ["Environment"] = new Dictionary<string, object>
                {
                    ["Variables"] = new Dictionary<string, object> { ["RESTMACHINE_METRICS"] = value },
                },
            }
        );
}
