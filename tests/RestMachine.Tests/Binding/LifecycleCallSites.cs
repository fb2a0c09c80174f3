#pragma warning disable RM0014 // The compiler sees it too; this is about the run.
using RestMachine.Binding;

namespace RestMachine.Tests.Binding;

public sealed class LifecycleCallSites
{
    private readonly RestApplication _app = new();

    [Fact]
    public async Task BindALambda()
    {
        var bound = _app.OnStartup(() => new Uri("http://127.0.0.1/")).Bound;

        bound.Result.ShouldBe(typeof(Uri));
        bound.MethodName.ShouldBeNull();
        bound.Parameters.ShouldBeEmpty();
        (await bound.Invoke(bound.Handler, [])).ShouldBe(new Uri("http://127.0.0.1/"));
    }

    [Fact]
    public async Task BindAnAsyncLambdaToItsAwaitedResult()
    {
        var bound = _app.OnStartup(
            "slow",
            async (Uri address, CancellationToken cancellation) =>
            {
                await Task.Yield();
                return address.Host;
            }
        ).Bound;

        bound.Result.ShouldBe(typeof(string));
        bound.Parameters.Select(parameter => parameter.Name).ShouldBe(["address", "cancellation"]);
        (await bound.Invoke(bound.Handler, [new Uri("http://host/"), default(CancellationToken)])).ShouldBe("host");
    }

    [Fact]
    public void GiveTheNameAndThePlace()
    {
        var handler = _app.OnStartup("primary", static () => 5);

        handler.Name.ShouldBe("primary");
        handler.GivenName.ShouldBe("primary");
        handler.Bound.Place.ShouldMatch(@"^LifecycleCallSites\.cs:\d+$");
    }

    [Fact]
    public async Task BindALocalFunctionByItsName()
    {
        Task<string> Connect(Uri address) => Task.FromResult(address.Host);

        var bound = _app.OnStartup(Connect).Bound;

        bound.MethodName.ShouldBe("Connect");
        (await bound.Invoke(bound.Handler, [new Uri("http://host/")])).ShouldBe("host");
    }

    [Fact]
    public async Task BindAMethodGroupThatReturnsAValueTask()
    {
        var bound = _app.OnShutdown(CloseAsync).Bound;
        var stream = new MemoryStream();

        bound.MethodName.ShouldBe("CloseAsync");
        bound.Result.ShouldBeNull();
        (await bound.Invoke(bound.Handler, [stream])).ShouldBeNull();
        stream.CanRead.ShouldBeFalse();
    }

    [Fact]
    public void BindANamedParameter()
    {
        var bound = _app.OnShutdown(([Named("replica")] Stream db) => db.Dispose()).Bound;

        bound.Parameters.Single().ValueName.ShouldBe("replica");
    }

    [Fact]
    public async Task BindDefaultValues()
    {
        var bound = _app.OnStartup(
            (int retries = 3, DayOfWeek day = DayOfWeek.Friday, decimal rate = 1.5m, string? label = null) =>
                $"{retries} {day} {rate} {label}"
        ).Bound;

        bound.Parameters.ShouldAllBe(parameter => parameter.IsOptional);
        bound.Parameters.Select(parameter => parameter.Default).ShouldBe([3, DayOfWeek.Friday, 1.5m, null]);
        var arguments = bound.Parameters.Select(parameter => parameter.Default).ToArray();
        (await bound.Invoke(bound.Handler, arguments)).ShouldBe("3 Friday 1.5 ");
    }

    [Fact]
    public void BindReorderedArguments()
    {
        var handler = _app.OnShutdown(handler: (Stream log) => log.Flush(), name: "flush");

        handler.Name.ShouldBe("flush");
        handler.Bound.Parameters.Single().Type.ShouldBe(typeof(Stream));
    }

    [Fact]
    public async Task BindEveryTurnOfALoop()
    {
        var bound = new List<BoundHandler>();
        for (var turn = 0; turn < 3; turn++)
        {
            var captured = turn;
            bound.Add(_app.OnStartup($"turn{turn}", () => captured).Bound);
        }

        (await bound[2].Invoke(bound[2].Handler, [])).ShouldBe(2);
        bound.Select(handler => handler.Place).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }

    [Fact]
    public void BindInsideAGenericMethod()
    {
        Register<Stream>().Bound.Result.ShouldBe(typeof(int));

        StartupHandler Register<T>() => _app.OnStartup(() => typeof(T).Name.Length);
    }

    [Fact]
    public void BindAGenericMethodGroup()
    {
        _app.OnStartup(Make<MemoryStream>).Bound.Result.ShouldBe(typeof(MemoryStream));
    }

    [Fact]
    public void BindThroughAConditionalAccess()
    {
        RestApplication? app = _app;
        app?.OnStartup(() => 1).Bound.Result.ShouldBe(typeof(int));
    }

    [Fact]
    public void BindAFuncVariableWithoutParameters()
    {
        Func<int> make = () => 1;

        _app.OnStartup(make).Bound.Result.ShouldBe(typeof(int));
    }

    [Fact]
    public void BindADelegateOfTheUsersOwn()
    {
        Closing close = log => log.Dispose();

        _app.OnShutdown(close).Bound.Parameters.Single().Name.ShouldBe("audit");
    }

    [Fact]
    public async Task BindMoreThanSixteenParameters()
    {
        var bound = _app.OnStartup(
            (
                int a,
                int b,
                int c,
                int d,
                int e,
                int f,
                int g,
                int h,
                int i,
                int j,
                int k,
                int l,
                int m,
                int n,
                int o,
                int p,
                int q
            ) => a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q
        ).Bound;

        (await bound.Invoke(bound.Handler, [.. Enumerable.Repeat<object?>(2, 17)])).ShouldBe(34);
    }

    [Fact]
    public void TreatANullableValueAsTheValue()
    {
        var bound = _app.OnStartup((int? limit) => (long?)limit).Bound;

        bound.Result.ShouldBe(typeof(long));
        bound.Parameters.Single().Type.ShouldBe(typeof(int));
        bound.Parameters.Single().IsOptional.ShouldBeTrue();
    }

    [Fact]
    public void FailWithTheReasonWhenTheCallIsNotVisible()
    {
        Func<Delegate, ShutdownHandler> register = _app.OnShutdown;

        Should.Throw<NotSupportedException>(() => register(() => { })).Message.ShouldContain("source generator");
    }

    internal delegate void Closing(Stream audit);

    private static ValueTask CloseAsync(Stream stream) => stream.DisposeAsync();

    private static T Make<T>()
        where T : new() => new();
}
