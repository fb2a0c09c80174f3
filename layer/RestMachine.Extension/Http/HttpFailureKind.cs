namespace RestMachine.Extension.Http;

internal enum HttpFailureKind
{
    Refused,
    Lost,
    TimedOut,
    Malformed,
}
