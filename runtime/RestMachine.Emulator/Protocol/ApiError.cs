namespace RestMachine.Emulator.Protocol;

// A refusal of either API: status code and {"errorMessage","errorType"}, with the types of AWS's open-source core.
internal sealed record ApiError(int Status, string Type, string Message)
{
    public static readonly ApiError InvalidRequestId = new(400, "InvalidRequestID", "Invalid request ID");

    public static readonly ApiError InvalidResponseMode = new(
        400,
        "InvalidFunctionResponseMode",
        "Invalid function response mode"
    );

    public static readonly ApiError Gone = new(410, "Gone", "The answer belongs to an earlier attempt");

    public byte[] ToJson() => Body(Type, Message);

    public static byte[] Body(string type, string message) =>
        JsonText.Object(json =>
        {
            json.WriteString("errorType", type);
            json.WriteString("errorMessage", message);
        });

    public static ApiError TooLarge(int limit) =>
        new(413, "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({limit} bytes).");

    public static ApiError Runtime(RuntimeState from, string to) =>
        new(
            403,
            "InvalidStateTransition",
            $"State transition from {from} to {to} failed for runtime. Error: State transition is not allowed"
        );

    public static ApiError Extension(string reason, string message) => new(403, $"Extension.{reason}", message);
}
