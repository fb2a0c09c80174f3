using System.Buffers;

namespace RestMachine.Aws.Invocations;

/// <summary>Where the response to an invocation goes.</summary>
/// <param name="Output">A whole response, or the beginning of a streamed one.</param>
/// <param name="Stream">The rest of a streamed one; null: somebody else sends the response, and cannot stream.</param>
internal readonly record struct ResponseTarget(IBufferWriter<byte> Output, StreamedResponse? Stream = null);
