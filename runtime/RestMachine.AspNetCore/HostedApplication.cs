namespace RestMachine.AspNetCore;

/// <summary>That the host starts and stops this application.</summary>
internal sealed record HostedApplication(RestApplication Application);
