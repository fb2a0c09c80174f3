namespace RestMachine.Aws.Invocations;

/// <summary>
/// What a handler writes its content to. Each write leaves at once, and blocks while Lambda takes nothing more; a flush
/// before the first one sends the head. Disposing it does nothing: the content ends when its writer has.
/// </summary>
internal sealed class ResponseStream(StreamedResponse response) : Stream
{
    private readonly Lock _gate = new();
    private bool _hasEnded;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("A response has no length while it is written.");

    public override long Position
    {
        get => throw new NotSupportedException("A response is written from its beginning to its end.");
        set => throw new NotSupportedException("A response is written from its beginning to its end.");
    }

    /// <summary>What is written from now on has no request any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_hasEnded, this);
            if (!buffer.IsEmpty)
            {
                response.Send(buffer);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        Write(buffer.Span);
        return default;
    }

    public override void Flush()
    {
        lock (_gate)
        {
            if (!_hasEnded && !response.HasBegun)
            {
                response.Send(default);
            }
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        Flush();
        return Task.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
