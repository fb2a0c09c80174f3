namespace PageViews.Tests;

/// <summary>How a service of the backend takes what it is sent.</summary>
internal enum Behaviour
{
    Accepts,
    Refuses,
    Hangs,
}
