namespace RestMachine.Generators.CallSites;

/// <summary>
/// The delegate that was registered. <c>MethodName</c> is the method group's or local function's. <c>DelegateType</c>
/// is the type to cast to, null for an anonymous one, which only an example names. <c>ReturnType</c> includes Task and
/// is null for void; <c>Result</c> is what remains without it.
/// </summary>
internal sealed record HandlerShape(
    string? MethodName,
    string? DelegateType,
    string? ReturnType,
    bool IsAwaited,
    HandlerResult? Result,
    EquatableArray<HandlerParameter> Parameters
);

/// <summary>The value a handler makes; its type is a nullable value type's without the question mark.</summary>
internal sealed record HandlerResult(string Type, ResultKind Kind);

internal enum ResultKind
{
    Json,
    NullableJson,
    Text,
    Bytes,
    Stream,
    Response,
    Result,
    Untyped,
}
