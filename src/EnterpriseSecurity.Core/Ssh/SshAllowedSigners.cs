namespace EnterpriseSecurity.Ssh;

/// <summary>
/// Whose signatures count: an allowed signers file (ssh-keygen(1), ALLOWED SIGNERS). Immutable. A line that cannot
/// be read allows nothing and is listed in <see cref="Problems"/>; the other lines count, as with ssh-keygen.
/// </summary>
public sealed class SshAllowedSigners
{
    private const int MaximumLength = 16 * 1024 * 1024;

    private SshAllowedSigners(IReadOnlyList<SshAllowedSigner> signers, IReadOnlyList<SshLineProblem> problems)
    {
        Signers = signers;
        Problems = problems;
    }

    /// <summary>The lines that were understood, in their order.</summary>
    public IReadOnlyList<SshAllowedSigner> Signers { get; }

    /// <summary>The lines that allow nothing because they could not be read.</summary>
    public IReadOnlyList<SshLineProblem> Problems { get; }

    /// <summary>Reads the text of an allowed signers file.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="time">Gives the time zone of times without <c>Z</c>; the system's when null.</param>
    /// <exception cref="MalformedDataException">The text is longer than 16 Mi characters.</exception>
    public static SshAllowedSigners Parse(string text, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength) throw SecurityErrors.SshMalformed(SshData.AllowedSigner, "the file is longer than 16 Mi characters.");
        TimeZoneInfo zone = (time ?? TimeProvider.System).LocalTimeZone;
        List<SshAllowedSigner> signers = [];
        List<SshLineProblem> problems = [];
        int number = 0;
        foreach (string line in text.Split('\n').Select(SshKeyLine.UpToZero))
        {
            number++;
            if (SshKeyLine.IsBlank(line)) continue;
            try
            {
                SshKeyLine.CheckLength(line.Length, SshData.AllowedSigner);
                signers.Add(SshAllowedSigner.Parse(line, number, zone));
            }
            catch (SecurityException error)
            {
                problems.Add(SshLineProblem.Of(number, error));
            }
        }

        return new SshAllowedSigners(signers, problems);
    }

    /// <summary>
    /// Finds whom a signature's key may sign for, as <c>ssh-keygen -Y find-principals</c>: the patterns of the first
    /// line with that key that is in force. The signature itself is not checked.
    /// </summary>
    /// <param name="signature">The signature.</param>
    /// <param name="at">The time at which a line has to be in force.</param>
    /// <returns>The patterns; empty when there is no such line.</returns>
    public IReadOnlyList<string> FindPrincipals(SshSignature signature, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return Signers.FirstOrDefault(signer => IsFor(signer, signature) && !signer.IsTooEarly(at) && !signer.IsTooLate(at))?.Principals ?? [];
    }

    /// <summary>Checks that a principal signed this data for this purpose with a key that may do so, as <c>ssh-keygen -Y verify</c>.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="principal">Who is said to have signed.</param>
    /// <param name="signatureNamespace">What the signature has to be for.</param>
    /// <param name="at">The time at which the key has to be allowed: when the data was signed, or now.</param>
    /// <exception cref="InvalidInputException">The namespace is empty or has control characters.</exception>
    public SshSignatureVerification Verify(SshSignature signature, ReadOnlySpan<byte> data, string principal, string signatureNamespace, DateTimeOffset at)
    {
        SshSignatureVerification permission = Allow(signature, principal, signatureNamespace, at);
        return permission.IsValid ? Confirm(permission, SshSignature.Digest(signature.HashAlgorithm, data)) : permission;
    }

    /// <summary>Checks what a stream holds from its position to its end; it is read in blocks, and only if the key may sign.</summary>
    /// <inheritdoc cref="Verify(SshSignature, ReadOnlySpan{byte}, string, string, DateTimeOffset)"/>
    public SshSignatureVerification Verify(SshSignature signature, Stream data, string principal, string signatureNamespace, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(data);
        SshSignatureVerification permission = Allow(signature, principal, signatureNamespace, at);
        return permission.IsValid ? Confirm(permission, SshSignature.Digest(signature.HashAlgorithm, data)) : permission;
    }

    /// <summary>Says whether the key may sign; not whether it did.</summary>
    private SshSignatureVerification Allow(SshSignature signature, string principal, string signatureNamespace, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(principal);
        SshSignature.CheckNamespace(signatureNamespace);
        if (signature.Namespace != signatureNamespace) return new(SshSignatureReason.NamespaceMismatch, principal, signature, null);
        if (signature.IsWeak) return new(SshSignatureReason.AlgorithmRefused, principal, signature, null);

        SshSignatureVerification nearest = new(SshSignatureReason.KeyUnknown, principal, signature, null);
        foreach (SshAllowedSigner signer in Signers)
        {
            if (!IsFor(signer, signature)) continue;
            SshSignatureVerification verification = new(Judge(signer, principal, signatureNamespace, at), principal, signature, signer);
            if (verification.IsValid) return verification;
            if (verification.Reason > nearest.Reason) nearest = verification;
        }

        return nearest;
    }

    // The later a reason stands in the enumeration, the nearer the line came to allowing the signature.
    private static SshSignatureReason Judge(SshAllowedSigner signer, string principal, string signatureNamespace, DateTimeOffset at)
    {
        if (!signer.Names(principal)) return SshSignatureReason.PrincipalNotAllowed;
        if (!signer.AllowsNamespace(signatureNamespace)) return SshSignatureReason.NamespaceNotAllowed;
        if (signer.IsTooEarly(at)) return SshSignatureReason.NotYetValid;
        return signer.IsTooLate(at) ? SshSignatureReason.Expired : SshSignatureReason.Valid;
    }

    /// <summary>
    /// The one place that says whether a line is for a signature's key. A <c>cert-authority</c> line is for the
    /// certificates that its key signed, never for that key itself.
    /// </summary>
    private static bool IsFor(SshAllowedSigner signer, SshSignature signature) =>
        !signer.IsCertificateAuthority && signer.Key.Equals(signature.PublicKey);

    private static SshSignatureVerification Confirm(SshSignatureVerification permission, ReadOnlySpan<byte> digest) =>
        permission.Signature.VerifyDigest(digest)
            ? permission
            : new(SshSignatureReason.SignatureInvalid, permission.Principal, permission.Signature, permission.Signer);
}
