using System.Globalization;

namespace EnterpriseSecurity.Certificates;

/// <summary>TLS endpoints as text.</summary>
public static class CertificateEndpoint
{
    /// <summary>The port of HTTPS, which is meant when none is given.</summary>
    public const int DefaultPort = 443;

    /// <summary>Takes <c>host</c>, <c>host:port</c>, <c>[IPv6]:port</c> or an IPv6 address apart.</summary>
    /// <exception cref="InvalidInputException">The port is none.</exception>
    public static (string Host, int Port) Parse(string endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        int colon = endpoint.LastIndexOf(':');
        bool hasPort = endpoint.StartsWith('[') ? colon > endpoint.IndexOf(']', StringComparison.Ordinal) : colon >= 0 && colon == endpoint.IndexOf(':', StringComparison.Ordinal);
        if (!hasPort) return (endpoint, DefaultPort);
        if (!int.TryParse(endpoint.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535) throw SecurityErrors.EndpointInvalid(endpoint);
        return (endpoint[..colon], port);
    }
}
