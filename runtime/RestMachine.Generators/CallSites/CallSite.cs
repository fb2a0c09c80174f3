namespace RestMachine.Generators.CallSites;

/// <summary>One registration in the user's code: everything its interceptor needs, comparable by value.</summary>
/// <param name="Method">The registration method's name: OnStartup, Get, …</param>
/// <param name="Signature">The registration method's own parameters, in order.</param>
/// <param name="FilePath">The source file; decides which generated file holds the interceptor.</param>
/// <param name="Place">File name and mapped line, as handler names and errors show it.</param>
internal sealed record CallSite(
    string Method,
    EquatableArray<string> Signature,
    string FilePath,
    string Place,
    CallLocation Location,
    HandlerShape Handler
);

/// <summary>The compiler's opaque name of the call, and where a reader finds it.</summary>
internal sealed record CallLocation(int Version, string Data, string Display);
