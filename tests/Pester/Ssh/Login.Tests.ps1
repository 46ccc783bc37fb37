BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

# A real server on loopback, for keys, certificates and agent keys that the cmdlets made.
Describe 'Logging in through sshd' -Skip:(-not ((Test-Path /usr/sbin/sshd) -and (Get-Command ssh, ssh-agent -ErrorAction Ignore))) {
    BeforeAll {
        $script:hostKey = New-SshKeyPair host -Path (Join-Path $folder hostkey)
        $script:authorized = Join-Path $folder authorized_keys
        Set-Content $authorized '' -NoNewline
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $script:port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $null = New-SshKeyPair ca
        Export-SshPublicKey ca -Destination (Join-Path $folder ca.pub)
        if ((id -u) -eq 0) { $null = New-Item -ItemType Directory /run/sshd -Force }
        Set-Content (Join-Path $folder sshd_config) @(
            "Port $port", 'ListenAddress 127.0.0.1', "HostKey $($hostKey.Path)", "PidFile $folder/sshd.pid", "AuthorizedKeysFile $authorized",
            "TrustedUserCAKeys $folder/ca.pub", 'StrictModes no', 'UsePAM no', 'PasswordAuthentication no')
        $script:sshd = Start-Process /usr/sbin/sshd '-D', '-e', '-f', (Join-Path $folder sshd_config) -PassThru -RedirectStandardError (Join-Path $folder sshd.log)
        Set-Content (Join-Path $folder known_hosts) "[127.0.0.1]:$port $(Export-SshPublicKey host)"
        for ($i = 0; $i -lt 100; $i++) {
            try { [Net.Sockets.TcpClient]::new('127.0.0.1', $port).Dispose(); break } catch { Start-Sleep -Milliseconds 50 }
        }

        function Invoke-Login {
            param([string[]] $Identity)
            ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=yes -o "UserKnownHostsFile=$folder/known_hosts" -p $port @Identity "$([Environment]::UserName)@127.0.0.1" 'echo in' 2>&1 | Out-String
        }
    }

    AfterAll { Stop-Process $sshd -ErrorAction Ignore }

    It 'lets in with our key, and not with another' {
        $key = New-SshKeyPair login
        $null = $key | Add-SshAuthorizedKey -Path $authorized
        Invoke-Login '-i', $key.Path, '-o', 'IdentitiesOnly=yes', '-o', 'IdentityAgent=none' | Should -BeLike 'in*'
        Invoke-Login '-i', (New-SshKeyPair stranger).Path, '-o', 'IdentitiesOnly=yes', '-o', 'IdentityAgent=none' | Should -BeLike '*Permission denied*'
    }

    It 'lets in with our user certificate, and not with one that has expired' {
        $key = New-SshKeyPair certified
        $null = New-SshCertificate certified -AuthorityName ca -Principal ([Environment]::UserName) -ExpiresIn 5m
        Invoke-Login '-i', $key.Path, '-o', 'IdentitiesOnly=yes', '-o', 'IdentityAgent=none' | Should -BeLike 'in*'
        $null = New-SshCertificate certified -AuthorityName ca -Principal ([Environment]::UserName) -ValidAfter ([datetime]::UtcNow.AddDays(-2)) -ExpiresIn 1d -Force
        Invoke-Login '-i', $key.Path, '-o', 'IdentitiesOnly=yes', '-o', 'IdentityAgent=none' | Should -BeLike '*Permission denied*'
    }

    It 'lets in with our key through the agent' {
        $socket = Join-Path $folder agent.sock
        $agent = Start-SuiteAgent $socket
        try {
            $key = New-SshKeyPair held -KeyType Ecdsa384
            $null = $key | Add-SshAuthorizedKey -Path $authorized
            $key | Add-SshAgentKey -Agent $socket
            Invoke-Login '-o', "IdentityAgent=$socket", '-o', 'IdentityFile=none' | Should -BeLike 'in*'
            Remove-SshAgentKey -Name held -Agent $socket -Force
            Invoke-Login '-o', "IdentityAgent=$socket", '-o', 'IdentityFile=none' | Should -BeLike '*Permission denied*'
        }
        finally {
            Stop-Process $agent -ErrorAction Ignore
        }
    }
}
