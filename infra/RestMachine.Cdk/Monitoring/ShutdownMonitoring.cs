using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace RestMachine.Cdk;

/// <summary>
/// An alarm, a dashboard widget and a saved Logs Insights query for the shutdowns of one function. It turns on the metrics of
/// the extension, four of the namespace <c>RestMachine</c>, which CloudWatch bills.
/// </summary>
public class ShutdownMonitoring : Construct
{
    private const string MetricsVariable = "RESTMACHINE_METRICS";

    // The extension's one line for each shutdown, as text or within JSON, whatever outcome a newer function may have.
    private const string ReportLines =
        @"@message like /\[Extension\] (Error: |Warning: )?(Shutdown handlers|No RestMachine function|The shutdown phase failed)/";
    private static readonly string[] Names = ["ShutdownCompleted", "ShutdownFailed", "ShutdownUnfinished"];
    private readonly string _functionName;

    /// <param name="scope">Its parent, in the function's stack.</param>
    /// <param name="id">Unique in the scope.</param>
    /// <param name="props">The function.</param>
    public ShutdownMonitoring(Construct scope, string id, ShutdownMonitoringProps props)
        : base(scope, id)
    {
        var function = props.Function;
        _functionName = function.FunctionName;
        TurnOn(function);
        function.Node.AddValidation(new MonitoringGuard(function));
        Alarm = new Alarm(
            this,
            "Alarm",
            new AlarmProps
            {
                AlarmDescription =
                    $"Shutdown handlers of {function.Node.Path} failed or did not finish: its log tells which, and why.",
                Metric = new MathExpression(
                    new MathExpressionProps
                    {
                        Expression = "failed + unfinished",
                        Label = "Shutdown handlers failed or unfinished",
                        UsingMetrics = new Dictionary<string, IMetric>(StringComparer.Ordinal)
                        {
                            ["failed"] = Metric("ShutdownFailed", "Sum"),
                            ["unfinished"] = Metric("ShutdownUnfinished", "Sum"),
                        },
                    }
                ),
                Threshold = 1,
                EvaluationPeriods = 1,
                ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
                // Most periods have no shutdown at all.
                TreatMissingData = TreatMissingData.NOT_BREACHING,
            }
        );
        Widget = new GraphWidget(
            new GraphWidgetProps
            {
                Title = $"Shutdown handlers of {function.Node.Path}",
                Left = Names.Select(IMetric (name) => Metric(name, "Sum")).ToArray(),
                Right = [Metric("ShutdownMilliseconds", "Maximum")],
            }
        );
        Query = new QueryDefinition(this, "Query", ToQuery(function, props.LogGroup));
    }

    /// <summary>Fires when at least one handler failed or did not finish within five minutes. It has no action yet.</summary>
    public Alarm Alarm { get; }

    /// <summary>For a dashboard: handlers by outcome, and the longest shutdown in milliseconds.</summary>
    public GraphWidget Widget { get; }

    /// <summary>The reports of the last shutdowns, newest first.</summary>
    public QueryDefinition Query { get; }

    private static void TurnOn(Function function)
    {
        var found = new SynthesizedFunction(function).Read();
        if (found.Variables.GetValueOrDefault(MetricsVariable, "on") != "on")
        {
            Annotations
                .Of(function)
                .AddWarningV2(
                    "restmachine:metrics",
                    $"{MetricsVariable} is \"{found.Variables[MetricsVariable]}\", so the alarm never fires: set it to \"on\", "
                        + "or leave it away."
                );
        }
        RestMachineShutdown.Set(function, found, MetricsVariable, "on");
    }

    private QueryDefinitionProps ToQuery(Function function, ILogGroup? logGroup) =>
        new()
        {
            QueryDefinitionName = $"RestMachine/{function.Node.Path}/Shutdowns",
            QueryString = new QueryString(
                new QueryStringProps
                {
                    Fields = ["@timestamp", "@message", "@logStream"],
                    FilterStatements = [ReportLines],
                    Sort = "@timestamp desc",
                    Limit = 100,
                }
            ),
            LogGroups =
            [
                logGroup
                    ?? LogGroup.FromLogGroupName(
                        this,
                        "LogGroup",
                        OwnLogGroup(function) ?? $"/aws/lambda/{_functionName}"
                    ),
            ],
        };

    private static string? OwnLogGroup(Function function) =>
        ((CfnFunction)function.Node.DefaultChild!).LoggingConfig is { } config
        && Stack.Of(function).Resolve(config) is IDictionary<string, object> known
        && known.TryGetValue("logGroup", out var name)
            ? Token.AsString(name)
            : null;

    private Metric Metric(string name, string statistic) =>
        new(
            new MetricProps
            {
                Namespace = "RestMachine",
                MetricName = name,
                DimensionsMap = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["FunctionName"] = _functionName,
                },
                Statistic = statistic,
                Period = Duration.Minutes(5),
            }
        );
}
