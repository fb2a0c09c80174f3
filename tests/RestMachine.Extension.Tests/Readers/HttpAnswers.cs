using System.Text;
using RestMachine.Extension.Http;

namespace RestMachine.Extension.Tests.Readers;

public sealed class HttpAnswers
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200\r\nx:y\r\nCONTENT-LENGTH:5\r\n\r\nhello")]
    [InlineData(
        "HTTP/1.1 200 OK\r\nX: y\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n003;e=1\r\nllo\r\n0\r\nT: 1\r\n\r\n"
    )]
    [InlineData("HTTP/1.1 103 Early Hints\r\nX: n\r\n\r\nHTTP/1.0 200 OK\nx: y\ncontent-length: 5\n\nhello")]
    public void AreCompleteAtTheirLastByteAndNotBefore(string answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        for (var length = 0; length < bytes.Length; length++)
        {
            HttpResponseReader.Read(bytes.AsSpan(0, length), ended: false).ShouldBeNull();
            Should
                .Throw<HttpFailure>(() => HttpResponseReader.Read(bytes.AsSpan(0, length), ended: true))
                .Kind.ShouldBe(HttpFailureKind.Lost);
        }
        var read = HttpResponseReader.Read(bytes, ended: false).ShouldNotBeNull();
        read.Status.ShouldBe(200);
        read.Text.ShouldBe("hello");
        read.Fields["x"].ShouldBe("y");
    }

    [Fact]
    public void WithoutALengthEndWithTheConnection()
    {
        var bytes = "HTTP/1.1 200 OK\r\n\r\nhello"u8;
        HttpResponseReader.Read(bytes, ended: false).ShouldBeNull();
        HttpResponseReader.Read(bytes, ended: true).ShouldNotBeNull().Text.ShouldBe("hello");
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: y\r\n folded\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabcdefgh")]
    public void ThatAreMalformedAreRefused(string answer) =>
        Should
            .Throw<HttpFailure>(() => HttpResponseReader.Read(Encoding.UTF8.GetBytes(answer), ended: false))
            .Kind.ShouldBe(HttpFailureKind.Malformed);

    [Fact]
    public void AreBounded()
    {
        var endless = "HTTP/1.1 200 OK\r\nX: " + new string('x', HttpResponseReader.MaxBytes);
        Should.Throw<HttpFailure>(() => HttpResponseReader.Read(Encoding.UTF8.GetBytes(endless), ended: false));
    }
}
