namespace RestMachine.Aws.Settings;

/// <summary>The levels of <c>AWS_LAMBDA_LOG_LEVEL</c>, lowest first.</summary>
internal enum LogSeverity
{
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
}
