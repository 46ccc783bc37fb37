using EnterpriseSecurity.Storage;

namespace EnterpriseSecurity.Rotation;

/// <summary>
/// What targets share whose credential is one record, the one in use, with a record beside it for each of its other versions.
/// The id of a version is the credential's id, a dot, and what tells the version.
/// </summary>
/// <param name="collection">The credentials.</param>
/// <param name="versions">Their other versions.</param>
internal abstract class VersionedRotationTarget(string collection, string versions)
{
    /// <inheritdoc cref="IRotationTarget.Kind"/>
    public abstract RotationKind Kind { get; }

    /// <inheritdoc cref="IRotationTarget.ShowsValueOnce"/>
    public bool ShowsValueOnce => false;

    /// <inheritdoc cref="IRotationTarget.Find"/>
    public RotationSubject Find(StoreView view, string reference)
    {
        if ((view.FindByName(collection, reference) ?? view.Find(collection, reference)) is { } named) return ToSubject(named);
        Record credential = view.Find(collection, CredentialIdOf(reference)) ?? throw NotFound(reference);
        RotationSubject subject = ToSubject(credential);
        if (reference == subject.Id) return subject;
        return OfVersion(subject, FindVersion(view, reference)) with { IsUsable = false };
    }

    /// <summary>The credential's id in that of one of its versions.</summary>
    public static string CredentialIdOf(string versionId) => versionId.IndexOf('.') is >= 0 and var dot ? versionId[..dot] : versionId;

    /// <summary>Ends a version: what is in its record goes at once, the record itself when the domain has settled it.</summary>
    protected static void End(StoreChange change, Record version) => change.Update(version with { State = SuccessorState.Ended }, []);

    /// <summary>The credential in use.</summary>
    protected abstract RotationSubject ToSubject(Record credential);

    /// <summary>Another version of it.</summary>
    protected virtual RotationSubject OfVersion(RotationSubject subject, Record version) =>
        subject with { Id = version.Id, IssuedAt = version.CreatedAt, ExpiresAt = version.ExpiresAt, State = version.State, Record = version };

    /// <summary>The domain's error for one that is not there.</summary>
    protected abstract NotFoundException NotFound(string reference);

    /// <summary>The version with this id.</summary>
    protected Record FindVersion(StoreView view, string id) => view.Find(versions, id) ?? throw NotFound(id);
}
