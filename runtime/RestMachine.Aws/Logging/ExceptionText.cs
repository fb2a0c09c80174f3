namespace RestMachine.Aws.Logging;

/// <summary>An exception as text. Its own code makes that text, and may fail.</summary>
internal static class ExceptionText
{
    public static string Of(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
#pragma warning disable CA1031 // What a user's exception does while it is written must not hide that there was one.
        catch (Exception second)
#pragma warning restore CA1031
        {
            return $"{exception.GetType()} (its text cannot be had: {second.GetType()})";
        }
    }
}
