using System.Net;
using Microsoft.Extensions.Time.Testing;
using RestMachine;
using RestMachine.Aws;
using RestMachine.Emulator;
using Shouldly;
using Xunit;

public sealed class UsersTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private static RestApplication MakeApplication() => new(UsersJson.Default);

    /* code */
}
