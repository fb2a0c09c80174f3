namespace RestMachine.Requests;

/// <summary>Sends content while it is being written; a feature of requests whose transport can.</summary>
internal interface IContentTransport
{
    /// <summary>
    /// Sends the response and what its <see cref="Response.BodyWriter"/> writes. What that throws comes through only if
    /// nothing has been sent: later the transport itself tells the peer.
    /// </summary>
    ValueTask SendAsync(Response response, CancellationToken cancellation);
}
