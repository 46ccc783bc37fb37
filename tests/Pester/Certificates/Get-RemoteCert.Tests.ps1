BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-Module (Join-Path $PSScriptRoot 'Samples.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    New-SampleCertificate $folder
    $script:leaf = Join-Path $folder leaf.crt
    $script:root = Join-Path $folder root.crt
    $script:words = ConvertTo-SuiteSecret 'words'
}

AfterAll { Remove-SuiteFolder $folder }

Describe 'Get-RemoteCert' -Skip:(-not (Get-Command openssl -ErrorAction Ignore)) {
    BeforeAll { $script:server = Start-SampleServer $folder }
    AfterAll { Stop-Process $server.Process }

    It 'shows certificate, protocol and verdict' {
        $remote = Get-RemoteCert localhost $server.Port -TrustedRoot $root
        $remote.Subject, $remote.Protocol, $remote.IsValid | Should -Be 'CN=example.com', 'Tls13', $true
        $remote.Presented[0].DnsNames | Should -Contain 'localhost'
        $remote | Out-String | Should -Match 'TLS_AES_256_GCM_SHA384'
        (Get-RemoteCert localhost -Port $server.Port -TrustedRoot $root -ServerName example.org).Verification.Findings.Id | Should -Contain 'WrongHost'
        ('localhost' | Get-RemoteCert -Port $server.Port).IsValid | Should -BeFalse
        ([pscustomobject]@{ HostName = '127.0.0.1'; Port = $server.Port } | Get-RemoteCert).Verification.Findings.Id | Should -Contain 'WrongHost'
    }

    It 'saves what the server shows, not with -WhatIf' {
        $target = Join-Path $folder saved.pem
        $null = Get-RemoteCert localhost $server.Port -SavePath $target -WhatIf
        $target | Should -Not -Exist
        (Get-RemoteCert localhost $server.Port -SavePath $target).Path | Should -Be $target
        (Get-CertInfo $target).Subject | Should -Be 'CN=example.com'
        { Get-RemoteCert localhost $server.Port -SavePath $target -ErrorAction Stop } | Should -Throw -ErrorId 'CertificateFileExists,*'
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'RemoteUnreachable'; With = @{ HostName = 'no-such-host.invalid' } }
        @{ Id = 'HostNameInvalid'; With = @{ HostName = 'https://localhost' } }
        @{ Id = 'PortInvalid'; With = @{ HostName = 'localhost'; Port = 0 } }
        @{ Id = 'TimeoutInvalid'; With = @{ HostName = 'localhost'; Timeout = '0s' } }
    ) {
        { Get-RemoteCert @With -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Certificates.GetRemoteCertCommand"
    }

    It 'gives up on a server that says nothing' {
        $silent = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $silent.Start()
        try { { Get-RemoteCert 127.0.0.1 $silent.LocalEndpoint.Port -Timeout 1s -ErrorAction Stop } | Should -Throw -ErrorId 'RemoteTimeout,*' }
        finally { $silent.Stop() }
    }
}
