using System.Security.Cryptography.X509Certificates;
using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Certificates;

/// <summary>Puts certificates and key of several files together into one of another form.</summary>
internal static class CertificateConverter
{
    public static IReadOnlyList<CertificateInfo> Run(CertificateConversion conversion, DateTimeOffset now)
    {
        List<IDisposable> opened = [];
        try
        {
            CertificateBundle source = CertificateFile.Read(conversion.Source, conversion.Passphrase, withPrivateKey: !conversion.WithoutKey && conversion.KeyPath is null && NeedsKey(conversion));
            opened.Add(source);
            List<X509Certificate2> certificates = [.. source.Certificates];
            foreach (string path in conversion.ChainPaths)
            {
                CertificateBundle chain = CertificateFile.Read(path, conversion.Passphrase, withPrivateKey: false);
                opened.Add(chain);
                certificates.AddRange(chain.Certificates.Where(one => !certificates.Any(known => known.RawData.AsSpan().SequenceEqual(one.RawData))));
            }

            SecretBuffer? key = source.PrivateKey;
            if (conversion.KeyPath is not null && !conversion.WithoutKey)
            {
                key = CertificateFile.ReadPrivateKey(conversion.KeyPath, conversion.Passphrase);
                opened.Add(key);
            }

            return Write(conversion, certificates, key, now);
        }
        finally
        {
            foreach (IDisposable one in opened) one.Dispose();
        }
    }

    // A form that cannot hold the key does not ask for its passphrase.
    private static bool NeedsKey(CertificateConversion conversion) => conversion.KeyDestination is not null || conversion.Options.Format is CertificateFormat.Pem or CertificateFormat.Pfx;

    private static IReadOnlyList<CertificateInfo> Write(CertificateConversion conversion, List<X509Certificate2> certificates, SecretBuffer? key, DateTimeOffset now)
    {
        bool apart = conversion.KeyDestination is not null && Path.GetFullPath(conversion.KeyDestination) != Path.GetFullPath(conversion.Destination);
        if (!apart)
        {
            CertificateBundle whole = new(certificates, key, conversion.Options.Format);
            CertificateFile.Write(conversion.Destination, whole, conversion.Options);
            return Describe(whole, conversion.Destination, key is not null && conversion.Options.Format is CertificateFormat.Pem or CertificateFormat.Pfx, now);
        }

        if (key is null) throw SecurityErrors.CertificateKeyMissing();
        CertificateBundle pair = new(certificates, key, conversion.Options.Format);
        if (!CertificateKeyReader.Matches(pair.Leaf, key)) throw SecurityErrors.CertificateKeyMismatch();
        CertificateFile.ExpectRoom(conversion.Destination, conversion.Options.Overwrite);
        CertificateFile.WritePrivateKey(conversion.KeyDestination!, key, conversion.Options.Passphrase, conversion.Options.Overwrite);
        CertificateBundle bare = new([pair.Leaf, .. pair.Others], null, conversion.Options.Format);
        CertificateFile.Write(conversion.Destination, bare, conversion.Options);
        return Describe(bare, conversion.Destination, hasKey: false, now);
    }

    private static IReadOnlyList<CertificateInfo> Describe(CertificateBundle bundle, string path, bool hasKey, DateTimeOffset now)
    {
        // DER has room for the leaf alone.
        IEnumerable<X509Certificate2> written = bundle.Format == CertificateFormat.Der ? [bundle.Leaf] : bundle.Others.Prepend(bundle.Leaf);
        return [.. written.Select(one => CertificateInfo.Of(one, now) with { Path = path, HasPrivateKey = hasKey && ReferenceEquals(one, bundle.Leaf) })];
    }
}
