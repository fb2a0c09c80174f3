namespace RestMachine.Tests.Http;

public class FeaturesOfARequest
{
    private readonly Request _request = new("GET", "/");

    [Fact]
    public void AreNoneAtFirst() => _request.Feature<string>().ShouldBeNull();

    [Fact]
    public void AreFoundByTheirTypes()
    {
        _request.SetFeature("text");
        _request.SetFeature(new Version(1, 2));
        _request.SetFeature<IComparable>(3);

        _request.Feature<string>().ShouldBe("text");
        _request.Feature<Version>().ShouldBe(new Version(1, 2));
        _request.Feature<IComparable>().ShouldBe(3);
        _request.Feature<Uri>().ShouldBeNull();
    }

    [Fact]
    public void TakeThePlaceOfThoseOfTheSameType()
    {
        _request.SetFeature("first");
        _request.SetFeature(new Version(1, 2));
        _request.SetFeature("second");
        _request.SetFeature(new Version(3, 4));

        _request.Feature<string>().ShouldBe("second");
        _request.Feature<Version>().ShouldBe(new Version(3, 4));
    }

    [Fact]
    public void GoWithACopyAndPartThere()
    {
        _request.SetFeature("text");
        _request.SetFeature(new Version(1, 2));

        var copy = _request.With([], "id");
        copy.SetFeature("copied");
        copy.SetFeature(new Version(3, 4));

        _request.Feature<string>().ShouldBe("text");
        _request.Feature<Version>().ShouldBe(new Version(1, 2));
        copy.Feature<string>().ShouldBe("copied");
        copy.Feature<Version>().ShouldBe(new Version(3, 4));
    }
}
