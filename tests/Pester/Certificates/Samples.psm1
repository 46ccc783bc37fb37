# Certificates for the tests of the cmdlets that look at them, made by .NET itself.

# A root, a server's certificate below it and its key as files of a folder: root.crt, leaf.crt, leaf.key, other.key.
function New-SampleCertificate {
    param([string] $Folder, [int] $Days = 90)
    $hash = [Security.Cryptography.HashAlgorithmName]::SHA256
    $curve = [Security.Cryptography.ECCurve]::CreateFromFriendlyName('nistP256')
    $rootKey = [Security.Cryptography.ECDsa]::Create($curve)
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Sample Root', $rootKey, $hash)
    $request.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($true, $false, 0, $true))
    $request.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509KeyUsageExtension]::new('KeyCertSign, CrlSign', $true))
    $now = [DateTimeOffset]::UtcNow
    $root = $request.CreateSelfSigned($now.AddDays(-30), $now.AddDays(365))
    $key = [Security.Cryptography.ECDsa]::Create($curve)
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=example.com', $key, $hash)
    $names = [Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
    $names.AddDnsName('example.com')
    $names.AddDnsName('localhost')
    $request.CertificateExtensions.Add($names.Build($false))
    $leaf = $request.Create($root, $now.AddDays(-5), $now.AddDays($Days), [byte[]](1, 2, 3, 4))
    $list = [Security.Cryptography.X509Certificates.CertificateRevocationListBuilder]::new()
    $list.AddEntry($leaf, $now.AddDays(-1), 'Superseded')
    [IO.File]::WriteAllBytes((Join-Path $Folder 'revoked.crl'), $list.Build($root, 1, $now.AddDays(7), $hash))
    Set-Content (Join-Path $Folder 'root.crt') $root.ExportCertificatePem()
    Set-Content (Join-Path $Folder 'leaf.crt') $leaf.ExportCertificatePem()
    Set-Content (Join-Path $Folder 'leaf.key') $key.ExportPkcs8PrivateKeyPem()
    Set-Content (Join-Path $Folder 'other.key') ([Security.Cryptography.ECDsa]::Create($curve).ExportPkcs8PrivateKeyPem())
    Set-Content (Join-Path $Folder 'broken.crt') 'no certificate'
}

# A TLS server on a free port of the loopback interface that shows the sample; stop the process when done.
function Start-SampleServer {
    param([string] $Folder)
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    $log = Join-Path $Folder 'server.log'
    $server = Start-Process openssl 's_server', '-www', '-accept', "$port", '-cert', (Join-Path $Folder 'leaf.crt'), '-key', (Join-Path $Folder 'leaf.key') -PassThru -RedirectStandardOutput $log -RedirectStandardError "$log.err"
    for ($i = 0; $i -lt 100 -and -not ((Get-Content $log -ErrorAction Ignore) -match 'ACCEPT'); $i++) { Start-Sleep -Milliseconds 50 }
    return [pscustomobject]@{ Port = $port; Process = $server }
}

Export-ModuleMember -Function *-Sample*
