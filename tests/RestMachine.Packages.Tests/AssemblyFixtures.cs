using RestMachine.Packages.Tests.Feed;

// They share what is packed, and two cores.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: AssemblyFixture(typeof(PackageFeed))]
