namespace RestMachine.Shutdown;

/// <summary>What a handler threw, read once and not under any lock: an exception's message is the user's code too.</summary>
internal sealed record StepError(Exception Exception, string Message)
{
    public string Type => Exception.GetType().FullName ?? Exception.GetType().Name;

    public static StepError Of(Exception exception) => new(exception, MessageOf(exception));

    public static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message ?? "";
        }
#pragma warning disable CA1031 // Whatever it throws: the step that failed is reported all the same.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return $"(no message: it failed with {failure.GetType().FullName})";
        }
    }
}
