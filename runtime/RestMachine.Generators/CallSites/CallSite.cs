namespace RestMachine.Generators.CallSites;

/// <summary>One registration in the user's code: everything its interceptor needs, comparable by value.</summary>
/// <param name="FilePath">The source file; decides which generated file holds the interceptor.</param>
/// <param name="Place">File name and mapped line, as handler names and errors show it.</param>
internal sealed record CallSite(
    RegistrationKind Kind,
    CallSignature Signature,
    string FilePath,
    string Place,
    CallLocation Location,
    HandlerShape Handler
);

/// <summary>The registration method.</summary>
/// <param name="Method">Its name: OnStartup, Get, …</param>
/// <param name="Receiver">The type that has it.</param>
/// <param name="Parameters">Its own parameters, in order; the handler is named so.</param>
/// <param name="Exception">The type argument of OnError.</param>
internal sealed record CallSignature(
    string Method,
    string Receiver,
    string Returned,
    EquatableArray<string> Parameters,
    string? Exception
);

/// <summary>The compiler's opaque name of the call.</summary>
internal sealed record CallLocation(int Version, string Data);
