# What the examples of the certificate cmdlets take for granted: authorities and certificates of the store, an authority in files
# with what it issued, folders of certificates and requests, and a TLS server on this machine.
# Dot-source it in an empty folder, with an empty store connected.

# What is typed: one passphrase for everything.
function Read-Host {
    param([string] $Prompt, [switch] $AsSecureString)
    $answer = 'correct horse battery staple'
    if ($AsSecureString) { ConvertTo-SecureString $answer -AsPlainText -Force } else { $answer }
}

# Files, made once beside the examples' folders, which go at the end, and copied for each example.
function Copy-HelpCertificateFile {
    $cache = Join-Path (Split-Path (Split-Path $PWD)) certificates
    if (-not (Test-Path -LiteralPath (Join-Path $cache done))) {
        $null = New-Item -ItemType Directory -Path $cache, (Join-Path $cache requests) -Force
        Push-Location -LiteralPath $cache
        try {
            $passphrase = Read-Host -AsSecureString
            $null = New-CertAuthority 'Example CA' -Path . -Name ca -ExpiresIn 365d
            $null = New-CertRequest www.example.com -DnsName www.example.com, localhost -Path . -Name www
            $null = Approve-CertRequest -Path ./www.csr -AuthorityPath ./ca.crt -AllowedDns example.com, localhost -ExpiresIn 90d -Destination ./www.crt
            $null = Convert-Cert ./www.crt ./server.pfx -To Pfx -KeyPath ./www.key -ChainPath ./ca.crt -NewPassphrase $passphrase
            $null = New-SelfSignedCert intranet.example.com -Path ./tls -Name intranet -ExpiresIn 10d
            $null = New-SelfSignedCert wiki.example.com -Path ./tls -Name wiki -KeyType Rsa2048
            $null = New-CertRequest app.example.com -Path . -Name app
            $null = 'one', 'two' | ForEach-Object { New-CertRequest "$_.example.com" -Path ./requests -Name $_ }
            Set-Content ./hosts.csv 'CommonName,DnsName,IpAddress', 'node1.example.com,node1.example.com,10.0.0.1', 'node2.example.com,node2.example.com,10.0.0.2'
            Remove-Item ./www.csr, ./app.key, ./requests/*.key
            Set-Content ./done ''
        }
        finally { Pop-Location }
    }
    Get-ChildItem -LiteralPath $cache -Exclude done | Copy-Item -Destination . -Recurse
}

# A TLS server for www.example.com and localhost on port 8443, once in a process; it ends with the session.
function Start-HelpServer {
    if ([AppDomain]::CurrentDomain.GetData('es-help-server').InvocationStateInfo.State -eq 'Running') { return }
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 8443)
    # Another run of the examples on this machine may have the port for a while.
    for ($i = 0; $true; $i++) {
        try { $listener.Start(); break }
        catch { if ($i -ge 60) { throw } else { Start-Sleep -Seconds 1 } }
    }
    $pair = [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile((Convert-Path ./www.crt), (Convert-Path ./www.key))
    # Windows serves with a key of a PFX only.
    $certificate = [Security.Cryptography.X509Certificates.X509CertificateLoader]::LoadPkcs12($pair.Export('Pfx'), '')
    $server = [powershell]::Create().AddScript({
            param($listener, $certificate, $session)
            while ($session.RunspaceStateInfo.State -eq 'Opened') {
                if (-not $listener.Pending()) { Start-Sleep -Milliseconds 10; continue }
                $client = $listener.AcceptTcpClient()
                try {
                    $stream = [Net.Security.SslStream]::new($client.GetStream())
                    $stream.AuthenticateAsServer($certificate)
                    $null = $stream.ReadByte()
                }
                catch { $null = $_ }
                finally { $client.Dispose() }
            }
            $listener.Stop()
        }).AddArgument($listener).AddArgument($certificate).AddArgument([runspace]::DefaultRunspace)
    $null = $server.BeginInvoke()
    [AppDomain]::CurrentDomain.SetData('es-help-server', $server)
}

$ConfirmPreference = 'None'
Copy-HelpCertificateFile
Start-HelpServer

# Two authorities of the store, what they have issued, and a certificate that signs itself.
Set-Content ./root.crt (New-CertAuthority 'Example Root').Certificate
$null = New-CertAuthority 'Example Issuing' -Parent 'Example Root' -PathLength 0
$null = New-CertRequest www.example.com | Approve-CertRequest -Authority 'Example Issuing' -AllowedDns example.com -ExpiresIn 90d
$null = New-SelfSignedCert dev.example.com -ExpiresIn 10d
