using EnterpriseSecurity.LeakSearch;

namespace EnterpriseSecurity.Core.Tests.LeakSearch;

/// <summary>Places of a user, in a folder of a test.</summary>
internal sealed class FakePlaces : IKnownPlaces
{
    public List<FileInfo> History { get; } = [];

    public List<FileInfo> Transcript { get; } = [];

    public IEnumerable<FileInfo> Histories() => History;

    public IEnumerable<FileInfo> Transcripts() => Transcript;
}
