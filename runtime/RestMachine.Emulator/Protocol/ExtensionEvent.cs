namespace RestMachine.Emulator.Protocol;

internal sealed record ExtensionEvent(string Type, byte[] Body)
{
    public const string Invoke = "INVOKE";
    public const string Shutdown = "SHUTDOWN";

    public string Id { get; } = Guid.NewGuid().ToString();

    public static ExtensionEvent ForShutdown(ShutdownReason reason, DateTimeOffset deadline) =>
        new(
            Shutdown,
            JsonText.Object(json =>
            {
                json.WriteString("eventType", Shutdown);
                json.WriteNumber("deadlineMs", deadline.ToUnixTimeMilliseconds());
                json.WriteString("shutdownReason", reason.ToString().ToLowerInvariant());
            })
        );

    public static ExtensionEvent ForInvoke(Invocation invocation) =>
        new(
            Invoke,
            JsonText.Object(json =>
            {
                json.WriteString("eventType", Invoke);
                json.WriteNumber("deadlineMs", invocation.Deadline.ToUnixTimeMilliseconds());
                json.WriteString("requestId", invocation.RequestId);
                json.WriteString("invokedFunctionArn", invocation.FunctionArn);
                json.WriteStartObject("tracing");
                json.WriteString("type", "X-Amzn-Trace-Id");
                json.WriteString("value", invocation.TraceId);
                json.WriteEndObject();
            })
        );
}
