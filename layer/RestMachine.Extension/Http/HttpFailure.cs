namespace RestMachine.Extension.Http;

/// <summary>An exchange that ended without a whole answer.</summary>
internal sealed class HttpFailure(HttpFailureKind kind, string message) : Failure(message)
{
    public HttpFailureKind Kind { get; } = kind;

    public override string Type => "Extension.Http" + Kind;

    public static HttpFailure Malformed(string found) => new(HttpFailureKind.Malformed, "Not an HTTP answer: " + found);
}
