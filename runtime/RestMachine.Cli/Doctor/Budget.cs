namespace RestMachine.Cli.Doctor;

/// <summary>
/// What a function has after SIGTERM, by https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html:
/// nothing without an extension, 300 ms with an external one, 500 ms with an internal one, which RestMachine's library
/// registers.
/// </summary>
internal static class Budget
{
    public const string WithExtension = "500 ms (300 ms without RestMachine's library in the function)";
    public const string WithBoth = "500 ms";
    public const string WithoutInternal = "300 ms";
    public const string ByHandover =
        "nearly 2 s by handover, which is experimental and unproven on AWS: none, should Lambda end the function with its wrapper";
    public const string WithoutLayer = "500 ms at most, and without a report of what happened";
}
