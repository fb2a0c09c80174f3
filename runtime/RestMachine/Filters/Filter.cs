namespace RestMachine;

/// <summary>A filter that needs nothing but the request and what stands behind it; the form of the built-in ones.</summary>
/// <param name="request">The request.</param>
/// <param name="next">The rest of the way; not calling it answers in its place.</param>
/// <returns>The response; <see langword="null"/> lets the request pass.</returns>
public delegate ValueTask<Response> Filter(Request request, Next next);
