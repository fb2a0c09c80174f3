using System.Diagnostics.CodeAnalysis;

namespace RestMachine;

/// <summary>
/// What stands behind a filter: the next filter, and at last the route or the answer that there is none. The request may
/// be another one than the filter received; the route was chosen before and stays. It does not throw what a handler throws:
/// that is a response by then, of an error handler or 500, so a filter that undoes something looks at the status.
/// </summary>
/// <param name="request">The request to answer.</param>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "Reads as it is called")]
public delegate ValueTask<Response> Next(Request request);
