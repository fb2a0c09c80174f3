namespace RestMachine.Deployment.Tests;

// Regenerate with: UPDATE_SNAPSHOTS=1 dotnet test --project tests/RestMachine.Deployment.Tests
public sealed class Templates(SynthesizedStacks stacks)
{
    [Fact]
    public void OfTheLayerAreThoseOfTheSnapshot() =>
        Snapshot.ShouldMatch("layer-stack.json", SynthesizedStacks.Read(stacks.LayerTemplate));

    [Fact]
    public void OfTheSampleAreThoseOfTheSnapshot() =>
        Snapshot.ShouldMatch("users-api-stack.json", SynthesizedStacks.Read(stacks.UsersTemplate));

    [Fact]
    public async Task OfTheSamplePassTheDoctor()
    {
        var answer = await DoctorAsync(stacks.Users);

        answer.ShouldMatch(
            @"^UsersApi/Users\w+ \(provided\.al2023, x86_64\): its shutdown handlers can run, with 500 ms\n$"
        );
    }

    [Fact]
    public async Task OfTheLayerPassTheDoctor()
    {
        var answer = await DoctorAsync(stacks.Layer);

        answer.ShouldContain(": holds the extension for x86_64, sha256 ");
        answer.ShouldContain(": holds the extension for arm64, sha256 ");
    }

    private static Task<string> DoctorAsync(string path) =>
        new Command(
            "dotnet",
            "run",
            "--project",
            Path.Combine(Repository.Root, "runtime/RestMachine.Cli"),
            "--",
            "doctor",
            path
        ).RunAsync();
}
