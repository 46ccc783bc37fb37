namespace EnterpriseSecurity.LeakSearch;

/// <summary>What was found: a secret of the store, or something that has the form of a key.</summary>
public enum LeakKind
{
    /// <summary>The value of a secret of the store, or of a managed key of it.</summary>
    StoreSecret,

    /// <summary>An API key of this product, known by its checksum; <see cref="SecretLeak.SecretName"/> says which when it is the store's.</summary>
    ApiKey,

    /// <summary>A refresh token of this product.</summary>
    RefreshToken,

    /// <summary>A recovery share of a store.</summary>
    RecoveryShare,

    /// <summary>A private key in PEM (OpenSSH, PKCS#8, PKCS#1, SEC 1, PGP), or an age identity.</summary>
    PrivateKey,

    /// <summary>A private key in PEM under a passphrase: as good as the passphrase.</summary>
    EncryptedPrivateKey,

    /// <summary>A PuTTY private key.</summary>
    PuttyKey,

    /// <summary>A key id of Amazon Web Services; the secret is mostly beside it.</summary>
    AwsAccessKeyId,

    /// <summary>A secret access key of Amazon Web Services.</summary>
    AwsSecretKey,

    /// <summary>A token of GitHub.</summary>
    GitHubToken,

    /// <summary>A token of GitLab.</summary>
    GitLabToken,

    /// <summary>A token or a webhook of Slack.</summary>
    SlackToken,

    /// <summary>An API key of Google.</summary>
    GoogleApiKey,

    /// <summary>A live key of Stripe.</summary>
    StripeKey,

    /// <summary>An account or access key, or a client secret, of Microsoft Azure.</summary>
    AzureKey,

    /// <summary>A signed JSON Web Token.</summary>
    Jwt,

    /// <summary>A token of npm.</summary>
    NpmToken,

    /// <summary>A token of PyPI.</summary>
    PyPiToken,

    /// <summary>A key of SendGrid.</summary>
    SendGridKey,

    /// <summary>A key of a provider of language models.</summary>
    ModelProviderKey,

    /// <summary>A token of HashiCorp Vault.</summary>
    VaultToken,

    /// <summary>An otpauth URI: the secret of a second factor.</summary>
    OtpAuthUri,

    /// <summary>A connection string with its password.</summary>
    ConnectionString,

    /// <summary>An address with a user's password in it.</summary>
    UrlPassword,
}
