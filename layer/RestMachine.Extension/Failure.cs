namespace RestMachine.Extension;

/// <summary>An expected failure: its message is a whole sentence for the user.</summary>
internal class Failure(string message) : Exception(message)
{
    /// <summary>The error type that the platform is told, <c>Extension.Reason</c>.</summary>
    public virtual string Type => "Extension.Failure";

    public static string Describe(Exception failure) =>
        failure is Failure ? failure.Message : "Unexpected " + failure.GetType().FullName + ": " + failure.Message;
}
