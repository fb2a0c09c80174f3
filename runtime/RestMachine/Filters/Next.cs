using System.Diagnostics.CodeAnalysis;

namespace RestMachine;

/// <summary>
/// What stands behind a filter: the next filter, and at last the route or the answer that there is none. The request may
/// be another one than the filter received; the route was chosen before and stays.
/// </summary>
/// <param name="request">The request to answer.</param>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "Reads as it is called")]
public delegate ValueTask<Response> Next(Request request);
