namespace RestMachine.Cli.Probe;

/// <summary>What the probe would do, for those who have no AWS command line here: commands, and queries of Logs Insights.</summary>
internal static class PastedProbe
{
    public static async Task WriteAsync(ProbeOptions options, TextWriter output)
    {
        var common = string.Join(' ', AwsCommand.Common(options.Profile, options.Region));
        var account = common.Length > 0 ? $" {common}" : "";
        await output.WriteLineAsync(
            $"""
            # 1. The functions' names, and for each, as NAME: an invocation, and a change that makes its environment useless.
            aws cloudformation describe-stacks --stack-name {options.Stack} --query "Stacks[0].Outputs"{account}
            aws lambda invoke --function-name NAME{account} answer.json
            aws lambda update-function-configuration --function-name NAME --description "probed again"{account}

            # 2. Some minutes later, in CloudWatch Logs Insights, with the functions' log groups: how long each function lived
            #    after SIGTERM by its own lines. The runtime's share is up to 10 ms more.
            {FunctionQuery}

            # 3. The same by the receipt, which outlives the function: completed and timedOut together are tens of
            #    milliseconds, and where the outcome is unfinished, milliseconds is the time until the extension's report.
            {ReportQuery}

            # 4. How long the extension was told that it has, by the wall clock, and how long it had.
            {ToldQuery}

            {HadQuery}
            """
        );
    }

    private const string FunctionQuery = """
        filter @message like /"probe":"tick"/
        | parse @message '"after":*}' as after
        | stats max(after) as milliseconds by @log, @logStream
        """;

    private const string ReportQuery = """
        fields @log, outcome, completed, timedOut, unfinished, milliseconds
        | filter @message like /\[Extension\] / and ispresent(completed)
        """;

    private const string ToldQuery = """
        filter @message like /"probe":"shutdown"/
        | fields @log, deadline - wall as told
        """;

    private const string HadQuery = """
        filter @message like /"probe":"(shutdown|alive)"/
        | stats max(uptime) - min(uptime) as had by @log, @logStream
        """;
}
